import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { StartPage } from '../../e2e/pages/start-page.ts';
import { person } from '../store/person.ts';
import { buildPages, raiseDesk } from '../store/stage.ts';
import { anotherFileOf, takePicture } from './camera.ts';

/** As a camera leaves them: folders of a hundred. Each file is another, and each is 12 megapixels. */
async function writeCard(folder: string, count: number): Promise<void> {
  const picture = await takePicture(1);
  for (let n = 0; n < count; n += 1) {
    const inside = join(folder, 'DCIM', `${100 + Math.floor(n / 100)}MSDCF`);
    if (n % 100 === 0) await mkdir(inside, { recursive: true });
    await writeFile(join(inside, `DSC${String(n).padStart(5, '0')}.JPG`), anotherFileOf(picture, n));
  }
}

declare global {
  interface Window {
    longestTask: number;
  }
}

/** The browser tells of tasks from 50 ms on: 0 means that there was none. */
function watchTasks(): void {
  window.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
  }).observe({ type: 'longtask' });
}

interface Sample {
  done: number;
  pageMiB: number;
  hostMiB: number;
}

const mebibytes = (bytes: number) => bytes / 1024 / 1024;

/** What the tray says of the run: looked up by one selector, since what looks is itself a task of the page. */
const readTray = () => ({
  working: document.querySelector('.tray-drop [role=status]')?.textContent ?? '',
  report: document.querySelector('.tray-drop [role=alert]')?.textContent ?? '',
});

/** What the page holds of script, elements and buffers, and what the host's process holds at all. */
async function sample(working: string, session: CDPSession): Promise<Sample> {
  const heap: { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number } = await session.send('Runtime.getHeapUsage');
  return {
    done: Number(/(\d+)\//.exec(working)?.[1] ?? -1),
    pageMiB: mebibytes(heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0)),
    hostMiB: mebibytes(process.memoryUsage.rss()),
  };
}

/** The most of the last fifth over the most of the second: the first warms up. */
function growth(samples: readonly Sample[], of: 'pageMiB' | 'hostMiB', count: number): number {
  const most = (from: number, to: number) =>
    Math.max(...samples.filter(({ done }) => done >= from * count && done < to * count).map((one) => one[of]));
  return most(0.8, 1) - most(0.2, 0.4);
}

/** A card of `count` photos through the desk that people use, in its own browser: how long its screen was held up, and whether memory grows with the card. */
export async function benchCard(count: number): Promise<Record<string, number>> {
  await buildPages(import.meta.dirname, []);
  const card = await mkdtemp(join(tmpdir(), 'chaihuan-card-'));
  const desk = await raiseDesk();
  try {
    await writeCard(card, count);
    const page = desk.context.pages()[0] ?? (await desk.context.newPage());
    page.setDefaultTimeout(60_000);
    await page.goto(`${desk.origin}/#/`);
    await new StartPage(page).signIn(person);
    await page.goto(`${desk.origin}/#/tray`);
    const folder = page.getByLabel('要收入的文件夹');
    await folder.waitFor({ state: 'attached' });
    const session = await desk.context.newCDPSession(page);
    await page.evaluate(watchTasks);
    const from = performance.now();
    await folder.setInputFiles(join(card, 'DCIM'));
    const samples: Sample[] = [];
    let said = await page.evaluate(readTray);
    while (said.report === '') {
      samples.push(await sample(said.working, session));
      await wait(2000);
      said = await page.evaluate(readTray);
    }
    if (!said.report.startsWith(`收入 ${count} 张`)) throw new Error(said.report);
    const seconds = (performance.now() - from) / 1000;
    await page.locator('.tray-photo img').first().waitFor();
    const longestTaskMs = await page.evaluate(() => window.longestTask);
    return {
      cardPhotos: count,
      longestTaskMs,
      cardPhotosPerS: count / seconds,
      pageGrowthMiB: growth(samples, 'pageMiB', count),
      pageMostMiB: Math.max(...samples.map(({ pageMiB }) => pageMiB)),
      hostGrowthMiB: growth(samples, 'hostMiB', count),
      hostMostMiB: Math.max(...samples.map(({ hostMiB }) => hostMiB)),
    };
  } finally {
    await desk.close();
    await rm(card, { recursive: true, force: true });
  }
}
