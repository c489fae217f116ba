import { describe, expect, test } from 'vitest';
import type { Household } from './estate.ts';
import type { Fields } from './mutation.ts';
import { clausesOf, ranked, type SearchFilters, type SearchPlaces, satisfies, termsOf } from './search.ts';
import { type FindableType, findableTypes, findSearchEntry, type Searchable, type SearchEntry } from './search-entry.ts';
import { fixture, id, people, place, structure } from './testing/samples.ts';

const initials: Record<string, string> = { 王某: 'wm', 学田小区: 'xtxq', 李娜: 'ln' };
const reading = { initialsOf: (text: string) => initials[text] ?? '', dayOf: (instant: string) => instant.slice(0, 10) };

/** Told apart by eye, and with nothing of the token left in it. */
const blind = (token: string) => [...token].map((sign) => sign.codePointAt(0)?.toString(36)).join('.');

const asked = (type: Searchable['type'], n: number, fields: object, change: Partial<Searchable> = {}): Searchable => ({
  ...{ type, id: id(n), deleted: false, openConflicts: 0 },
  fields: structuredClone(fields) as Fields,
  ...change,
});

const household: Household = {
  ...{ building: id(1), unit: '1', room: '101', contactName: '王某', phone: '13812349839', occupancy: 'OWNER' },
  ...{ from: '2020-01-01', to: null, ownerReachable: null, accommodation: null, note: '轮椅出入留门', source: null },
};

const estate = { name: '学田小区', code: 'XT', neighborhood: '学田社区', subdistrict: '320613001' };

const records: Searchable[] = [
  asked('estate', 2, estate),
  asked('building', 1, { estate: id(2), key: '12', label: '12幢', aliases: ['东楼'], rooms: ['1-101'] }),
  asked('household', 10, household),
  asked('household', 11, { ...household, building: id(3), contactName: '李娜', phone: '13900001111', room: '1011', note: '' }),
  asked('structure', 20, structure({ code: 'CG-02-0001', note: '雨天漏水' }), { openConflicts: 1 }),
  asked('fixture', 30, fixture({ place })),
];
const entries = records.flatMap((record) => findSearchEntry(record, reading, blind) ?? []);

const places: SearchPlaces = {
  estates: [{ id: id(2), name: '学田小区', code: 'XT', initials: 'xtxq' }],
  buildings: [
    { id: id(1), estate: id(2), key: '12', label: '12幢', aliases: ['东楼'] },
    { id: id(3), estate: id(4), key: '3', label: '3幢', aliases: [] },
  ],
  teams: [{ id: id(50), name: '一组', buildings: [id(1)] }],
  user: people.zhang,
};

function found(text: string, filters: SearchFilters = {}): string[] {
  const clauses = clausesOf(text, filters, places, blind);
  const hits = entries.filter((entry) => clauses.every((clause) => satisfies(entry, clause)));
  return ranked(hits, clauses).map(({ type, id }) => `${type} ${Number(id.slice(-12))}`);
}

describe('a record is found by', () => {
  test.each([
    ['12幢1单元101室', ['household 10', 'fixture 30']],
    ['12-1-101', ['household 10', 'fixture 30']],
    ['１２＃１单元１０１', ['household 10', 'fixture 30']],
    ['十二号楼 101', ['household 10', 'fixture 30']],
    ['1单元101室', ['household 10', 'fixture 30', 'household 11']],
    ['1-101', ['household 10', 'fixture 30', 'household 11']],
    ['王某', ['household 10']],
    ['某', ['household 10']],
    ['wm', ['household 10']],
    ['WM', ['household 10']],
    ['9839', ['household 10']],
    ['138 1234 9839', ['household 10']],
    ['13812349839', ['household 10']],
    ['CG-02-0001', ['structure 20']],
    ['02-0001', ['structure 20']],
    ['0001', ['structure 20']],
    ['cg-a1', ['fixture 30']],
    ['南阳台', ['fixture 30']],
    ['阳台窗1', []],
    ['阳台 窗1', ['fixture 30']],
    ['南阳台-窗1', ['fixture 30']],
    ['漏水', ['structure 20']],
    ['轮椅', ['household 10']],
    ['防盗窗', ['fixture 30']],
    ['window', []],
    ['东楼 违建', ['structure 20']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('[C1] each room that it reaches over, though it counts for one', () => {
    const parties = ['1-101', '1-102'].map((room) => ({ room, role: 'OWNER', name: '' }));
    const entry = findSearchEntry(asked('fixture', 31, fixture({ place, parties } as object)), reading, blind);
    const isFound = (text: string) => clausesOf(text, {}, places, blind).every((clause) => entry && satisfies(entry, clause));
    expect(['12幢1单元101室', '12-1-102', '1单元102室', '102', '12幢1单元103室'].map(isFound)).toEqual([true, true, true, true, false]);
  });

  test('its estate, the estate itself first', () => {
    expect(found('学田小区')[0]).toBe('estate 2');
    expect(found('xtxq 防盗窗')).toEqual(['fixture 30']);
    expect(found('学田 王某')).toEqual(['household 10']);
  });

  test('what is typed of a name or a number, and by nothing that only lies inside of it', () => {
    const one = asked('household', 12, {
      ...household,
      contactName: '欧阳建国 Ann',
      phone: '0513-85551234',
      room: '7',
      note: 'Key at no 12',
    });
    const entry = findSearchEntry(one, { ...reading, initialsOf: () => 'oyjg' }, blind);
    const finds = (text: string) => clausesOf(text, {}, places, blind).every((clause) => entry !== undefined && satisfies(entry, clause));
    const found = [
      '欧',
      '欧阳',
      '阳建国',
      '国',
      '欧阳建国',
      'a',
      'an',
      'ann',
      'o',
      'oyj',
      'oyjg',
      '1234',
      '85551234',
      '0513-85551234',
      'key',
      '12',
    ];
    expect(found.filter((text) => !finds(text))).toEqual([]);
    expect(['欧建', '欧国', 'nn', 'annn', 'yj', 'oyjgx', '8555', '05138555', 'ey', '2'].filter(finds)).toEqual([]);
  });

  test('a letter, but not the marks that begin with it', () => {
    expect(found('s')).toEqual([]);
    expect(found('k')).toEqual([]);
  });

  test('nothing, once it is deleted, or where it has no page', () => {
    expect(findSearchEntry(asked('household', 10, household, { deleted: true }), reading, blind)).toBeUndefined();
    expect(findSearchEntry(asked('sweep', 10, {}), reading, blind)).toBeUndefined();
  });
});

describe('an entry tells nothing of people', () => {
  const names = { name: '王某', user: people.zhang.id };
  const full: Record<FindableType, object> = {
    estate,
    building: { estate: id(2), key: '12', label: '12幢', aliases: [], rooms: [] },
    household: { ...household, contactName: '王某 Wang', note: '王某不在' },
    structure: structure({ parties: [{ room: null, role: 'BUILDER', name: '王某' }], surveyors: [names] }),
    fixture: fixture({ place, parties: [{ room: '101', role: 'OWNER', name: '王某' }], surveyors: [names] }),
    entitlement: { ...{ place, type: 'GRILLE', status: 'open', removedOn: '2026-03-02' }, confirmation: { by: people.zhang.id } },
    operation: { ...{ no: 'X1', date: '2026-03-02', status: 'planned', leader: '王某', members: [{ name: '王某' }] }, note: '' },
    team: { name: '一组', leader: '王某', members: [{ name: '王某' }], buildings: [] },
  };

  test.each(findableTypes)('%s', (type) => {
    const entry = findSearchEntry(asked(type, 10, full[type]), { ...reading, initialsOf: () => 'xtxq' }, blind);
    const open = (entry?.tokens ?? []).filter((token) => !token.startsWith('='));
    expect(entry?.tokens.filter((token) => /王|某|wang|9839|1381|不在/u.test(token))).toEqual([]);
    expect(open.filter((token) => token.includes(people.zhang.id))).toEqual([]);
    expect(open.includes('xtxq')).toBe(type === 'estate' || type === 'team');
  });
});

describe('filters', () => {
  test.each<[SearchFilters, string[]]>([
    [{ estate: id(4) }, ['household 11']],
    [{ building: id(3) }, ['household 11']],
    [{ type: 'fixture' }, ['fixture 30']],
    [{ state: 'fixture.agreed' }, ['fixture 30']],
    [{ kind: 'structure.SHED' }, ['structure 20']],
    [{ kind: 'fixture.GRILLE', state: 'fixture.removed' }, []],
    [{ zone: 'ROOFTOP' }, ['structure 20']],
    [{ team: id(50), type: 'structure' }, ['structure 20']],
    [{ mine: true }, ['structure 20', 'fixture 30']],
    [{ conflict: true }, ['structure 20']],
    [{ from: '2026-03-02', to: '2026-03-02' }, ['structure 20', 'fixture 30']],
    [{ from: '2026-03-03' }, []],
  ])('%j', (filters, expected) => {
    expect(found('', filters)).toEqual(expected);
  });

  test('what is disputed, by its own state or by a conflict nobody has settled', () => {
    const disputes = (type: Searchable['type'], status: string, openConflicts = 0) => {
      const entry = findSearchEntry(asked(type, 60, { status }, { openConflicts }), reading, blind);
      return clausesOf('', { conflict: true }, places, blind).every((clause) => entry !== undefined && satisfies(entry, clause));
    };
    expect([disputes('structure', 'disputed'), disputes('entitlement', 'disputed'), disputes('fixture', 'removed', 1)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([disputes('structure', 'determined'), disputes('entitlement', 'open')]).toEqual([false, false]);
  });

  test('narrow what the words found', () => {
    expect(found('1-101', { type: 'household' })).toEqual(['household 10', 'household 11']);
  });
});

describe('ranking', () => {
  test('what was typed whole comes before what only begins so', () => {
    expect(found('101', { type: 'household' })).toEqual(['household 10', 'household 11']);
  });

  test('initials typed whole come before those that only begin so', () => {
    const named = (n: number, contactName: string) => asked('household', n, { ...household, contactName, from: null });
    const read = { ...reading, initialsOf: (text: string) => ({ 王小明: 'wxm', 王新: 'wx' })[text] ?? '' };
    const both = [named(13, '王小明'), named(14, '王新')].flatMap((one) => findSearchEntry(one, read, blind) ?? []);
    expect(ranked(both, clausesOf('wx', {}, places, blind)).map((entry) => entry.id)).toEqual([id(14), id(13)]);
    expect(ranked(both, clausesOf('w', {}, places, blind)).map((entry) => entry.id)).toEqual([id(13), id(14)]);
  });

  test('the newest of equals comes first', () => {
    const dated = (n: number, day: string): SearchEntry => ({ id: id(n), type: 'fixture', building: null, day, tokens: ['a'] });
    expect(ranked([dated(1, '2026-01-01'), dated(2, '2026-02-01')], []).map((entry) => entry.id)).toEqual([id(2), id(1)]);
  });
});

test('a query is a few terms, however long it is', () => {
  expect(termsOf(' 王某，1-101  ')).toEqual(['王某', '1-101']);
  expect(termsOf('!? -')).toEqual([]);
  expect(termsOf('a '.repeat(50))).toHaveLength(8);
});
