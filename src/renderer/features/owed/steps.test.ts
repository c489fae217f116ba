import { describe, expect, test } from 'vitest';
import { noSizes } from '#domain/evidence.ts';
import type { MergeRecord } from '#domain/merge.ts';
import { entitlement, fixture, held, id, removal, removalId, replacement } from '#domain/testing/samples.ts';
import { afterGroup, community, deskOf, photo, policy, recordOf } from '../operation/testing/desk.ts';
import { acceptEntryFor, noSteps, stepsOf } from './acceptance-entry.ts';
import { owedLines } from './owed-lines.ts';
import { ReworkEntry } from './ReworkForm.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { acceptChanges, confirmChanges, installChanges, noProof, reworkChange, waiveChanges } from './steps.ts';

const desk = deskOf(community);
const subject = { place: '1幢1单元101室', code: 'SL-A1-0002' };
const onScreen = SignatureEntry.parse({ ...unsigned('示例住户'), drawn: photo(90, 'SIGN') });
const acceptance = { on: '2026-11-23', by: { name: community.name, user: community.id }, result: '合格', residentSatisfied: true };
const acceptedOf = (world: MergeRecord[], lineId: string) => world.find((record) => record.id === lineId)?.fields;

describe('a household’s lines', () => {
  test('one signature confirms several lines: the same picture on each, one photo record', () => {
    const lines = [recordOf('entitlement', id(61), entitlement()), recordOf('entitlement', id(62), entitlement({ type: 'RACK' }))];
    const choices = lines.map((line) => ({ line, spec: '304不锈钢平面防盗窗', upgradeYuan: 0, note: '' }));
    const changes = confirmChanges(desk, choices, onScreen, subject);
    const world = afterGroup(
      lines.map((line) => held('entitlement', line.id, line.fields)),
      changes,
      community,
    );
    for (const line of lines) {
      expect(acceptedOf(world, line.id)).toMatchObject({
        status: 'confirmed',
        confirmation: { signature: { picture: photo(90, 'SIGN').facts.sha256 } },
      });
    }
    expect(world.filter((record) => record.type === 'photo')).toHaveLength(1);
  });

  test('[C6] a waiver is signed or witnessed, never silent', () => {
    expect(SignatureEntry.safeParse(unsigned('示例住户')).success).toBe(false);
    expect(SignatureEntry.safeParse({ ...unsigned('示例住户'), kind: 'WITNESSED' }).success).toBe(false);
    const witnessed = SignatureEntry.parse({ ...unsigned('示例住户'), kind: 'WITNESSED', witness: '陈静' });
    const line = recordOf('entitlement', id(61), entitlement());
    const world = afterGroup(
      [held('entitlement', id(61), line.fields)],
      waiveChanges(desk, line, '自行购置', witnessed, subject),
      community,
    );
    expect(acceptedOf(world, line.id)).toMatchObject({ status: 'waived', waiver: { reason: '自行购置', signature: { witness: '陈静' } } });
  });
});

test('a line goes back for rework with a reason alone, and what was accepted before counts no more', () => {
  expect(ReworkEntry.safeParse({ reason: ' ', warrantor: '示例门窗厂' }).success).toBe(false);
  const line = recordOf('entitlement', id(61), entitlement({ status: 'accepted', acceptance }));
  const change = reworkChange(desk, line, ReworkEntry.parse({ reason: '窗扇关不严', warrantor: '示例门窗厂' }));
  const world = afterGroup([held('entitlement', id(61), line.fields)], [change], community);
  expect(acceptedOf(world, line.id)).toMatchObject({ status: 'rework', acceptance: null, rework: { reason: '窗扇关不严' } });
});

describe('giving back', () => {
  const confirmed = recordOf('entitlement', id(61), entitlement({ status: 'confirmed' }));
  const records = [
    held('entitlement', id(61), confirmed.fields),
    held('removal', removalId, removal()),
    held('fixture', id(20), fixture({ status: 'removed' })),
  ];
  const told = {
    ...{ installer: '示例门窗厂', spec: '304不锈钢平面防盗窗', sizes: { ...noSizes, widthMm: 1500, heightMm: 1000 } },
    ...{ installedOn: '2026-11-22', photos: [photo(91, 'INSTALL'), photo(92, 'INSTALL')], windowOpens: true },
    ...{ serial: '', residentResult: '', warrantor: '示例门窗厂', warrantyUntil: '2028-11-22' },
  };

  test('[C2] the piece and the line it settles are one group', () => {
    const world = afterGroup(records, installChanges(desk, confirmed, told, subject), community);
    const piece = world.find((record) => record.type === 'replacement');
    expect(piece?.fields).toMatchObject({ entitlement: id(61), basis: 'ENTITLEMENT' });
    expect(String(piece?.fields.installedAt).slice(0, 10)).toBe('2026-11-22');
    expect(acceptedOf(world, id(61))).toMatchObject({ status: 'installed', replacement: piece?.id });
  });

  test('[C5] a piece that is too small is accepted only with a signed reason', () => {
    const line = recordOf('entitlement', id(61), entitlement({ status: 'installed', replacement: id(70) }));
    const small = replacement({ entitlement: id(61), sizes: told.sizes });
    const world = [held('entitlement', id(61), line.fields), held('replacement', id(70), small)];
    expect(() => afterGroup(world, acceptChanges(desk, line, acceptance, noProof, subject), community)).toThrow('SHORTFALL_UNSIGNED');
    const signed = acceptChanges(desk, line, acceptance, { ...noProof, short: { reason: '窗洞已改小', signed: onScreen } }, subject);
    expect(acceptedOf(afterGroup(world, signed, community), id(61))).toMatchObject({ status: 'accepted' });
  });

  test('an acceptance says who took which step, and keeps what the household signed; nobody has to sign', () => {
    const line = recordOf('entitlement', id(61), entitlement({ status: 'installed', replacement: id(70) }));
    const fitting = replacement({ entitlement: id(61), sizes: line.fields.removedSizes });
    const world = [held('entitlement', id(61), line.fields), held('replacement', id(70), fitting)];
    const steps = stepsOf('2026-11-23', { ...noSteps, SUBDISTRICT: '王芳', CONTRACTOR: '示例安装公司' });
    expect(steps.steps?.map(({ who }) => who)).toEqual(['CONTRACTOR', 'SUBDISTRICT']);
    const proof = { ...noProof, resident: onScreen };
    const accepted = afterGroup(world, acceptChanges(desk, line, { ...acceptance, ...steps }, proof, subject), community);
    expect(acceptedOf(accepted, id(61))).toMatchObject({ acceptance: { ...steps, signature: { name: onScreen.name } }, shortfall: null });
    expect(accepted.filter(({ type }) => type === 'photo')).toMatchObject([{ fields: { stage: 'SIGN', links: [{ id: id(61) }] } }]);
    const entry = acceptEntryFor({ short: false, signed: true });
    const typed = { on: '2026-11-23', result: '合格', satisfied: 'yes', steps: noSteps, signed: true, reason: '', signature: onScreen };
    expect(entry.safeParse({ ...typed, resident: onScreen }).success).toBe(true);
    expect(entry.safeParse({ ...typed, resident: { ...onScreen, drawn: null } }).success).toBe(false);
    const unsignedEntry = acceptEntryFor({ short: false, signed: false });
    expect(unsignedEntry.safeParse({ ...typed, signed: false, resident: { ...onScreen, drawn: null } }).success).toBe(true);
  });
});

test('what is owed grows old by the day, is late by its own policy, and ends when accepted or waived', () => {
  const on = (n: number, removedOn: string, status: 'open' | 'accepted' | 'waived' = 'open') =>
    recordOf('entitlement', id(n), entitlement({ removedOn, status }));
  const lines = [on(61, '2026-11-20'), on(62, '2026-08-01'), on(63, '2026-08-01', 'accepted'), on(64, '2026-08-01', 'waived')];
  const owed = owedLines(lines, new Map([[policy.id, policy.fields]]), '2026-11-23');
  expect(owed.map(({ line, ageDays, overdue }) => [line.id, ageDays, overdue])).toEqual([
    [id(62), 114, 24],
    [id(61), 3, null],
  ]);
});
