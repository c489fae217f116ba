import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fields } from '#domain/mutation.ts';
import type { FieldsOf } from '#domain/records.ts';
import { fixture, id, place, structure } from '#domain/testing/samples.ts';
import { DeskDatabase } from '../../store/database.ts';
import { keysOf } from '../../store/keys.ts';
import { storeKey } from '../../store/testing/store-key.ts';
import { comparedFields } from './compared.ts';
import { findSuspects } from './suspects.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `suspects-${Math.random()}`);
});
afterEach(() => db.delete());

const put = <T extends keyof FieldsOf>(type: T, n: number, fields: FieldsOf[T]) => {
  const told = structuredClone(fields) as unknown as Fields;
  return db.view.put({
    ...{ type, id: id(n), rev: 1, deleted: false, fields: told, pending: 0, openConflicts: 0 },
    keys: keysOf(type, told),
  });
};
const shed = (n: number, building: number) => put('structure', n, structure({ place: { ...structure().place, building: id(building) } }));

test('pairs stand where something was recorded last, the latest first, with the place they are at', async () => {
  await put('estate', 2, { name: '城港新村', subdistrict: '320613001', neighborhood: '', code: 'CG' });
  await put('building', 1, { estate: id(2), key: '12', label: '12幢', aliases: [], rooms: [] });
  await shed(100, 1);
  await shed(300, 1);
  await put('fixture', 200, fixture({ place }));
  await put('fixture', 400, fixture({ place }));
  const { pairs, sites, buildings, more } = await findSuspects(db, 1);
  expect(pairs.map(({ first, second }) => [first.id, second.id])).toEqual([
    [id(200), id(400)],
    [id(100), id(300)],
  ]);
  expect([sites.get(id(1))?.estate.fields.name, buildings, more]).toEqual(['城港新村', 1, false]);
});

test('an old pair in a building where nothing was recorded since is found by looking further, and costs nothing before', async () => {
  await shed(1, 900);
  await shed(2, 900);
  for (let n = 0; n < 31; n += 1) await shed(1000 + n, 2000 + n);
  expect(await findSuspects(db, 1)).toMatchObject({ pairs: [], buildings: 30, more: true });
  expect(await findSuspects(db, 2)).toMatchObject({ pairs: [{ first: { id: id(1) }, second: { id: id(2) } }], buildings: 32, more: false });
});

test('fields that neither record says are not compared', () => {
  const fields = (change: object) => structuredClone({ ...structure({ note: '', use: '储物' }), ...change }) as unknown as Fields;
  const names = comparedFields('structure', fields({ material: null }), fields({ material: 'STEEL' })).map(([name]) => name);
  expect(names).toContain('material');
  expect(names.filter((name) => ['note', 'builtYear', 'projectionCm', 'parties'].includes(name))).toEqual([]);
});
