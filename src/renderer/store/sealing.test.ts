import 'fake-indexeddb/auto';
import { liveQuery } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordId } from '#domain/identity.ts';
import type { Fields, Mutation } from '#domain/mutation.ts';
import { created, draft, fixture, hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase, openDeskDatabase } from './database.ts';
import type { OutboxRow, ViewRow } from './rows.ts';
import { createSeal } from './seal.ts';
import { readable, readRaw, writeRaw } from './testing/raw-store.ts';
import { otherKey, storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `sealing-${Math.random()}`);
});
afterEach(() => db.delete());

const household = (contactName: string) => ({
  ...{ building: id(1), unit: '1', room: '101', contactName, phone: '13812349839', occupancy: 'OWNER', from: null, to: null },
  ...{ ownerReachable: true, accommodation: 'KEEP_DOOR', note: '轮椅出入留门', source: { file: '花名册.xlsx', row: 2 } },
});

const view = (n: number, contactName: string): ViewRow => ({
  ...{ type: 'household', id: id(n), rev: 1, deleted: false, openConflicts: 0, pending: 0, keys: ['household', `household>${id(1)}`] },
  fields: household(contactName) as Fields,
});

const outbox = (n: number, state: 0 | 1 = 0): OutboxRow => {
  const change = draft('create', 'household', id(10 + n), people.zhang, { set: created(household('王某')) });
  const mutation: Mutation = { ...change, dev: tablet, n, prev: hash(n - 1), c: hash(50 + n), h: hash(n) };
  return { n, h: mutation.h, uid: mutation.uid, id: mutation.id, state, mutation };
};

describe('what lies in the database', () => {
  const secrets = ['王某', '13812349839', '轮椅', '花名册', 'KEEP_DOOR', '水箱旁', '我的查找', '张伟'];

  test('tells nothing of people', async () => {
    const { keys: _keys, pending: _pending, ...row } = view(1, '王某');
    await db.rows.put({ ...row, seq: 1, schema: 1 });
    await db.view.bulkPut([view(1, '王某'), view(2, '王某')]);
    await db.view.put({ ...view(3, ''), type: 'fixture', fields: structuredClone(fixture({ refusal: '王某不在' })) as unknown as Fields });
    await db.outbox.add(outbox(1));
    await db.drafts.put({ key: 'k', savedAt: 1, values: { note: '水箱旁' } });
    await db.meta.put({ key: 'searches', saved: [{ name: '我的查找', text: '王某', filters: {} }] });
    for (const table of db.tables) {
      const rows = readable(await readRaw(db.name, table.name));
      expect(secrets.filter((secret) => rows.includes(secret))).toEqual([]);
    }
  });

  test('keeps in clear what is not of people, and costs a record of no people nothing', async () => {
    const estate = { name: '学田小区', code: 'XT', neighborhood: '学田社区', subdistrict: '320613001' };
    await db.view.bulkPut([view(1, '王某'), { ...view(2, ''), type: 'estate', fields: estate }]);
    const [first, second] = await readRaw(db.name, 'view');
    expect(first?.fields).toEqual({ building: id(1), unit: '1', room: '101', occupancy: 'OWNER', from: null, to: null });
    expect(second).toEqual({ ...view(2, ''), type: 'estate', fields: estate });
  });
});

describe('through the seal, the store reads what it wrote', () => {
  const all = [view(1, '王某'), view(2, '李娜'), view(3, '张某')];
  beforeEach(() => db.view.bulkAdd(all));
  const names = (rows: readonly (ViewRow | undefined)[]) => rows.map((row) => row?.fields.contactName);

  test('by get and bulkGet, an absent one absent', async () => {
    expect(await db.view.get(id(1))).toEqual(all[0]);
    expect(names(await db.view.bulkGet([id(3), id(9), id(1)]))).toEqual(['张某', undefined, '王某']);
  });

  test('by index, order, filter, limit, offset, first, last and count', async () => {
    expect(names(await db.view.where('keys').equals('household').toArray())).toEqual(['王某', '李娜', '张某']);
    expect(names(await db.view.orderBy('id').reverse().limit(2).toArray())).toEqual(['张某', '李娜']);
    expect(names(await db.view.filter((row) => row.fields.contactName === '李娜').toArray())).toEqual(['李娜']);
    expect(names([await db.view.toCollection().first(), await db.view.toCollection().last()])).toEqual(['王某', '张某']);
    expect(names(await db.view.toCollection().offset(1).toArray())).toEqual(['李娜', '张某']);
    expect(names(await db.view.toCollection().sortBy('fields.contactName'))).toEqual(['张某', '李娜', '王某'].sort());
    expect(await db.view.where('keys').equals('household').count()).toBe(3);
    expect(await db.view.toCollection().primaryKeys()).toEqual([id(1), id(2), id(3)]);
  });

  test('by a cursor, each row once and in order', async () => {
    const seen: unknown[] = [];
    await db.view.orderBy('id').each((row, cursor) => seen.push([cursor.primaryKey, row.fields.contactName]));
    expect(seen).toEqual(all.map((row) => [row.id, row.fields.contactName]));
    const found = await db.view
      .where('keys')
      .anyOf('household', 'none')
      .and((row) => row.fields.phone === '13812349839')
      .until((row) => row.fields.contactName === '李娜', true)
      .toArray();
    expect(names(found)).toEqual(['王某', '李娜']);
  });

  test('by a compound index', async () => {
    await db.outbox.bulkAdd([outbox(1), outbox(2, 1)]);
    expect(
      await db.outbox
        .where('[id+state]')
        .equals([id(12), 1])
        .first(),
    ).toEqual(outbox(2, 1));
    const seen: number[] = [];
    const look = ({ mutation }: OutboxRow) => seen.push(mutation.n);
    await db.outbox.where({ id: id(12), state: 1 }).each(look);
    expect(seen).toEqual([2]);
  });

  test('after modify, update, upsert, bulkUpdate and a replaced row', async () => {
    await db.view.toCollection().modify((row) => {
      row.fields = { ...row.fields, note: `${row.fields.contactName}改` };
    });
    await db.view.where('id').equals(id(2)).modify({ pending: 1 });
    await db.view.update(id(3), { 'fields.phone': null });
    await db.view.bulkUpdate([{ key: id(1), changes: { 'fields.contactName': '王二' } }]);
    const rows = await db.view.toArray();
    expect(rows.map(({ fields }) => [fields.contactName, fields.note, fields.phone])).toEqual([
      ['王二', '王某改', '13812349839'],
      ['李娜', '李娜改', '13812349839'],
      ['张某', '张某改', null],
    ]);
    expect(rows[1]?.pending).toBe(1);
    await db.view.put(view(1, '赵某'));
    expect((await db.view.get(id(1)))?.fields).toEqual(household('赵某'));
    expect(readable(await readRaw(db.name, 'view'))).not.toMatch(/某|改|13812349839/);
  });

  test('in hooks, and in a transaction that is rolled back', async () => {
    const seen: unknown[] = [];
    const look = (_changes: object, _key: string, row: ViewRow) => {
      seen.push(row.fields.contactName);
    };
    db.view.hook('updating', look);
    await expect(
      db.transaction('rw', db.view, async () => {
        await db.view.put(view(1, '赵某'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    db.view.hook('updating').unsubscribe(look);
    expect(seen).toEqual(['王某']);
    expect((await db.view.get(id(1)))?.fields.contactName).toBe('王某');
  });

  test('in a live query, before and after a change, from the cache and past it', async () => {
    const answers: unknown[][] = [];
    const until = async (length: number) => {
      while (answers.length < length) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const watch = liveQuery(() => db.view.where('keys').equals('household').toArray()).subscribe((rows) => answers.push(names(rows)));
    await until(1);
    await db.view.put(view(2, '赵某'));
    await until(2);
    await db.transaction('rw', db.view, () => db.view.bulkPut([view(1, '钱某'), view(4, '孙某')]));
    await until(3);
    watch.unsubscribe();
    expect(answers[0]).toEqual(['王某', '李娜', '张某']);
    expect(answers[1]).toEqual(['王某', '赵某', '张某']);
    expect(answers.at(-1)).toEqual(['钱某', '赵某', '张某', '孙某']);
  });

  test('once it is opened again', async () => {
    db.close();
    db = new DeskDatabase(storeKey, db.name);
    expect(names(await db.view.toArray())).toEqual(['王某', '李娜', '张某']);
  });
});

describe('a pulled row and its view are sealed once', () => {
  const { keys, pending, ...said } = view(1, '王某');
  const row = { ...said, seq: 1, schema: 1 };

  test('ahead of its turn, and for both; nobody changes it in between', async () => {
    db.sealAhead([row]);
    await db.rows.put(row);
    await db.view.put({ ...said, keys, pending });
    const [asRow] = await readRaw(db.name, 'rows');
    const [asView] = await readRaw(db.name, 'view');
    expect(asRow?.sealed).toEqual(asView?.sealed);
    expect(() => Object.assign(row.fields, { note: '' })).toThrow(TypeError);
    expect([await db.rows.get(id(1)), await db.view.get(id(1))]).toEqual([row, { ...said, keys, pending }]);
  });

  test('a view from when each was sealed by itself opens as it did, and is written anew as the others are', async () => {
    await db.view.put(view(2, '李娜'));
    const [written] = await readRaw(db.name, 'view');
    const secret = { contactName: '李娜', phone: null, ownerReachable: true, accommodation: 'KEEP_DOOR', note: null, source: null };
    await writeRaw(db.name, 'view', { ...written, sealed: createSeal(storeKey).close(secret, `view\n${id(2)}`) });
    expect((await db.view.get(id(2)))?.fields.contactName).toBe('李娜');
    await db.view.update(id(2), { pending: 1 });
    expect(await db.view.get(id(2))).toMatchObject({ pending: 1, fields: { contactName: '李娜' } });
    const [anew] = await readRaw(db.name, 'view');
    expect(createSeal(storeKey).open(anew?.sealed as Uint8Array, `rows\n${id(2)}`)).toEqual(secret);
  });
});

describe('what was changed behind the store is a failure with a code, never an empty field', () => {
  const damaged = { code: 'store-damaged' };
  beforeEach(() => db.view.bulkAdd([view(1, '王某'), view(2, '李娜')]));
  const raw = async (n: number) => (await readRaw(db.name, 'view'))[n - 1] as { id: RecordId; sealed: Uint8Array };

  test('a flipped byte', async () => {
    const row = await raw(1);
    row.sealed[30] = (row.sealed[30] ?? 0) ^ 1;
    await writeRaw(db.name, 'view', row);
    await expect(db.view.get(id(1))).rejects.toMatchObject(damaged);
    await expect(db.view.bulkGet([id(2), id(1)])).rejects.toMatchObject(damaged);
    await expect(db.view.toArray()).rejects.toMatchObject(damaged);
    await expect(db.view.toCollection().each(() => undefined)).rejects.toMatchObject(damaged);
    await expect(db.view.toCollection().modify({ pending: 1 })).rejects.toBeInstanceOf(Error);
    expect((await db.view.get(id(2)))?.fields.contactName).toBe('李娜');
  });

  test('a sealed part that was another row’s', async () => {
    const [one, two] = [await raw(1), await raw(2)];
    await writeRaw(db.name, 'view', { ...one, sealed: two.sealed });
    await expect(db.view.get(id(1))).rejects.toMatchObject(damaged);
  });

  test('a sealed part that is gone', async () => {
    const { sealed: _sealed, ...rest } = await raw(1);
    await writeRaw(db.name, 'view', rest);
    await expect(db.view.get(id(1))).rejects.toMatchObject(damaged);
    await db.outbox.add(outbox(1));
    const [line] = await readRaw(db.name, 'outbox');
    await writeRaw(db.name, 'outbox', { ...line, sealed: undefined });
    await expect(db.outbox.toArray()).rejects.toMatchObject(damaged);
  });
});

describe('another key', () => {
  test('opens nothing, says so, and leaves everything as it was', async () => {
    await db.view.bulkAdd([view(1, '王某')]);
    db.close();
    const before = await Promise.all(db.tables.map((table) => readRaw(db.name, table.name)));
    await expect(openDeskDatabase(otherKey, db.name)).rejects.toMatchObject({ code: 'store-foreign' });
    const other = new DeskDatabase(otherKey, db.name);
    await expect(other.view.put(view(1, '李娜'))).rejects.toBeInstanceOf(Error);
    await expect(other.receipts.toArray()).rejects.toBeInstanceOf(Error);
    await expect(other.outbox.clear()).rejects.toBeInstanceOf(Error);
    other.close();
    expect(await Promise.all(db.tables.map((table) => readRaw(db.name, table.name)))).toEqual(before);
    db = new DeskDatabase(storeKey, db.name);
    expect((await db.view.get(id(1)))?.fields.contactName).toBe('王某');
  });
});

test('a structure comes back as it was, whatever its fields', async () => {
  const fields = structuredClone(structure({ refusal: '不同意', note: '雨天漏水' })) as unknown as Fields;
  await db.view.put({ ...view(1, ''), type: 'structure', fields });
  expect((await db.view.get(id(1)))?.fields).toEqual(fields);
});
