import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { id, people } from '#domain/testing/samples.ts';
import { emptyFixture, emptyStructure } from '../features/survey/start.ts';
import { DeskDatabase } from './database.ts';
import { findLastSurvey, keepLastSurvey } from './last-survey.ts';
import { readable, readRaw } from './testing/raw-store.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `last-survey-${Math.random()}`);
});
afterEach(() => db.delete());

const { zhang, li } = people;
const shed = { building: id(1), structure: { kind: 'SHED', material: 'WOOD' }, second: 'someone-else', secondName: '孙强' };
const grille = { building: id(2), fixture: { type: 'GRILLE', side: 'FRONT', material: '' }, second: li.id, secondName: '' };

test('each person starts from what they surveyed last; what the last one says nothing of stays', async () => {
  await keepLastSurvey(db, zhang.id, shed);
  await keepLastSurvey(db, zhang.id, grille);
  expect(await findLastSurvey(db, li.id)).toBeNull();
  const last = await findLastSurvey(db, zhang.id);
  expect(last).toEqual({ ...shed, ...grille });
  expect(emptyStructure(id(2), { zone: 'ROOFTOP' }, last)).toMatchObject({
    zone: 'ROOFTOP',
    kind: 'SHED',
    material: 'WOOD',
    second: li.id,
  });
  expect(emptyFixture(id(2), { room: '101' }, last)).toMatchObject({
    room: '101',
    type: 'GRILLE',
    side: 'FRONT',
    positionLabel: '',
    widthMm: '',
  });
  expect(emptyFixture(id(2), {}, null)).toMatchObject({ type: '', second: '', photos: [] });
});

test('what is remembered names nobody to who reads the disk', async () => {
  await keepLastSurvey(db, zhang.id, shed);
  expect(readable(await readRaw(db.name, 'meta'))).not.toContain('孙强');
});
