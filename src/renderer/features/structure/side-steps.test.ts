import { describe, expect, it } from 'vitest';
import type { LegalDocument } from '#domain/case.ts';
import type { User } from '#domain/identity.ts';
import type { Structure } from '#domain/structure.ts';
import { held, id, people, structure } from '#domain/testing/samples.ts';
import type { Change } from '../../store/save.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { afterGroup, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import { documentEvents, documentsOf, statutoryView } from './documents.ts';
import { asideChange, resumeChange } from './side-steps.ts';

const subject = { place: '1幢', code: 'CG-A1-0001' };
const by = { name: people.zhang.name, user: people.zhang.id };
const at = '2026-11-23T09:00:00+08:00';
const recordWith = (change: Partial<Structure>) => recordOf('structure', id(10), structure(change));
const standsAfter = (record: ReturnType<typeof recordWith>, changes: readonly Change[], user: User) =>
  afterGroup([held('structure', record.id, record.fields)], changes, user).find(({ type }) => type === 'structure')?.fields;

const document: LegalDocument = {
  docNo: '崇城管决〔2026〕12号',
  authority: '崇川区城市管理局',
  on: '2026-03-01',
  service: { on: '2026-03-02', way: 'DIRECT', receiver: '王某', relation: '本人', witness: '' },
};

describe('the statutory way', () => {
  it('takes one document after another, each by the rules of the server', () => {
    const clerk = people.zhao;
    const { field, status } = documentEvents.order;
    const refused = recordWith({ status: 'refused', refusal: '不同意' });
    expect(standsAfter(refused, stepChanges(deskOf(clerk), [refused], { [field]: document, status }, [], subject), clerk)).toMatchObject({
      status: 'ordered',
      order: { docNo: document.docNo },
    });
  });

  it('tells a lawyer the days of review and litigation, and warns until both have run', () => {
    const ordered = structure({ status: 'ordered', order: document });
    expect(documentsOf(ordered).map(({ event }) => event)).toEqual(['order']);
    expect(statutoryView(ordered, '2026-04-01')).toEqual({
      dates: { reviewUntil: '2026-05-01', litigationUntil: '2026-09-02', earliest: '2026-09-03' },
      warnings: ['REVIEW_RUNNING', 'LITIGATION_RUNNING'],
    });
    expect(statutoryView(ordered, '2026-06-01')?.warnings).toEqual(['LITIGATION_RUNNING']);
    expect(statutoryView(ordered, '2026-09-03')?.warnings).toEqual([]);
    expect(statutoryView(structure({ status: 'refused' }), '2026-04-01')).toBeUndefined();
  });
});

describe('what leaves the way', () => {
  const told = { at, by, reason: '两户对归属有争议', authority: '', reviewOn: null };

  it('remembers where it was set aside from, and goes back there', () => {
    const notified = recordWith({ status: 'notified' });
    const disputed = standsAfter(notified, [asideChange(notified, 'dispute', told)], people.zhang);
    expect(disputed).toMatchObject({ status: 'disputed', aside: { from: 'notified' } });
    const record = recordWith({ ...notified.fields, status: 'disputed', aside: { ...told, from: 'notified' } });
    const back = resumeChange(record);
    expect(standsAfter(record, back === undefined ? [] : [back], people.zhao)).toMatchObject({ status: 'notified', aside: null });
    expect(resumeChange(notified)).toBeUndefined();
  });

  it('a deferral is somebody’s, with the day it is looked at again', () => {
    const refused = recordWith({ status: 'refused', refusal: '不同意' });
    expect(() => standsAfter(refused, [asideChange(refused, 'defer', told)], people.wang)).toThrow('EVIDENCE_MISSING');
    const full = { ...told, authority: '街道办事处', reviewOn: '2027-01-10' };
    expect(standsAfter(refused, [asideChange(refused, 'defer', full)], people.wang)).toMatchObject({ status: 'deferred' });
  });

  it('[D2] found removed by two people, with a photo of what is left', () => {
    const notified = recordWith({ status: 'notified' });
    const people2 = [by, { name: '孙强', user: null }];
    const found = { on: '2026-11-20', approximate: true, note: { text: '棚屋已不在', people: people2, at } };
    const step = (set: typeof found, photos: ReturnType<typeof photo>[]) =>
      stepChanges(deskOf(people.zhang), [notified], { found: set, status: 'foundRemoved' }, photos, subject);
    expect(standsAfter(notified, step(found, [photo(5, 'AFTER')]), people.zhang)).toMatchObject({ status: 'foundRemoved' });
    const alone = { ...found, note: { ...found.note, people: [by] } };
    expect(() => standsAfter(notified, step(alone, [photo(5, 'AFTER')]), people.zhang)).toThrow('D2');
  });

  it('rebuilt is one reopening more, with a photo of what stands there again', () => {
    const accepted = recordWith({ status: 'accepted' });
    const reopening = { at, by, months: 3 as const, reason: '又搭了彩钢棚' };
    const step = (photos: ReturnType<typeof photo>[]) =>
      stepChanges(deskOf(people.zhang), [accepted], { reopenings: [reopening], status: 'reopened' }, photos, subject);
    expect(standsAfter(accepted, step([photo(6, 'FINDING')]), people.zhang)).toMatchObject({ status: 'reopened' });
    expect(() => standsAfter(accepted, step([]), people.zhang)).toThrow('SURVEY_PHOTOS');
  });
});
