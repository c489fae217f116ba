import { describe, expect, it } from 'vitest';
import { fixture, held, id, people } from '#domain/testing/samples.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { afterGroup, recordOf } from '../operation/testing/desk.ts';
import { endInterimChange, latestSalvage } from './aftercare.ts';

const at = '2026-11-23T09:00:00+08:00';
const by = { name: people.zhang.name, user: people.zhang.id };

describe('interim protection', () => {
  const removed = recordOf('fixture', id(20), fixture({ status: 'removed' }));
  const interim = { what: '钢管护栏', at, by, until: null };
  const fixtureAfter = (record: typeof removed, set: ReturnType<typeof patchOf>) =>
    afterGroup([held('fixture', record.id, record.fields)], [set], people.zhang).find(({ type }) => type === 'fixture')?.fields;

  it('is recorded of what is removed, and stays on record when it is taken away', () => {
    expect(fixtureAfter(removed, patchOf(removed, { interim }))).toMatchObject({ interim });
    const set = recordOf('fixture', id(20), { ...removed.fields, interim });
    const end = endInterimChange(set, '2026-12-20T09:00:00+08:00');
    expect(end && fixtureAfter(set, end)).toMatchObject({ interim: { ...interim, until: '2026-12-20T09:00:00+08:00' } });
    expect(endInterimChange(removed, at)).toBeUndefined();
  });

  it('is not recorded of what still stands', () => {
    const agreed = recordOf('fixture', id(20), fixture({ status: 'agreed' }));
    expect(() => fixtureAfter(agreed, patchOf(agreed, { interim }))).toThrow('STATE');
  });
});

it('of removed pieces the latest fact counts, and every one stays', () => {
  const fact = (n: number, day: string): RecordOf<'salvage'> => ({
    type: 'salvage',
    id: id(n),
    rev: 1,
    fields: { removal: id(80), what: 'STORED', at: `${day}T09:00:00+08:00`, by, where: '社区车棚', note: '' },
    pending: 0,
    openConflicts: 0,
  });
  expect(latestSalvage([fact(2, '2026-11-25'), fact(1, '2026-11-24')])?.id).toBe(id(2));
  expect(latestSalvage([])).toBeUndefined();
  expect(() => afterGroup([], [createOf('salvage', id(1), fact(1, '2026-11-24').fields)], people.zhang)).toThrow('NO_RECORD');
});
