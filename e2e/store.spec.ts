import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { type BrowserDesk, openBrowserDesk } from './desks.ts';
import { createDeskProcesses, type DeskProcesses } from './kill/processes.ts';
import { EstatePages } from './pages/estate-pages.ts';
import { openEnrolledDesk, StartPage } from './pages/start-page.ts';
import { openStage, type Stage } from './stage.ts';

// A trace asks the browser at the end, and a browser that was killed cannot answer.
test.use({ trace: 'off' });

const estate = '城东示例小区';

let stage: Stage<BrowserDesk>;
let desk: BrowserDesk;
test.beforeAll(async () => {
  stage = await openStage(openBrowserDesk);
  desk = await openEnrolledDesk(stage, '城东-平板1', '张伟');
  await new EstatePages(desk.page).openBuilding(estate, '2幢');
  await new EstatePages(desk.page).sweep('楼顶', '未发现');
});
test.afterAll(() => stage.close());

async function expectSwept(page: Page): Promise<void> {
  await new EstatePages(page).openBuilding(estate, '2幢');
  await expect(page.getByRole('region', { name: '楼顶' }).getByText('未发现')).toBeVisible();
}

/** Flips a bit in what is sealed of every record of a type, as a bad disk does. The page stands at the door: the desk's store is closed. */
function damage(page: Page, type: string): Promise<number> {
  return page.evaluate(
    (damaged) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('chaihuan');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('view', 'readwrite');
          const walk = transaction.objectStore('view').openCursor();
          let flipped = 0;
          walk.onsuccess = () => {
            const cursor = walk.result;
            if (cursor === null) return;
            if (cursor.value.type === damaged) {
              cursor.value.sealed[30] ^= 1;
              cursor.update(cursor.value);
              flipped += 1;
            }
            cursor.continue();
          };
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(flipped);
          };
        };
      }),
    type,
  );
}

test('a damaged store is told in a sentence, and built anew from the journal and the district’s answers after asking', async () => {
  const { page } = desk;
  const start = new StartPage(page);
  const building = page.url();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '谁在用这台设备？' }).waitFor();
  expect(await damage(page, 'sweep')).toBe(1);
  await start.signIn('张伟');
  await page.goto(building);
  await expect(page.getByRole('alert')).toContainText('窗口里的一处数据被改动或损坏');
  await expectAccessible(page);
  await page.getByRole('button', { name: '从日志重建' }).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('本机保存过的、没填完的表和回执都会回来');
  await question.getByRole('button', { name: '先不' }).click();
  await page.getByRole('button', { name: '从日志重建' }).click();
  await question.getByRole('button', { name: '重建', exact: true }).click();
  await expect(page.getByText('磁盘日志里的 1 条记录已全部恢复')).toBeVisible();
  await start.readNotices();
  await expectSwept(page);
});

/** The store as version 3 left it, in clear, with so many fixtures that its upgrade takes a while. */
function layDownOldStore(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        indexedDB.deleteDatabase('chaihuan');
        const opening = indexedDB.open('chaihuan', 30);
        opening.onerror = () => reject(opening.error);
        opening.onupgradeneeded = () => {
          const store = (name: string, keyPath: string) => opening.result.createObjectStore(name, { keyPath });
          const view = store('view', 'id');
          view.createIndex('keys', 'keys', { multiEntry: true });
          const outbox = store('outbox', 'n');
          for (const index of ['uid', 'state']) outbox.createIndex(index, index);
          outbox.createIndex('[id+state]', ['id', 'state']);
          const blobs = store('blobs', 'sha256');
          blobs.createIndex('[own+verified]', ['own', 'verified']);
          blobs.createIndex('wanted', 'wanted');
          store('receipts', 'batch').createIndex('issuedAt', 'issuedAt');
          store('search', 'id').createIndex('tokens', 'tokens', { multiEntry: true });
          for (const [name, key] of [
            ['rows', 'id'],
            ['drafts', 'key'],
            ['meta', 'key'],
            ['tallies', 'key'],
          ] as const)
            store(name, key);
          for (let n = 0; n < 4000; n += 1) {
            const id = `0198a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
            const fields = { code: `JC-A${n}`, type: 'CAGE', qty: 1, refusal: `王秀英不在家 ${n}`, status: 'surveyed' };
            view.put({ type: 'fixture', id, rev: 1, deleted: false, openConflicts: 0, pending: 0, keys: ['fixture'], fields });
          }
        };
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  );
}

/** What lies there: its version, as its own file says it, and whether a name can be read. */
function lookAtStore(page: Page): Promise<{ version: number; views: number; inClear: boolean }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('chaihuan');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('view').objectStore('view').getAll();
          asking.onsuccess = () => {
            const { version } = opening.result;
            opening.result.close();
            resolve({ version, views: asking.result.length, inClear: JSON.stringify(asking.result).includes('王秀英') });
          };
        };
      }),
  );
}

async function openAtDoor(processes: DeskProcesses): Promise<Page> {
  const page = await processes.open();
  await page.getByRole('heading', { level: 1, name: '谁在用这台设备？' }).waitFor();
  return page;
}

test('an upgrade says how far it is; a full disk and a kill in its middle leave the old store, and the next start is whole', async () => {
  await desk.close();
  const processes = createDeskProcesses(desk.dataFolder, join(desk.dataFolder, '..', 'profile'));
  try {
    const old = { version: 30, views: 4000, inClear: true };
    const first = await openAtDoor(processes);
    await layDownOldStore(first);
    expect(await lookAtStore(first)).toEqual(old);
    // A browser asks for its disk’s room once in a while: a fresh one asks anew.
    await processes.kill(['browser']);

    const page = await openAtDoor(processes);
    const start = new StartPage(page);
    const disk = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    await disk.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await start.choose('张伟');
    await start.enterPassphrase();
    await expect(page.getByRole('alert')).toContainText('磁盘没有地方了', { timeout: 30_000 });
    await disk.send('Storage.overrideQuotaForOrigin', { origin });
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '正在整理本机数据' })).toBeVisible();
    await expect(page.getByText(/^4000 条中已整理 [1-9]\d* 条/)).toBeVisible();
    await processes.kill(['browser']);

    const again = await openAtDoor(processes);
    expect(await lookAtStore(again)).toEqual(old);
    await new StartPage(again).signIn('张伟');
    await expectSwept(again);
    expect(await lookAtStore(again)).toMatchObject({ version: 120, inClear: false });
  } finally {
    await processes.end();
  }
});
