import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';
import { draft, hash, id, operation, people, structure, tablet } from '#domain/testing/samples.ts';
import { type OutboxEntry, settledCount, viewOf } from './overlay.ts';

const chain = { dev: tablet, n: 1, prev: hash(0), c: hash(1), h: hash(2) };
const own = (op: Mutation['op'], set: Mutation['set'] = {}, type: Mutation['type'] = 'structure'): Mutation => ({
  ...draft(op, type, id(10), people.zhang, { set }),
  ...chain,
});
const rowOf = (fields: object, type: FeedRecord['type'] = 'structure'): FeedRecord => ({
  ...{ type, id: id(10), rev: 3, seq: 40, deleted: false, schema: 1, openConflicts: 0 },
  fields: structuredClone(fields) as Fields,
});

describe('[V1] the view of a record', () => {
  test('is its row with own changes on top, in the order in which they were saved', () => {
    const changes = [own('patch', { note: { old: '', new: '漏雨' } }), own('patch', { note: { old: '漏雨', new: '已修' } })];
    expect(viewOf(rowOf(structure()), changes)).toMatchObject({ rev: 3, pending: 2, fields: { note: '已修', use: '储物' } });
    expect(viewOf(rowOf(structure()), changes.toReversed())).toMatchObject({ fields: { note: '漏雨' } });
  });

  test('is there before the server knows the record, and not where nobody does', () => {
    const set = Object.fromEntries(Object.entries(structure()).map(([field, value]) => [field, { old: null, new: value }]));
    expect(viewOf(undefined, [own('create', set)])).toMatchObject({ rev: 0, pending: 1, fields: { use: '储物' } });
    expect(viewOf(undefined, [own('patch', { note: { old: '', new: '漏雨' } })])).toBeUndefined();
    expect(viewOf(undefined, [])).toBeUndefined();
  });

  test('hides nobody’s addition: lists take an own change element by element, maps key by key', () => {
    const seen = structure().photos;
    const [mine, theirs] = [7, 8].map((n) => ({ sha256: hash(n), stage: 'DURING' as const }));
    const photos = own('patch', { photos: { old: [...seen], new: [...seen, mine] } as Mutation['set'][string] });
    expect(viewOf(rowOf(structure({ photos: [...seen, theirs as never] })), [photos])?.fields.photos).toEqual([...seen, theirs, mine]);
    const settled = (outcome: string) => ({ outcome, reason: '雨', photos: [], at: '2026-03-02T10:00:00+08:00' });
    const row = rowOf(operation({ results: { [id(21)]: settled('DEFERRED') } as never }), 'operation');
    const set = { results: { old: {}, new: { [id(22)]: settled('UNSAFE') } } };
    const shown = viewOf(row, [own('patch', set, 'operation')])?.fields.results;
    expect(Object.keys(shown as object)).toEqual([id(21), id(22)]);
  });

  test('[P4] shows what this desk deleted as gone, and again only once it restored it', () => {
    const patch = own('patch', { note: { old: '', new: '漏雨' } });
    expect(viewOf(rowOf(structure()), [own('delete'), patch])).toMatchObject({ deleted: true });
    expect(viewOf(rowOf(structure()), [own('delete'), patch, own('restore')])).toMatchObject({ deleted: false });
  });
});

describe('[V2] an own change leaves the overlay', () => {
  test('[P5] never with its acknowledgement: only with a row that has it, or where there is no row to wait for', () => {
    expect(settledCount([{ rowSeq: undefined }], 900)).toBe(0);
    expect(settledCount([{ rowSeq: 41 }], 40)).toBe(0);
    expect(settledCount([{ rowSeq: 41 }], 41)).toBe(1);
    expect(settledCount([{ rowSeq: 0 }], 0)).toBe(1);
  });

  test('[P5] never before an earlier one of its record, whatever was acknowledged of it', () => {
    const entries = fc.array(fc.record({ rowSeq: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }) }), { maxLength: 12 });
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 50 }), (all: OutboxEntry[], seq) => {
        const settled = settledCount(all, seq);
        const isIn = ({ rowSeq }: OutboxEntry) => rowSeq !== undefined && rowSeq <= seq;
        expect(all.slice(0, settled).every(isIn)).toBe(true);
        const first = all[settled];
        expect(first === undefined || !isIn(first)).toBe(true);
      }),
    );
  });
});
