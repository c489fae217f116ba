import { expect, test } from 'vitest';
import { kinds } from './kinds.ts';
import type { Json, MutationDraft } from './mutation.ts';
import { childrenNeededBy, recordsNeededBy, typesNeededBy } from './needs.ts';
import { draft, id, people } from './testing/samples.ts';

const policy = { id: id(30), version: 1 };
const references: readonly [type: MutationDraft['type'], field: string, value: Json, to: string][] = [
  ['structure', 'operation', id(20), id(20)],
  ['structure', 'determination', { policy }, policy.id],
  ['fixture', 'place', { building: id(21) }, id(21)],
  ['operation', 'targets', [{ type: 'fixture', id: id(22) }], id(22)],
  ['entitlement', 'replacement', id(23), id(23)],
  ['debris', 'posting', id(24), id(24)],
  ['returnBatch', 'lines', [id(25)], id(25)],
];

test.each(references)('[H2] a choice that touches %s %s is judged beside what an edit of it is', (type, field, value, to) => {
  const set = { [field]: { old: null, new: value } };
  const [choice, edit] = (['resolve', 'patch'] as const).map((op) => draft(op, type, id(1), people.zhao, { set, conflict: id(700) }));
  if (choice === undefined || edit === undefined) throw new Error('two drafts');
  expect(field in kinds[type].fields.shape).toBe(true);
  expect(recordsNeededBy([choice]).map((need) => need.id)).toContain(to);
  expect(recordsNeededBy([choice])).toEqual(recordsNeededBy([edit]));
  const none = () => undefined;
  expect(childrenNeededBy([choice], none)).toEqual(childrenNeededBy([edit], none));
  expect(typesNeededBy([choice])).toEqual(typesNeededBy([edit]));
});
