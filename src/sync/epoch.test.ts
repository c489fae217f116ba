import 'fake-indexeddb/auto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { id } from '#domain/testing/samples.ts';
import type { Database } from '#server/database/database.ts';
import { findRecord } from '../renderer/store/records.ts';
import { openTestDistrict } from './testing/test-district.ts';

const district = openTestDistrict();
const { joined } = district;

/** What a restore from an older backup leaves: these records never came, their devices are expected to go on before them, the epoch rose. */
const restoreWithout =
  (...ids: number[]) =>
  async (db: Database) => {
    const lost = ids.map((n) => id(n));
    const lines = await db
      .selectFrom('mutations')
      .select(['dev', 'n'])
      .where('record_id', '=', sql<string>`ANY(${lost}::uuid[])`)
      .orderBy('n')
      .execute();
    await db.deleteFrom('records').where('id', '=', sql<string>`ANY(${lost}::uuid[])`).execute();
    for (const { dev, n } of lines.toReversed()) {
      await db.deleteFrom('mutations').where('dev', '=', dev).where('n', '=', n).execute();
      await sql`UPDATE devices SET next_n = ${n}, last_h = coalesce((SELECT h FROM mutations WHERE dev = ${dev}::uuid AND n = ${n - 1}), repeat('0', 64))
        WHERE dev = ${dev}::uuid`.execute(db);
    }
    await sql`UPDATE server_identity SET epoch = epoch + 1`.execute(db);
  };

describe('a restored server', () => {
  test('[E1][P1] gets again what its backup lacked, and nothing twice', async () => {
    const desk = await joined();
    for (const n of [201, 202, 203]) await desk.save(n);
    await desk.sync();
    await district.line.restart(restoreWithout(202, 203));
    await desk.save(204);
    const phases: string[] = [];
    const report = await desk.sync(({ phase }) => phases.push(phase));
    expect(report.receipt?.counts).toMatchObject({ received: 4, applied: 4 });
    const rows = await district.line.db
      .selectFrom('records')
      .select(['id', 'rev'])
      .where('id', 'in', [201, 202, 203, 204].map(id))
      .execute();
    expect(rows.map(({ rev }) => rev)).toEqual([1, 1, 1, 1]);
    for (const n of [201, 202, 203, 204]) expect(await findRecord(desk.db, 'structure', id(n))).toMatchObject({ pending: 0 });
    expect(await desk.db.stale.count()).toBe(0);
  });

  test('[E2] no desk is empty meanwhile, and what the new epoch does not bring goes when its feed is through', async () => {
    const [gone, desk] = [await joined(), await joined()];
    await gone.save(211);
    await desk.save(212);
    await gone.sync();
    await desk.sync();
    expect(await findRecord(desk.db, 'structure', id(211))).toBeDefined();
    await district.line.restart(restoreWithout(211));
    const seen: unknown[] = [];
    const wire = desk.wire();
    await desk.sync(undefined, {
      ...wire,
      pull: async (position, limit) => {
        seen.push(await findRecord(desk.db, 'structure', id(211)), await findRecord(desk.db, 'structure', id(212)));
        return wire.pull(position, Math.min(limit, 2));
      },
    });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.every((record) => record !== undefined)).toBe(true);
    expect(await findRecord(desk.db, 'structure', id(211))).toBeUndefined();
    await gone.sync();
    await desk.sync();
    expect(await findRecord(desk.db, 'structure', id(211))).toBeDefined();
  });

  test('[E1] restored in the middle of a session, it is met anew in the same session', async () => {
    const desk = await joined();
    await desk.save(221);
    const wire = desk.wire();
    let restored = false;
    const phases = new Set<string>();
    await desk.sync(({ phase }) => phases.add(phase), {
      ...wire,
      pushLines: async (...push) => {
        if (!restored) await district.line.restart(restoreWithout());
        restored = true;
        return wire.pushLines(...push);
      },
    });
    expect(phases).toContain('newEpoch');
    expect(await findRecord(desk.db, 'structure', id(221))).toMatchObject({ pending: 0, rev: 1 });
  });

  test('[E3] a server of a lower epoch gets nothing and is believed nothing', async () => {
    const desk = await joined();
    await desk.sync();
    await desk.save(231);
    await district.line.restart(async (db) => void (await sql`UPDATE server_identity SET epoch = epoch - 1`.execute(db)));
    const before = district.line.asked.length;
    await expect(desk.sync()).rejects.toMatchObject({ code: 'EPOCH' });
    expect(district.line.asked.slice(before).filter((call) => /push|pull/.test(call))).toEqual([]);
    expect(await desk.db.outbox.where('state').equals(0).count()).toBe(1);
    await district.line.restart(async (db) => void (await sql`UPDATE server_identity SET epoch = epoch + 1`.execute(db)));
    await desk.sync();
    expect(await findRecord(desk.db, 'structure', id(231))).toMatchObject({ pending: 0 });
  });

  test('[V2] an old row settles nothing: an own edit stays on screen until the new epoch’s row has it', async () => {
    const desk = await joined();
    for (const n of [241, 242, 243]) await desk.save(n);
    await desk.sync();
    await desk.save(244);
    await district.line.restart(restoreWithout());
    const wire = desk.wire();
    const cut = { ...wire, pull: () => Promise.reject(new Failure('server-unreachable')) };
    await expect(desk.sync(undefined, cut)).rejects.toMatchObject({ code: 'server-unreachable' });
    for (const n of [241, 242, 243, 244]) expect(await findRecord(desk.db, 'structure', id(n))).toMatchObject({ pending: 1 });
    await desk.sync();
    for (const n of [241, 242, 243, 244]) expect(await findRecord(desk.db, 'structure', id(n))).toMatchObject({ pending: 0 });
  });
});
