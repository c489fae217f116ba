import 'fake-indexeddb/auto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { id } from '#domain/testing/samples.ts';
import type { Database } from '#server/database/database.ts';
import { reconcileJournal } from '../renderer/store/reconcile.ts';
import { findRecord } from '../renderer/store/records.ts';
import { findHeld } from './testing/held.ts';
import { openTestDistrict } from './testing/test-district.ts';

const district = openTestDistrict();
const { joined, run } = district;

const records = async (...ids: number[]) => {
  const rows = await district.line.db
    .selectFrom('records')
    .select(['id', 'rev'])
    .where(
      'id',
      'in',
      ids.map((n) => id(n)),
    )
    .orderBy('id')
    .execute();
  return rows.map((row) => [Number(row.id.slice(-12)), row.rev]);
};

/** Uids that were kept as the first of their kind, and how many lines in all: aliases are the difference. */
const uidsOf = async (dev: string) => {
  const lines = await district.line.db
    .selectFrom('mutations')
    .select(['uid', 'outcome', 'alias_dev'])
    .where('dev', '=', dev)
    .orderBy('n')
    .execute();
  return lines.map(({ outcome, alias_dev }) => (alias_dev === null ? outcome : `${outcome} alias`));
};

/** What a restore from a backup of before a device came leaves: nothing of it, under a higher epoch. */
async function forgetDevice(db: Database, dev: string): Promise<void> {
  const lines = await db.selectFrom('mutations').select('record_id').where('dev', '=', dev).where('alias_dev', 'is', null).execute();
  for (const { record_id: record } of lines) await db.deleteFrom('records').where('id', '=', record).execute();
  for (const table of ['pushes', 'mutations', 'grants', 'sessions', 'devices'] as const) {
    await sql`DELETE FROM ${sql.table(table)} WHERE dev = ${dev}::uuid`.execute(db);
  }
  await sql`UPDATE server_identity SET epoch = epoch + 1`.execute(db);
}

describe('a device whose numbers the server knows otherwise takes a new id and loses nothing [FK1]', () => {
  test('[P1] a disk rolled back: what it saved before, and what it saves since, is on the server once', async () => {
    const desk = await joined();
    await desk.save(101);
    await desk.sync();
    const image = await desk.image();
    await desk.save(102);
    await desk.sync();

    const back = await run(image);
    const before = back.dev;
    await back.save(103);
    const phases = new Set<string>();
    await back.sync(({ phase }) => phases.add(phase));

    expect(phases).toContain('forked');
    expect(back.dev).not.toBe(before);
    expect(await records(101, 102, 103)).toEqual([
      [101, 1],
      [102, 1],
      [103, 1],
    ]);
    expect(await uidsOf(back.dev)).toEqual(['applied alias', 'applied']);
    for (const n of [101, 102, 103]) expect(await findRecord(back.db, 'structure', id(n))).toMatchObject({ pending: 0 });
    expect(await back.db.outbox.where('state').notEqual(2).count()).toBe(0);
  });

  test('[FK2] a disk rolled back that saved nothing since is told by the server’s own count', async () => {
    const desk = await joined();
    await desk.save(111);
    await desk.sync();
    const image = await desk.image();
    await desk.save(112);
    await desk.sync();
    const back = await run(image);
    await back.sync();
    expect(back.dev).not.toBe(desk.dev);
    expect(await uidsOf(back.dev)).toEqual(['applied alias']);
    expect(await findRecord(back.db, 'structure', id(112))).toMatchObject({ pending: 0 });
  });

  test('a lost profile is no fork: the journal has what the server has, under the same numbers', async () => {
    const desk = await joined();
    for (const n of [113, 114]) await desk.save(n);
    await desk.sync();
    const wiped = await run(await desk.image(), { wiped: true });
    await wiped.save(115);
    await wiped.sync();
    expect(wiped.dev).toBe(desk.dev);
    expect(await uidsOf(wiped.dev)).toEqual(['applied', 'applied', 'applied']);
  });

  test('[P1] a cloned disk: both go on, each under its own id, and each has the other’s work', async () => {
    const desk = await joined();
    await desk.save(121);
    await desk.sync();
    const clone = await run(await desk.image());
    await desk.save(122);
    await clone.save(123);
    await desk.sync();
    await clone.sync();
    await desk.save(124);
    await clone.save(125);
    await desk.sync();
    await clone.sync();
    await desk.sync();
    expect(clone.dev).not.toBe(desk.dev);
    expect(clone.enrollment.serial).not.toBe(desk.enrollment.serial);
    for (const each of [desk, clone]) {
      for (const n of [121, 122, 123, 124, 125])
        expect(await findRecord(each.db, 'structure', id(n)), `${n}`).toMatchObject({ pending: 0, rev: 1 });
    }
  });

  test('the journal before stays beside, whole; the new one holds the same contents under new numbers', async () => {
    const desk = await joined();
    for (const n of [131, 132]) await desk.save(n);
    await desk.sync();
    const clone = await run(await desk.image());
    await desk.save(133);
    await desk.sync();
    const { muts: old } = await clone.client.call('journal.read', { from: 1, limit: 10 });
    await clone.save(134);
    await clone.sync();
    const { muts } = await clone.client.call('journal.read', { from: 1, limit: 10 });
    expect(muts.slice(0, 2).map(({ uid, c }) => [uid, c])).toEqual(old.map(({ uid, c }) => [uid, c]));
    expect(new Set(muts.map(({ dev }) => dev))).toEqual(new Set([clone.dev]));
    const files = (await readdir(join(clone.folder, 'journal'))).filter((name) => name.endsWith('.ndjson'));
    expect(files.sort()).toEqual([`outbox.${clone.dev}.ndjson`, 'outbox.ndjson']);
  });

  test('grants are carried over, and the change of ids stands in the audit', async () => {
    const desk = await joined();
    await desk.save(141);
    const clone = await run(await desk.image());
    await desk.sync();
    await clone.save(142);
    await desk.save(143);
    await desk.sync();
    await clone.sync();
    expect(clone.enrollment.users.map(({ id: user }) => user)).toEqual(desk.enrollment.users.map(({ id: user }) => user));
    const entries = await district.line.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'device.reenrolled')
      .where('subject', '=', clone.dev)
      .execute();
    expect(entries).toMatchObject([{ actor: desk.dev, facts: { before: desk.dev } }]);
  });

  test('an answer lost on the way makes no second device: the id was chosen before it was asked for', async () => {
    const desk = await joined();
    await desk.save(151);
    const clone = await run(await desk.image());
    await desk.save(152);
    await desk.sync();
    await clone.save(153);
    const count = async () => (await district.line.db.selectFrom('devices').select('dev').execute()).length;
    const before = await count();
    district.line.lose('/sync/v1/reenroll');
    await expect(clone.sync()).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(clone.dev).toBe(desk.dev);
    await clone.sync();
    expect(await count()).toBe(before + 1);
    expect(await records(151, 152, 153)).toHaveLength(3);
  });

  test('[FK3] a server restored from before the new id is told of it again, and has everything once', async () => {
    const desk = await joined();
    await desk.save(251);
    await desk.sync();
    const image = await desk.image();
    await desk.save(252);
    await desk.sync();
    const back = await run(image);
    await back.save(253);
    await back.sync();
    await district.line.restart((db) => forgetDevice(db, back.dev));
    await back.save(254);
    const { receipt } = await back.sync();
    expect(receipt).toMatchObject({ dev: back.dev, counts: { received: 3 } });
    expect(await records(251, 253, 254)).toEqual([
      [251, 1],
      [253, 1],
      [254, 1],
    ]);
  });

  test('a kill between the journal’s new numbers and the store’s: the next start gives the store the same', async () => {
    const desk = await joined();
    for (const n of [161, 162]) await desk.save(n);
    await desk.sync();
    await desk.save(163);
    await desk.client.call('remote.renew', { kept: [] });
    expect(await reconcileJournal(desk.db, desk.client)).toMatchObject({ cause: 'none', restored: 0 });
    await desk.sync();
    expect(await uidsOf(desk.dev)).toEqual(['applied alias', 'applied alias', 'applied']);
    expect(await findRecord(desk.db, 'structure', id(163))).toMatchObject({ pending: 0 });
  });

  test('a store that was too full for the new numbers gets them at the next session, without a new start', async () => {
    const desk = await joined();
    await desk.save(164);
    await desk.sync();
    await desk.save(165);
    await desk.client.call('remote.renew', { kept: [] });
    await desk.sync();
    expect(await uidsOf(desk.dev)).toEqual(['applied alias', 'applied']);
    expect(await findRecord(desk.db, 'structure', id(165))).toMatchObject({ pending: 0 });
  });

  test('a store that was too full for the new numbers gets them too when something was saved since under the new ones', async () => {
    const desk = await joined();
    for (const n of [166, 167]) await desk.save(n);
    await desk.sync();
    await desk.client.call('remote.renew', { kept: [] });
    await desk.save(168);
    await desk.sync();
    expect(await uidsOf(desk.dev)).toEqual(['applied alias', 'applied alias', 'applied']);
    expect(await records(166, 167, 168)).toHaveLength(3);
  });

  test('what a damaged journal can no longer read, and the store still holds, is renumbered with the rest', async () => {
    const desk = await joined();
    for (const n of [171, 172, 173]) await desk.save(n);
    const image = await desk.image();
    const file = await open(join(image.folder, 'journal', 'outbox.ndjson'), 'r+');
    const bytes = await file.readFile();
    const at = bytes.indexOf(0x0a) + 40;
    await file.write(Buffer.from(bytes[at] === 0x78 ? 'y' : 'x'), 0, 1, at);
    await file.close();
    const hurt = await run(image);
    expect(hurt.device.journal?.damaged).toEqual([{ afterN: 1, beforeN: 3 }]);
    await desk.save(174);
    await desk.sync();
    await hurt.save(175);
    await hurt.sync();
    expect(await records(171, 172, 173, 174, 175)).toHaveLength(5);
    expect(await uidsOf(hurt.dev)).toEqual(['applied alias', 'applied alias', 'applied alias', 'applied']);
  });

  test('a line that the journal’s hashes do not prove is not taken in, whoever says they kept it', async () => {
    const desk = await joined();
    for (const n of [176, 177]) await desk.save(n);
    const { muts } = await desk.client.call('journal.read', { from: 1, limit: 2 });
    const [first] = muts;
    if (first === undefined) throw new Error('not journaled');
    await desk.client.call('remote.renew', { kept: [{ ...first, n: 3, uid: crypto.randomUUID() }] });
    expect((await desk.client.call('journal.read', { from: 1, limit: 9 })).muts.map(({ uid }) => uid)).toEqual(muts.map(({ uid }) => uid));
  });

  test('REVOKED: a device gets no new id, hands its work over into quarantine, and keeps it', async () => {
    const desk = await joined();
    await desk.save(181);
    await district.line.db.updateTable('devices').set({ revoked_at: new Date() }).where('dev', '=', desk.dev).execute();
    await expect(desk.client.call('remote.renew', { kept: [] })).rejects.toMatchObject({ code: 'REVOKED' });
    await expect(desk.sync()).rejects.toMatchObject({ code: 'REVOKED' });
    expect(await uidsOf(desk.dev)).toEqual(['quarantined']);
    expect(await findHeld(desk.db)).toMatchObject([{ n: 1, outcome: 'quarantined', rule: 'NO_GRANT' }]);
    expect((await desk.client.call('journal.read', { from: 1, limit: 10 })).muts).toHaveLength(1);
  });

  test('another’s key proves nothing: a device gives no other a new id', async () => {
    const [mine, theirs] = [await joined(), await joined()];
    const { nonce } = (await (await fetch(`${district.line.url}/sync/v1/nonce`)).json()) as { nonce: string };
    const body = { dev: theirs.dev, next: crypto.randomUUID(), nonce, sig: 'AAAA' };
    const reply = await fetch(`${district.line.url}/sync/v1/reenroll`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([reply.status, mine.dev === theirs.dev]).toEqual([401, false]);
  });
});
