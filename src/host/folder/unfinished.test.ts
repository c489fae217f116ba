import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDesk } from '../testing/desk.ts';
import { picture } from '../testing/pictures.ts';
import { removeUnfinished } from './unfinished.ts';

const desk = freshDesk();

test('a start removes what killed writes left among photos, drafts, the tray and handovers, and nothing else', async () => {
  await desk.enroll();
  await desk.ingest(await picture().jpeg().toBuffer());
  const folders = ['photos', 'drafts', 'tray', 'handovers'].map((name) => join(desk.folder, name));
  const before = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true }).catch(() => [])));
  const ended = new Date(Date.now() - 60_000);
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    const left = join(folder, 'f00d.0123456789ab.part');
    await writeFile(left, 'half');
    await utimes(left, ended, ended);
  }
  await desk.reopen();
  await desk.host.close();
  expect(await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })))).toEqual(before);
});

test('a write under way is left alone', async () => {
  const path = join(desk.folder, 'photos', 'f00d.0123456789ab.part');
  await mkdir(join(desk.folder, 'photos'), { recursive: true });
  await writeFile(path, 'half');
  await removeUnfinished(join(desk.folder, 'photos'), new Date(Date.now() - 60_000));
  expect(await readdir(join(desk.folder, 'photos'))).toEqual(['f00d.0123456789ab.part']);
  await removeUnfinished(join(desk.folder, 'none'), new Date());
});
