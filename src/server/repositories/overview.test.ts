import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entitlement } from '#domain/entitlement.ts';
import type { Fixture } from '#domain/fixture.ts';
import type { RecordType } from '#domain/identity.ts';
import type { Structure } from '#domain/structure.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { readOverview } from './overview.ts';
import { keepSubdistrict } from './people.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

let seq = 0;
async function keep(type: RecordType, fields: object, { subdistrict = '320613001', deleted = false } = {}): Promise<string> {
  const id = randomUUID();
  const row = {
    id,
    type,
    rev: 1,
    seq: ++seq,
    deleted,
    schema: 1,
    fields: JSON.stringify(fields),
    open_conflicts: 0,
    alias_of: null,
    subdistrict,
  };
  await server.db.insertInto('records').values(row).execute();
  return id;
}

test('an estate’s progress counts what its own buildings hold: void, deleted and split not at all, what was built again as standing', async () => {
  for (const code of ['320613001', '320613002']) await keepSubdistrict(server.db, code, code, new Date());
  const estate = await keep('estate', { name: '甲小区' });
  const building = await keep('building', { estate });
  const place = { building };
  const structures: Structure['status'][] = ['draft', 'notified', 'removed', 'accepted', 'reopened', 'void'];
  for (const status of structures) await keep('structure', { place, status });
  await keep('structure', { place, status: 'removed' }, { deleted: true });
  const fixtures: Fixture['status'][] = ['surveyed', 'removed', 'kept', 'void'];
  for (const status of fixtures) await keep('fixture', { place, status, qty: 3 });
  const lines: Pick<Entitlement, 'status' | 'qty' | 'countedIn'>[] = [
    { status: 'open', qty: 2 },
    { status: 'installed', qty: 350, countedIn: 'CM' },
    { status: 'accepted', qty: 4, countedIn: 'OPENING' },
    { status: 'closed', qty: 1, countedIn: null },
    { status: 'waived', qty: 5 },
    { status: 'split', qty: 9 },
  ];
  for (const line of lines) await keep('entitlement', { place, ...line });
  const west = { subdistrict: '320613002' };
  const other = await keep('building', { estate: await keep('estate', { name: '乙小区' }, west) }, west);
  await keep('structure', { place: { building: other }, status: 'surveyed' }, west);
  await keep('estate', { name: '丙小区' }, west);

  const { subdistricts } = await readOverview(server.db, new Date());
  const none = { surveyed: 0, removed: 0 };
  const nothing = { owed: 0, accepted: 0, outstanding: 0 };
  expect(subdistricts.map(({ estates }) => estates)).toEqual([
    [
      {
        name: '甲小区',
        structures: { surveyed: 5, removed: 2 },
        fixtures: { surveyed: 3, removed: 1 },
        pieces: { owed: 13, accepted: 5, outstanding: 3 },
      },
    ],
    expect.arrayContaining([
      expect.objectContaining({ name: '乙小区', structures: { surveyed: 1, removed: 0 }, fixtures: none, pieces: nothing }),
      expect.objectContaining({ name: '丙小区', structures: none, fixtures: none, pieces: nothing }),
    ]),
  ]);
});
