import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { genesisHash } from '#domain/mutation.ts';
import { formatCall, numberDraft } from './journal/line.ts';
import { hashBytes } from './photos/hash.ts';
import { freshDesk } from './testing/desk.ts';
import { draft, testDevice } from './testing/drafts.ts';
import { picture } from './testing/pictures.ts';

const desk = freshDesk();
const { ask, enroll } = desk;

const contact = { name: '顾晓梅', phone: '13951234567', room: '3幢2单元501室' };
const personal = () => draft({ set: { contact: { old: null, new: contact }, note: { old: null, new: `${contact.room} 未在家` } } });

/** Every file of the data folder, as paths and bytes. */
async function wholeFolder(): Promise<{ path: string; bytes: Buffer }[]> {
  const entries = await readdir(desk.folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
}

/** Which files tell one of these, in their bytes, in base64 inside them, or by their names. */
async function tellers(secrets: readonly (string | Uint8Array)[]): Promise<string[]> {
  const files = await wholeFolder();
  const told = files.filter(({ path, bytes }) =>
    secrets.some((secret) => {
      const plain = Buffer.from(secret);
      return bytes.includes(plain) || path.includes(String(secret)) || bytes.includes(plain.toString('base64url').slice(0, -2));
    }),
  );
  return told.map(({ path }) => path);
}

/** The start of a JPEG file as any search for pictures would look for it, long enough that chance does not make one. */
const head = (bytes: Uint8Array) => bytes.subarray(0, 16);

describe('whoever has the disk', () => {
  test('finds no name, phone, room, picture or form of a session on it, before or after the desk closed', async () => {
    await enroll();
    const original = await picture({ takenAt: '2026:03:01 10:00:00' }).jpeg().toBuffer();
    const { sha256 } = await desk.ingest(original);
    await ask('journal.append', { drafts: [personal(), personal()] });
    const { url } = await ask('forms.pdf', { html: `<p>${contact.name}`, name: `告知书 ${contact.room}` });
    await ask('remote.sendPhoto', { sha256 });
    const { muts } = await ask('journal.read', { from: 1, limit: 10 });
    expect(muts[0]?.set.contact?.new).toEqual(contact);
    const sizes = ['original', 'display', 'thumb'] as const;
    const { urls } = await ask('photos.urls', { photos: sizes.map((size) => ({ sha256, size })) });
    const pictures = await Promise.all(urls.map(async (photo) => (await desk.host.serve(photo ?? ''))?.body ?? Buffer.alloc(0)));
    expect(pictures.map((bytes) => bytes.length > 500)).toEqual([true, true, true]);
    const form = (await desk.host.serve(url))?.body ?? Buffer.alloc(0);
    expect(Buffer.from(form).toString('latin1')).toContain('%PDF');

    const secrets = [...Object.values(contact), sha256, ...pictures.map(head), head(form)];
    expect(await tellers(secrets)).toEqual([]);
    await desk.reopen();
    expect(await tellers(secrets)).toEqual([]);
    expect((await wholeFolder()).length).toBeGreaterThanOrEqual(6);
  });

  test('finds none of what a version before sealing left there, once the desk has been open', async () => {
    await enroll();
    await desk.host.close();
    const original = await picture().jpeg().toBuffer();
    const sha256 = hashBytes(original);
    const muts = [numberDraft(personal(), testDevice, 1, genesisHash)];
    const leave = async (bytes: Uint8Array, ...at: [string, ...string[]]) => {
      await mkdir(join(desk.folder, ...at.slice(0, -1)), { recursive: true });
      await writeFile(join(desk.folder, ...at), bytes);
    };
    await leave(Buffer.concat([...formatCall(muts), Buffer.from('\n')]), 'journal', 'outbox.ndjson');
    await leave(Buffer.from(`${contact.name} {`), 'journal', 'outbox.torn-0');
    await leave(original, 'photos', 'original', sha256.slice(0, 2), sha256);
    await leave(Buffer.from('%PDF-1.4'), 'exports', `告知书 ${contact.room}-20260302081500-1.pdf`);
    const secrets = [...Object.values(contact), sha256, head(original)];
    expect(await tellers(secrets)).toHaveLength(4);

    await desk.reopen();
    await desk.signIn();
    expect((await ask('journal.read', { from: 1, limit: 10 })).muts).toEqual(muts);
    // Photos are sealed while the desk runs.
    await expect.poll(() => tellers(secrets), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(join(desk.folder, 'exports'))).toBe(false);
    const { urls } = await ask('photos.urls', { photos: [{ sha256, size: 'original' }] });
    expect((await desk.host.serve(urls[0] ?? ''))?.body).toEqual(original);
  });
});
