import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closingRule } from './closing.ts';
import type { Entitlement } from './entitlement.ts';
import type { Photo } from './photo.ts';
import { asProven, photosGone, relinkPhoto } from './relink.ts';
import { hash, held, id, people, tablet } from './testing/samples.ts';
import { World } from './testing/world.ts';
import { codesOf, entitlementStatusWords } from './words.ts';

const at = '2026-03-20T09:00:00+08:00';
const from = { type: 'structure', id: id(10) } as const;
const to = { type: 'structure', id: id(11) } as const;
const photo: Photo = {
  sha256: hash(1),
  bytes: 10,
  width: 1,
  height: 1,
  mime: 'image/jpeg',
  stage: 'BEFORE',
  capturedAt: null,
  capturedSource: 'UNKNOWN',
  importedAt: at,
  deviceId: tablet,
  deviceName: '平板1',
  clockOffsetMs: 0,
  gps: null,
  takenBy: people.zhang.id,
  links: [from],
  watermark: { place: '12幢', code: 'CG-1', stage: '拆前' },
};
const relinking = {
  from,
  hanging: [],
  to,
  at,
  by: { name: people.zhang.name, user: people.zhang.id },
  reason: '拍错楼幢',
  watermark: { place: '13幢', code: 'CG-2', stage: '拆前' },
};

describe('[A3] a photo on the wrong record', () => {
  const setting = (fields: object, record = photo) => {
    const world = new World([held('photo', id(70), record)]);
    return world.apply(people.zhang, [world.patch(people.zhang, 'photo', id(70), fields)]);
  };

  test('goes to the right one with a reason, and its watermark follows', () => {
    const relinked = relinkPhoto(photo, relinking);
    expect(relinked).toMatchObject({ links: [to], watermark: { place: '13幢' }, relinks: [{ reason: '拍错楼幢', from, to }] });
    expect(relinkPhoto(photo, { ...relinking, reason: '' })).toBeUndefined();
    expect(relinkPhoto(photo, { ...relinking, from: to, to: from })).toBeUndefined();
    expect(setting({ links: relinked?.links, watermark: relinked?.watermark, relinks: relinked?.relinks })).toBe('applied');
  });

  test('takes along what hangs on the wrong record, and leaves what is another’s: each says where it went', () => {
    const [removal, other] = [{ type: 'removal', id: id(50) } as const, { type: 'fixture', id: id(20) } as const];
    const shared = { ...photo, links: [from, removal, other] };
    const relinked = relinkPhoto(shared, { ...relinking, hanging: [removal, { type: 'removal', id: id(51) }] });
    expect(relinked?.links).toEqual([other, to]);
    expect(relinked?.relinks?.map((told) => told.from)).toEqual([from, removal]);
    const world = new World([held('photo', id(70), shared)]);
    const set = { links: relinked?.links, watermark: relinked?.watermark, relinks: relinked?.relinks };
    expect(world.apply(people.zhang, [world.patch(people.zhang, 'photo', id(70), set)])).toBe('applied');
  });

  test('leaves no record without saying why, and its bytes never change [A2]', () => {
    expect(setting({ links: [to] })).toBe('EVIDENCE_MISSING');
    expect(setting({ links: [from, to] })).toBe('applied');
    expect(setting({ sha256: hash(2) })).toBe('IMMUTABLE');
    expect(setting({ stage: 'AFTER' })).toBe('IMMUTABLE');
  });

  test('[A1] remembers every copy that left, with what for', () => {
    const share = { at: relinking.at, by: relinking.by, reason: '信访答复附图', hidden: 1 };
    const shared = { ...photo, shares: [share] };
    expect(setting({ shares: [share] })).toBe('applied');
    expect(setting({ shares: [share, { ...share, hidden: 0 }] }, shared)).toBe('applied');
    expect(setting({ shares: [] }, shared)).toBe('IMMUTABLE');
    expect(setting({ shares: [{ ...share, reason: '别的' }] }, shared)).toBe('IMMUTABLE');
  });

  test('leaves the record that counted it short: 缺照片', () => {
    const counted = [{ sha256: hash(1), stage: 'BEFORE' as const }];
    const relinked = relinkPhoto(photo, relinking);
    expect(photosGone(id(10), counted, [photo])).toEqual([]);
    expect(photosGone(id(10), counted, relinked ? [relinked] : [])).toEqual(counted);
    const record = { id: id(10), fields: { photos: [...counted, { sha256: hash(2), stage: 'AFTER' as const }] } };
    expect(asProven(record, relinked ? [relinked] : []).fields.photos).toEqual([{ sha256: hash(2), stage: 'AFTER' }]);
  });

  test('proves what it was moved to, though that is a fact whose own list never changes', () => {
    const fact = { id: to.id, fields: { photos: [{ sha256: hash(2), stage: 'INSTALL' as const }] } };
    const relinked = relinkPhoto(photo, relinking);
    const known = relinked ? [relinked] : [];
    expect(asProven(fact, known).fields.photos).toEqual([...fact.fields.photos, { sha256: hash(1), stage: 'BEFORE' }]);
    expect(asProven(fact, [{ ...photo, links: [to] }])).toBe(fact);
    const listed = { ...fact, fields: { photos: [{ sha256: hash(1), stage: 'BEFORE' as const }] } };
    expect(asProven(listed, known)).toBe(listed);
  });

  test('of a picture that was taken in twice, the one that stayed is enough', () => {
    const counted = [{ sha256: hash(1), stage: 'BEFORE' as const }];
    const relinked = relinkPhoto(photo, relinking);
    expect(photosGone(id(10), counted, relinked ? [relinked, photo] : [])).toEqual([]);
  });
});

describe('[C7] a building is closed', () => {
  const statuses = codesOf(entitlementStatusWords);
  const line = (n: number, status: Entitlement['status']) => ({ id: id(n), fields: { status } });

  test('only when nothing is outstanding or disputed, whatever else became of its lines', () => {
    const ended = new Set(['accepted', 'closed', 'waived', 'compensated', 'relocated', 'split']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses)), (all) => {
        const lines = all.map((status, n) => line(n, status));
        expect(closingRule(lines) === undefined).toBe(all.every((status) => ended.has(status)));
      }),
    );
  });

  test('空关房: an approved 遗留清单 lets lines stay open, and no dispute', () => {
    expect(closingRule([line(1, 'open')], new Set([id(1)]))).toBeUndefined();
    expect(closingRule([line(1, 'open'), line(2, 'open')], new Set([id(1)]))).toBe('C7');
    expect(closingRule([line(1, 'disputed')], new Set([id(1)]))).toBe('C7');
  });
});
