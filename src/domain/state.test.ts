import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlementMachine } from './entitlement.ts';
import { fixtureMachine } from './fixture.ts';
import { Operation, operationMachine } from './operation.ts';
import { offered, take } from './state.ts';
import { type StructureEvent, structureMachine } from './structure-machine.ts';
import { entitlement, fixture, id, operation, people, signature, structure } from './testing/samples.ts';

const everyone = {
  ...people.zhang,
  roles: ['team', 'community', 'clerk', 'reviewer', 'district'] as ['team', 'community', 'clerk', 'reviewer', 'district'],
};
const events = Object.keys(structureMachine) as StructureEvent[];

describe('state machines', () => {
  test('a refused event leaves the record untouched', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (history) => {
        let record = structure();
        for (const event of history) {
          const before = structuredClone(record);
          const result = take(structureMachine, record, event, {}, { user: everyone, removedQty: 0 });
          expect(record).toEqual(before);
          if (result.ok) record = result.record;
        }
      }),
    );
  });

  test('without evidence nothing moves past the survey', () => {
    for (const event of events) {
      const result = take(structureMachine, structure(), event, {}, { user: everyone, removedQty: 1 });
      expect(result.ok).toBe(false);
    }
  });

  test('no sequence of steps by one surveyor alone closes a structure [D1]', () => {
    const surveyor = { ...everyone, id: people.zhang.id };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (history) => {
        let record = structure();
        const determination = {
          result: 'ILLEGAL' as const,
          opinion: 'x',
          basis: 'x',
          authority: 'x',
          docNo: '',
          on: '2026-03-03',
          by: { name: '张伟', user: surveyor.id },
        };
        for (const event of history) {
          const result = take(structureMachine, record, event, { determination }, { user: surveyor, removedQty: 1 });
          if (result.ok) record = result.record;
        }
        expect(record.determination).toBeNull();
      }),
    );
  });

  test('a role is offered only its own steps', () => {
    expect(offered(structureMachine, structure(), people.zhang)).toEqual(['findRemoved', 'dispute']);
    expect(offered(structureMachine, structure(), people.wang)).toEqual(['determine', 'keep', 'suspend', 'dispute', 'void']);
    expect(offered(fixtureMachine, fixture({ status: 'notified' }), people.chen)).toEqual(['agree', 'refuse', 'findRemoved', 'keep']);
  });

  test('[C6] a waiver needs a signature or a named witness', () => {
    const waive = (waiver: object) =>
      take(entitlementMachine, entitlement(), 'waive', { waiver } as never, { user: people.chen, removedQty: 0 });
    const at = '2026-03-02T08:15:00+08:00';
    expect(waive({ at, reason: '自愿', signature: { ...signature, picture: null } })).toEqual({ ok: false, rule: 'SIGNATURE_MISSING' });
    expect(waive({ at, reason: '自愿', signature: { ...signature, kind: 'WITNESSED', picture: null } })).toEqual({
      ok: false,
      rule: 'WITNESS_MISSING',
    });
    expect(waive({ at, reason: '自愿', signature })).toMatchObject({ ok: true, record: { status: 'waived' } });
  });

  test('an operation runs only when staffed and briefed', () => {
    const briefed = operation({ status: 'briefed' });
    expect(take(operationMachine, { ...briefed, safetyOfficer: '' }, 'run', {}, { user: people.zhang, removedQty: 0 })).toEqual({
      ok: false,
      rule: 'BRIEFING_MISSING',
    });
    expect(take(operationMachine, briefed, 'run', {}, { user: people.zhang, removedQty: 0 })).toMatchObject({ ok: true });
  });

  test('a briefing says of every target how its households were tried; one from before that was asked says it once', () => {
    const approved = operation({ status: 'approved', briefing: null });
    const { briefing } = operation();
    const brief = (contacts: typeof approved.contacts) =>
      take(operationMachine, approved, 'brief', { briefing, contacts }, { user: people.zhang, removedQty: 0 });
    expect(brief({ [id(99)]: [{ room: '1-101', way: 'BY_PHONE' }] })).toEqual({ ok: false, rule: 'CONTACT_MISSING' });
    expect(brief({ [id(20)]: [{ room: '1-101', way: 'NOT_REACHED' }] })).toMatchObject({ ok: true });
    expect(brief(undefined)).toMatchObject({ ok: true });
    expect(Operation.safeParse(operation()).success).toBe(true);
  });

  test('a fixture is never removed by force: the machine has no such step', () => {
    expect(Object.keys(fixtureMachine)).not.toContain('order');
    expect(take(fixtureMachine, fixture({ status: 'refused' }), 'remove', {}, { user: everyone, removedQty: 1 })).toEqual({
      ok: false,
      rule: 'STATE',
    });
  });
});
