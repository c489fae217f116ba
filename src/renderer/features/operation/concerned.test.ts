import { expect, test } from 'vitest';
import type { ContactWay } from '#domain/operation.ts';
import { fixture, hash, held, id, operation, structure } from '#domain/testing/samples.ts';
import { patchOf } from '../../store/records.ts';
import { answersTo, concernedBy, contactsOf } from './concerned.ts';
import type { Target } from './targets.ts';
import { afterGroup, recordOf, team } from './testing/desk.ts';

const at = (room: string | null) => ({ building: id(1), unit: room === null ? null : '1', room, label: null });
const party = (room: string) => ({ room, role: 'OWNER', name: '' }) as const;
const grille = recordOf('fixture', id(20), fixture({ code: 'SL-A1-0001', place: at('101'), parties: [] }));
const awning = recordOf('fixture', id(21), fixture({ code: 'SL-A1-0002', place: at('101'), parties: [party('1-101'), party('1-102')] }));
const shed = recordOf('structure', id(10), structure({ code: 'CG-A1-0001', place: at(null), parties: [] }));
const known: Target[] = [grille, awning, shed];
const targets = [...known.map(({ type, id: target }) => ({ type, id: target })), { type: 'fixture' as const, id: id(99) }];

test('each household is asked about once for all that concerns it, a thing of two flats at both, and what concerns no room by itself', () => {
  expect(concernedBy({ targets }, known).map(({ room, codes }) => [room, codes])).toEqual([
    ['1-101', ['SL-A1-0001', 'SL-A1-0002']],
    ['1-102', ['SL-A1-0002']],
    [null, ['CG-A1-0001']],
    [null, [id(99).slice(0, 8)]],
  ]);
});

test('an answer has a name that no room parts, and only what is asked now is answered for', () => {
  const dotted = recordOf('fixture', id(22), fixture({ place: at('1.5'), parties: [] }));
  const other = recordOf('fixture', id(23), fixture({ place: at('1_5'), parties: [] }));
  const concerned = concernedBy({ targets: [dotted, other].map(({ type, id: target }) => ({ type, id: target })) }, [dotted, other]);
  const [one, two] = concerned.map(({ key }) => key);
  expect(one).not.toMatch(/[.[\]"']/);
  expect(one).not.toBe(two);
  expect(answersTo(concerned, { [one ?? '']: 'BY_PHONE', [id(99)]: '' })).toEqual({ [one ?? '']: 'BY_PHONE', [two ?? '']: '' });
});

test('how they were tried is kept with every target, is what a briefing needs, and is asked anew after a postponement', () => {
  const concerned = concernedBy({ targets }, known);
  const told: ContactWay[] = ['BY_PHONE', 'NOT_REACHED', 'NOBODY', 'NOBODY'];
  const ways = Object.fromEntries(concerned.map(({ key }, n) => [key, told[n] ?? 'NOBODY']));
  const contacts = contactsOf(concerned, ways);
  expect(contacts[id(21)]).toEqual([
    { room: '1-101', way: 'BY_PHONE' },
    { room: '1-102', way: 'NOT_REACHED' },
  ]);
  const briefing = { ...operation().briefing, signature: hash(98) };
  const plan = recordOf('operation', id(40), operation({ status: 'approved', briefing: null, targets }));
  const brief = (told: typeof contacts) =>
    afterGroup([held('operation', plan.id, plan.fields)], [patchOf(plan, { status: 'briefed', briefing, contacts: told } as never)], team);
  expect(() => brief({ [id(20)]: contacts[id(20)] ?? [] })).toThrow('CONTACT_MISSING');
  const briefed = brief(contacts).find((record) => record.id === plan.id)?.fields;
  expect(briefed).toMatchObject({ contacts });

  const kept = recordOf('operation', id(40), { ...plan.fields, ...briefed } as typeof plan.fields);
  const later = patchOf(kept, { status: 'postponed', date: '2026-03-09', briefing: null, contacts: {} });
  const postponed = afterGroup([held('operation', plan.id, kept.fields)], [later], team);
  expect(postponed.find((record) => record.id === plan.id)?.fields).toMatchObject({ status: 'postponed', contacts: {} });
});
