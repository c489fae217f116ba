import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/mutation.ts';
import { hash } from '#domain/testing/samples.ts';
import { resumeValues } from './resume-values.ts';

const facts = {
  ...{ sha256: hash(1), bytes: 10, mime: 'image/jpeg', width: 4, height: 3, capturedAt: null, capturedSource: 'UNKNOWN' },
  ...{ importedAt: '2026-11-23T09:00:00+08:00', gps: null, displayable: true },
};
const photo = { facts, stage: 'AFTER' };
const kept = (values: object) => structuredClone(values) as Record<string, Json>;

describe('[DR4] a form goes on with its draft', () => {
  test('what was typed, ticked, photographed and signed stands again', () => {
    const initial = { note: '', met: false, photos: [], signature: { name: '王某', drawn: null } };
    const typed = { note: '水箱旁', met: true, photos: [photo], signature: { name: '王某某', drawn: photo } };
    expect(resumeValues(initial, kept(typed))).toEqual(typed);
  });

  test('a field the draft lacks stands as at the beginning; one the form no longer has is left out', () => {
    expect(resumeValues({ note: '', due: '2026-11-23' }, kept({ note: '水箱旁', gone: 1 }))).toEqual({ note: '水箱旁', due: '2026-11-23' });
  });

  test('a value of another kind than its field is not taken', () => {
    const initial = { note: '', met: false, photos: [], drawn: null, signature: { name: '' } };
    const broken = { note: 3, met: 'yes', photos: [{ facts: {} }, photo], drawn: { facts: {} }, signature: 'x' };
    expect(resumeValues(initial, kept(broken))).toEqual({ ...initial, photos: [photo] });
  });

  test('a list of lines keeps as many as were there, each in the shape of today', () => {
    const initial = { members: [{ name: '', org: 'TEAM' }], chosen: [] };
    const typed = { members: [{ name: '张伟' }, { name: '李娜', org: 'POLICE' }], chosen: [0, 2] };
    expect(resumeValues(initial, kept(typed))).toEqual({
      members: [
        { name: '张伟', org: 'TEAM' },
        { name: '李娜', org: 'POLICE' },
      ],
      chosen: [0, 2],
    });
  });
});
