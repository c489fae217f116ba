import { describe, expect, test } from 'vitest';
import { held, id, people, structure } from '#domain/testing/samples.ts';
import { afterGroup, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import { DecisionEntry, decisionChanges, StatementEntry, statementChanges, surveyedBy, wouldKeep } from './statement.ts';

const subject = { place: '1幢', code: 'CG-A1-0001' };
const entry = StatementEntry.parse({ by: '王某', text: '2003 年有批文', photos: [photo(1, 'FINDING')] });
const structureAt = (status: 'notified' | 'accepted') => recordOf('structure', id(10), structure({ status }));

function heard(status: 'notified' | 'accepted') {
  const record = structureAt(status);
  const changes = statementChanges(deskOf(people.chen), record.id, entry, subject);
  const world = afterGroup([held('structure', record.id, record.fields)], changes, people.chen);
  const told = world.find(({ type }) => type === 'statement');
  return { record, world, statement: recordOf('statement', told?.id ?? id(0), told?.fields as never) };
}

describe('陈述申辩', () => {
  const upheld = DecisionEntry.parse({ result: 'UPHELD', reason: '批文属实' });

  test('upheld in time keeps the structure, in one group with the decision', () => {
    const { record, world, statement } = heard('notified');
    const after = afterGroup(world, decisionChanges(deskOf(people.wang), statement, record, upheld), people.wang);
    expect(after.find(({ type }) => type === 'structure')?.fields).toMatchObject({ status: 'kept', upheld: { statement: statement.id } });
    expect(after.find(({ type }) => type === 'statement')?.fields).toMatchObject({ decision: { result: 'UPHELD' }, photos: [{}] });
  });

  test('rejected, or upheld when it is gone, leaves the structure as it is', () => {
    const gone = heard('accepted');
    expect(wouldKeep(gone.record)).toBe(false);
    const late = afterGroup(gone.world, decisionChanges(deskOf(people.wang), gone.statement, gone.record, upheld), people.wang);
    expect(late.find(({ type }) => type === 'structure')?.fields.status).toBe('accepted');
    const { record, world, statement } = heard('notified');
    const rejected = decisionChanges(deskOf(people.wang), statement, record, { result: 'REJECTED', reason: '无批文' });
    expect(afterGroup(world, rejected, people.wang).find(({ type }) => type === 'structure')?.fields.status).toBe('notified');
  });

  test('[D1] is not for its surveyor to decide, nor for anybody but a reviewer', () => {
    const { record, world, statement } = heard('notified');
    const surveyor = { ...people.zhang, roles: ['team' as const, 'reviewer' as const] };
    expect(surveyedBy(record, deskOf(surveyor))).toBe(true);
    expect(() => afterGroup(world, decisionChanges(deskOf(surveyor), statement, record, upheld), surveyor)).toThrow('D1');
    expect(() => afterGroup(world, decisionChanges(deskOf(people.chen), statement, record, upheld), people.chen)).toThrow('ROLE');
  });
});
