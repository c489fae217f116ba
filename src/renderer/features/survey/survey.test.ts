import { describe, expect, it } from 'vitest';
import { held, id, people, structure } from '#domain/testing/samples.ts';
import { createOf, patchOf } from '../../store/records.ts';
import { afterGroup, photo, recordOf } from '../operation/testing/desk.ts';
import { typedParties } from '../party/party-entry.ts';
import { type FixtureTyped, fixtureForm, newFixture, nextFixture } from './fixture-form.ts';
import {
  areaIsOff,
  areaOfSides,
  fullStructure,
  newStructure,
  quickStructure,
  type StructureTyped,
  surveyedFields,
  typedStructure,
} from './structure-form.ts';
import { companions, someoneElse, surveyorsOf, typedSecond } from './surveyors.ts';

const users = Object.values(people);
const at = '2026-11-23T09:00:00+08:00';
const twoPhotos = [photo(1, 'BEFORE'), photo(2, 'BEFORE')];

const quick: StructureTyped = {
  ...typedStructure(structure({ material: null, lengthM: null, widthM: null, heightM: null, areaM2: null }), {
    second: '',
    secondName: '',
  }),
  photos: twoPhotos,
};
const full: StructureTyped = { ...quick, material: 'STEEL', lengthM: '4', widthM: '3', areaM2: '12', second: people.li.id };

const firstOf = (type: string, ...group: Parameters<typeof afterGroup>) => afterGroup(...group).find((record) => record.type === type);

const problemsOf = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  (result.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`);

describe('a structure', () => {
  it('is safe as a quick record with zone, kind, place and two photos', () => {
    const parsed = quickStructure(0, 2026).parse(quick);
    const fields = newStructure(parsed, { code: 'CG-A1-1', surveyors: surveyorsOf(parsed, users, people.zhang), at, status: 'draft' });
    const record = firstOf('structure', [], [createOf('structure', id(10), fields)], people.chen);
    expect(record?.fields).toMatchObject({ status: 'draft', areaM2: null });
  });

  it('is 已摸排 with material, area and a second surveyor', () => {
    const parsed = fullStructure(0, 2026).parse(full);
    const fields = newStructure(parsed, { code: 'CG-A1-1', surveyors: surveyorsOf(parsed, users, people.zhang), at, status: 'surveyed' });
    const record = firstOf('structure', [], [createOf('structure', id(10), fields)], people.zhang);
    expect(record?.fields).toMatchObject({ status: 'surveyed', areaM2: 12, material: 'STEEL' });
  });

  it('names everything that is missing at once', () => {
    expect(problemsOf(fullStructure(0, 2026).safeParse({ ...quick, photos: [] }))).toEqual([
      'material choose',
      'areaM2 required',
      'photos picture',
      'second choose',
    ]);
  });

  it('asks why, where the area is more than 5 % off its sides', () => {
    expect(problemsOf(fullStructure(0, 2026).safeParse({ ...full, areaM2: '14' }))).toEqual(['areaReason required']);
    expect(fullStructure(0, 2026).safeParse({ ...full, areaM2: '14', areaReason: '三角形' }).success).toBe(true);
    expect(areaIsOff({ ...full, areaM2: '12.5' })).toBe(false);
    expect(areaIsOff({ ...full, areaM2: '' })).toBe(false);
    expect(areaOfSides('４.2', '3')).toBe('12.6');
    expect(areaOfSides('4.2', 'x')).toBeUndefined();
  });

  it('is completed from a quick record by the photos it has and the sizes it lacked', () => {
    const draft = recordOf(
      'structure',
      id(10),
      structure({ status: 'draft', areaM2: null, material: null, surveyors: [{ name: '张伟', user: people.zhang.id }] }),
    );
    const parsed = fullStructure(2, 2026).parse({ ...full, photos: [] });
    const [first] = draft.fields.surveyors;
    const fields = surveyedFields(parsed, surveyorsOf(parsed, users, first ?? people.zhang), draft.fields.photos);
    const record = firstOf(
      'structure',
      [held('structure', draft.id, draft.fields)],
      [patchOf(draft, { ...fields, status: 'surveyed' })],
      people.zhang,
    );
    expect(record?.fields).toMatchObject({ status: 'surveyed', surveyors: [{ name: '张伟' }, { name: '李娜' }] });
    expect(record?.fields.photos).toHaveLength(2);
  });

  it('reads units and rooms as people write them, and refuses what names none', () => {
    const parsed = quickStructure(0, 2026).parse({ ...quick, unit: '一单元', room: '１-01室' });
    expect([parsed.unit, parsed.room]).toEqual(['1', '101']);
    expect(problemsOf(quickStructure(0, 2026).safeParse({ ...quick, room: '底商' }))).toEqual(['room invalid']);
  });
});

describe('two surveyors', () => {
  it('are offered from the field roles, never a reviewer, never oneself', () => {
    expect(companions(users, people.zhang).map(({ name }) => name)).toEqual(['李娜', '陈静']);
  });

  it('may be a person without an account, by name', () => {
    const typed = { second: someoneElse, secondName: '孙强' };
    expect(surveyorsOf(typed, users, people.zhang)).toEqual([
      { name: '张伟', user: people.zhang.id },
      { name: '孙强', user: null },
    ]);
    expect(typedSecond(surveyorsOf(typed, users, people.zhang), users)).toEqual(typed);
    expect(problemsOf(fullStructure(0, 2026).safeParse({ ...full, second: someoneElse, secondName: '' }))).toEqual(['secondName required']);
  });

  it('are two people: the same name twice counts once', () => {
    expect(surveyorsOf({ second: someoneElse, secondName: '张伟' }, users, people.zhang)).toHaveLength(1);
  });
});

describe('a fixture', () => {
  const typed: FixtureTyped = {
    id: '',
    code: 'CG-A1-2',
    building: id(1),
    unit: '1',
    room: '101',
    label: '',
    type: 'GRILLE',
    positionLabel: '南阳台-窗1',
    side: 'FRONT',
    streetFacing: false,
    widthMm: '1500',
    heightMm: '1200',
    lengthMm: '',
    depthMm: '',
    projectionCm: '',
    qty: '1',
    openings: '',
    material: '',
    condition: '',
    owner: 'KNOWN',
    blocksWorks: true,
    note: '',
    parties: typedParties([]),
    photos: [photo(1, 'BEFORE')],
    second: '',
    secondName: '',
  };

  it.each([
    ['GRILLE', ['widthMm required', 'heightMm required']],
    ['RACK', ['lengthMm required']],
    ['AWNING', ['lengthMm required', 'depthMm required']],
    ['SOLAR', []],
  ])('%s is measured by its type', (type, problems) => {
    expect(problemsOf(fixtureForm(type).safeParse({ ...typed, type, widthMm: '', heightMm: '' }))).toEqual(problems);
  });

  it('keeps no measure of a type it is not', () => {
    const parsed = fixtureForm('RACK').parse({ ...typed, type: 'RACK', lengthMm: '2400' });
    const fields = newFixture(parsed, { code: 'x', surveyors: [], at });
    expect(fields.sizes).toEqual({ widthMm: null, heightMm: null, lengthMm: 2400, depthMm: null });
    expect(firstOf('fixture', [], [createOf('fixture', id(20), fields)], people.zhang)?.fields.status).toBe('surveyed');
  });

  it('says how many windows it covers where it stands before windows, and keeps none of a type that does not', () => {
    const saved = (type: string, sizes: object) =>
      newFixture(fixtureForm(type).parse({ ...typed, type, openings: '2', ...sizes }), { code: 'x', surveyors: [], at }).openings;
    expect(saved('GRILLE', {})).toBe(2);
    expect(saved('RACK', { lengthMm: '2400' })).toBeNull();
    expect(fixtureForm('GRILLE').parse(typed).openings).toBeNull();
    expect(problemsOf(fixtureForm('GRILLE').safeParse({ ...typed, openings: '0' }))).toEqual(['openings range']);
  });

  it('the next one starts in the same flat at the next position, unmeasured and unphotographed', () => {
    // A phone may have been asked to the last one: its id is not the next one's.
    const next = nextFixture({ ...typed, id: id(20) });
    expect(next).toMatchObject({
      room: '101',
      type: 'GRILLE',
      side: 'FRONT',
      positionLabel: '南阳台-窗2',
      widthMm: '',
      photos: [],
      id: '',
      code: '',
    });
  });
});
