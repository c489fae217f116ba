import 'fake-indexeddb/auto';
import { type KyselyPlugin, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { id, structure } from '#domain/testing/samples.ts';
import { findRow } from '../renderer/store/feed-rows.ts';
import { findRecord, patchOf } from '../renderer/store/records.ts';
import { saveChanges } from '../renderer/store/save.ts';
import { findHeld } from './testing/held.ts';
import { openTestDistrict } from './testing/test-district.ts';
import type { WholeDesk } from './testing/whole-desk.ts';

/** Counts what the server asks of its database. */
const queries = { count: 0, rows: 0 };
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => {
    queries.count += 1;
    return node;
  },
  transformResult: async ({ result }) => {
    queries.rows += result.rows.length;
    return result;
  },
};

const district = openTestDistrict((parts) => ({ ...parts, db: parts.db.withPlugin(counting) }));
const { joined, run } = district;

describe('[I1][P9] a session with nothing to do', () => {
  /** What one costs: requests, queries and their rows on the server, reads and their rows on the device. */
  async function cost(desk: WholeDesk) {
    let reads = 0;
    desk.db.use({
      stack: 'dbcore',
      name: 'counting',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          const counted =
            <T>(rows: (answer: T) => number) =>
            (answer: T) => {
              reads += 1 + rows(answer);
              return answer;
            };
          return {
            ...table,
            get: (request) => table.get(request).then(counted(() => 1)),
            getMany: (request) => table.getMany(request).then(counted((rows) => rows.length)),
            query: (request) => table.query(request).then(counted(({ result }) => result.length)),
            openCursor: (request) => table.openCursor(request).then(counted(() => 1)),
          };
        },
      }),
    });
    desk.db.close();
    await desk.db.open();
    queries.count = 0;
    queries.rows = 0;
    const before = district.line.asked.length;
    await desk.sync();
    return { reads, requests: district.line.asked.slice(before), ...queries };
  }

  test('is one hello and one pull, and costs the same with two records and with three hundred', async () => {
    const desk = await joined();
    await desk.save(300);
    await desk.save(301);
    await desk.sync();
    await desk.sync();
    const few = await cost(desk);
    for (let n = 302; n < 600; n += 1) await desk.save(n);
    await desk.sync();
    await desk.sync();
    const many = await cost(desk);
    expect(few.requests).toEqual(['GET /sync/v1/hello', 'GET /sync/v1/pull']);
    expect(many).toEqual(few);
    for (const counted of [few.reads, few.count, few.rows]) expect(counted).toBeGreaterThan(0);
  }, 60_000);
});

describe('[W1] what only a newer version knows', () => {
  test('stays in a mutation through journal, restart, new id and push', async () => {
    const desk = await joined();
    const [draft] = await draftsOf(desk, 700);
    const newer = { ...draft, future: { a: 1 }, at: { ...draft?.at, zone: 'Asia/Shanghai' } };
    await desk.client.call('journal.append', { drafts: [newer as never] });
    const again = await run(await desk.image(), { wiped: true });
    await again.client.call('remote.renew', { kept: [] });
    const fresh = await run(await again.image(), { wiped: true });
    await fresh.sync();
    const kept = await district.line.db.selectFrom('mutations').select('body').where('dev', '=', fresh.dev).execute();
    expect(kept.map(({ body }) => JSON.parse(body))).toMatchObject([{ future: { a: 1 }, at: { zone: 'Asia/Shanghai' } }]);
    expect(await findRecord(fresh.db, 'structure', id(700))).toMatchObject({ pending: 0 });
  });

  test('stays in a row, and a photo of an unknown shape stops no page', async () => {
    const desk = await joined();
    await desk.save(701);
    const wire = desk.wire();
    await desk.sync(undefined, {
      ...wire,
      pull: async (...pull) => {
        const page = await wire.pull(...pull);
        const rows = page.rows.map((row) => ({ ...row, future: true, fields: { ...row.fields, tone: '#aaa' } }));
        const odd = { ...rows[0], type: 'photo', id: id(799), fields: { hologram: 1 } };
        return { ...page, rows: [...rows, odd] as typeof page.rows };
      },
    });
    expect(await findRow(desk.db, id(701))).toMatchObject({ future: true, fields: { tone: '#aaa' } });
    expect(await findRow(desk.db, id(799))).toMatchObject({ fields: { hologram: 1 } });
  });

  async function draftsOf(desk: WholeDesk, n: number) {
    const scratch = await joined();
    await scratch.save(n);
    const { muts } = await scratch.client.call('journal.read', { from: 1, limit: 1 });
    return muts.map(({ dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...draft }) => ({ ...draft, user: desk.user.id }));
  }
});

describe('held changes', () => {
  test('[H1][H2] a conflict leaves the view, is held with its rule and values, is told of once it is settled, and waits again where a restore lost that', async () => {
    const [first, second] = [await joined(), await joined()];
    await first.save(710);
    await first.sync();
    await second.sync();
    for (const [desk, use] of [
      [first, '厨房'],
      [second, '卧室'],
    ] as const) {
      const record = await findRecord(desk.db, 'structure', id(710));
      if (record !== undefined) await saveChanges(desk.desk, [patchOf(record, { use })]);
    }
    await first.sync();
    await second.sync();
    expect(await findRecord(second.db, 'structure', id(710))).toMatchObject({ pending: 0, fields: { use: '厨房' } });
    const [held] = await findHeld(second.db);
    expect(held).toMatchObject({ id: id(710), outcome: 'conflict', rule: 'FIELD', mutation: { set: { use: { new: '卧室' } } } });
    expect(await findHeld(first.db)).toEqual([]);

    await second.sync();
    expect(await findHeld(second.db)).toHaveLength(1);
    await district.line.db
      .updateTable('conflicts')
      .set({ closed_at: new Date('2026-03-02T09:00:00Z') })
      .where('id', '=', held?.conflictId ?? '')
      .execute();
    await district.line.db
      .updateTable('held')
      .set({ state: 'resolved' })
      .where('dev', '=', second.dev)
      .where('n', '=', held?.n ?? 0)
      .execute();
    await second.sync();
    expect(await findHeld(second.db)).toEqual([]);
    expect(await second.db.outbox.get(held?.n ?? 0)).toMatchObject({ decided: { state: 'resolved', at: '2026-03-02T09:00:00.000Z' } });

    // A server restored from before that decision holds the change again, and the desk says so.
    await district.line.restart(async (db) => {
      await db.updateTable('conflicts').set({ closed_at: null }).execute();
      await db.updateTable('held').set({ state: 'held' }).execute();
      await sql`UPDATE server_identity SET epoch = epoch + 1`.execute(db);
    });
    await second.sync();
    expect(await findHeld(second.db)).toMatchObject([{ id: id(710), rule: 'FIELD' }]);
    expect((await second.db.outbox.get(held?.n ?? 0))?.decided).toBeUndefined();
  });

  test('[ID1] an id that another type holds is quarantined, in one batch and across batches', async () => {
    const [desk, other] = [await joined(), await joined()];
    await desk.save(720);
    await desk.sync();
    const { muts } = await desk.client.call('journal.read', { from: 1, limit: 1 });
    const [line1] = muts;
    if (line1 === undefined) throw new Error('not journaled');
    const { dev: _dev, n: _n, prev: _prev, c: _c, h: _h, ...draft } = line1;
    const set = { ...draft.set, type: { old: null, new: 'GRILLE' } };
    const uid = crypto.randomUUID();
    await other.client.call('journal.append', { drafts: [{ ...draft, uid, type: 'fixture', set, user: other.user.id }] });
    const again = await run(await other.image(), { wiped: true });
    await again.sync();
    expect(await findHeld(again.db)).toMatchObject([{ type: 'fixture', id: id(720), outcome: 'quarantined', rule: 'ID_TAKEN' }]);
    expect(await findRecord(again.db, 'structure', id(720))).toMatchObject({ fields: structure({ code: 'CG-A1-0720' }) });
  });
});
