import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TrayPhoto } from '#contract/tray.ts';
import { freshDesk } from '../testing/desk.ts';
import { testUser } from '../testing/desk-defaults.ts';
import { draft } from '../testing/drafts.ts';
import { picture } from '../testing/pictures.ts';

const desk = freshDesk();
const { ask, errorOf, enroll } = desk;

const take = (bytes: Uint8Array, fileName = 'DSC_0001.JPG') => ask('tray.take', { fileName }, bytes);
const waiting = async () => (await ask('tray.list', {})).photos;
const jpeg = (plain: string) => picture({ plain }).jpeg().toBuffer();
const has = async ({ facts }: TrayPhoto) =>
  (await ask('photos.urls', { photos: [{ sha256: facts.sha256, size: 'original' }] })).urls[0] !== null;

test('a photo without a record waits in the tray, and still does after the program was killed', async () => {
  await enroll();
  const { photo, known } = await take(await picture({ takenAt: '2026:03:01 10:00:00' }).jpeg().toBuffer());
  expect(known).toBe(false);
  expect(photo).toMatchObject({ fileName: 'DSC_0001.JPG', facts: { capturedSource: 'EXIF', capturedAt: '2026-03-01T10:00:00+08:00' } });
  await desk.reopen();
  await desk.signIn();
  expect(await waiting()).toEqual([photo]);
});

test('an imported file never takes the clock, and the same file twice waits once', async () => {
  await enroll();
  const bytes = await jpeg('#123456');
  const first = await take(bytes);
  const second = await take(bytes, 'copy.jpg');
  expect(first.photo.facts).toMatchObject({ capturedAt: null, capturedSource: 'UNKNOWN' });
  expect([first.known, second.known]).toEqual([false, true]);
  expect(await waiting()).toEqual([first.photo]);
});

test('a bad file is refused by its own code and leaves nothing in the tray', async () => {
  await enroll();
  const half = (await jpeg('#224466')).subarray(0, 400);
  expect(await errorOf('tray.take', { fileName: 'a' }, Buffer.from('text'))).toMatchObject({ code: 'photo-not-image' });
  expect(await errorOf('tray.take', { fileName: 'a' }, half)).toMatchObject({ code: 'photo-damaged' });
  expect(await waiting()).toEqual([]);
});

test('neither names nor bytes on disk tell what waits', async () => {
  await enroll();
  const { photo } = await take(await jpeg('#335577'));
  const [name = ''] = await readdir(join(desk.folder, 'tray'));
  expect(name).toMatch(/^[0-9a-f]{64}\.photo$/);
  const bytes = await readFile(join(desk.folder, 'tray', name));
  expect([bytes.includes('DSC_0001'), bytes.includes(photo.facts.sha256)]).toEqual([false, false]);
});

test('[A2] what is taken out of the tray keeps its bytes, and is deleted only where asked and where no record or draft names it', async () => {
  await enroll();
  const photos = await Promise.all(
    ['#111111', '#222222', '#333333', '#444444'].map(async (plain) => (await take(await jpeg(plain))).photo),
  );
  const [filed, typed, kept, gone] = photos as [TrayPhoto, TrayPhoto, TrayPhoto, TrayPhoto];
  await ask('journal.append', { drafts: [{ ...draft(), type: 'photo', set: { sha256: { old: null, new: filed.facts.sha256 } } }] });
  await ask('drafts.put', { draft: { key: `sweep|${testUser}|b1`, savedAt: 1, values: { photos: [typed] } } });
  await ask('tray.drop', { photos: [kept.facts.sha256], erase: false });
  await ask('tray.drop', { photos: [filed, typed, gone].map(({ facts }) => facts.sha256), erase: true });
  expect(await waiting()).toEqual([]);
  expect(await Promise.all(photos.map(has))).toEqual([true, true, true, false]);
});

test('a filed photo is shown with what its record says', async () => {
  await enroll();
  const { photo } = await take(await jpeg('#446688'));
  const display = async () => {
    const { urls } = await ask('photos.urls', { photos: [{ sha256: photo.facts.sha256, size: 'display' }] });
    return (await desk.host.serve(urls[0] ?? ''))?.body;
  };
  const before = await display();
  const { capturedAt, capturedSource, importedAt } = photo.facts;
  const watermark = {
    place: '学田小区 3幢',
    code: 'XT-03-0042',
    stage: '拆除前',
    capturedAt,
    capturedSource,
    importedAt,
    device: '平板03',
  };
  expect(await ask('photos.rebuild', { sha256: photo.facts.sha256, watermark })).toEqual({ rebuilt: true });
  expect(await display()).not.toEqual(before);
});
