import type { HeldLine } from '#contract/hold.ts';
import type { Fields, Json, MutationDraft } from '#domain/mutation.ts';
import { draft, people } from '#domain/testing/samples.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';

/** What a page shows of one hold, and what stands beside it. */
export interface SeenHold {
  id: string;
  lines: readonly Pick<HeldLine, 'mutation' | 'conflict' | 'fields'>[];
}

type Decision = Pick<MutationDraft, 'type' | 'id' | 'conflict' | 'set' | 'seen' | 'verdict'>;

const kinds = { choose: 7, release: 2, amend: 3, reject: 2, return: 1, answer: 0.5 } as const;

/** What somebody makes of a hold, from what their page shows; undefined where it offers nothing. `current`: the fields of a record, as seen. */
export function decisionOn({ id, lines }: SeenHold, current: (line: HeldLine['mutation']) => Fields, chance: Chance): Decision | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const about = { type: first.mutation.type, id: first.mutation.id, conflict: id, set: {}, seen: {} };
  const kind = chance.weighed(kinds);
  switch (kind) {
    case 'choose': {
      const line = chance.pick(lines.filter(({ conflict }) => conflict !== null));
      if (line === undefined) return undefined;
      const { type, id: record } = line.mutation;
      return { type, id: record, conflict: line.conflict, ...chosen(line.fields, current(line.mutation), chance) };
    }
    case 'release':
      return { ...about, verdict: { kind, reason: '', amend: {} } };
    case 'amend':
      return { ...about, verdict: { kind: 'release', reason: '', amend: amended(lines, current, chance) } };
    case 'reject':
      return { ...about, verdict: { kind, reason: '重复' } };
    case 'return':
      return { ...about, verdict: { kind, to: people.zhang.id, due: '2026-03-09', reason: '请复核' } };
    case 'answer':
      return { ...about, verdict: { kind, reason: '已复核' } };
    default:
      return kind satisfies never;
  }
}

/** Side by side, one of the two for every field that both wrote. */
function amended(lines: SeenHold['lines'], current: (line: HeldLine['mutation']) => Fields, chance: Chance) {
  return Object.fromEntries(
    lines.map(({ mutation, fields }) => {
      const now = current(mutation);
      const choices = Object.entries(fields).map(([field, { device }]) => {
        const old = now[field] ?? null;
        return [field, { old, new: chance.happens(0.6) ? device : old }] as const;
      });
      return [mutation.uid, Object.fromEntries(choices)];
    }),
  );
}

/** A clerk's choice for every field of a conflict: the device's value, the server's, or one of their own; from what they saw. */
function chosen(
  fields: Record<string, { server: Json; device: Json }>,
  current: Fields,
  chance: Chance,
): Pick<MutationDraft, 'set' | 'seen'> {
  const side = chance.weighed({ server: 2, device: 4, own: 1 });
  const names = Object.keys(fields);
  const seen = Object.fromEntries(names.map((field) => [field, current[field] ?? null]));
  const set = names.map((field) => {
    const told = fields[field];
    const own = side === 'own' && typeof told?.device === 'string' ? '定' : undefined;
    const value = own ?? (side === 'device' ? told?.device : seen[field]) ?? null;
    return [field, { old: seen[field] ?? null, new: value }];
  });
  return { set: Object.fromEntries(set), seen };
}

/** A clerk or reviewer at a tablet decides something that waits, as far as it is known there; now and then somebody tries who may not. */
export async function decideAt(device: Device, chance: Chance): Promise<void> {
  const open = [...device.tables.holds.all.values()].filter((hold) => hold.open === 1);
  const hold = chance.pick(open);
  const wanted = chance.happens(0.05) ? ['team'] : ['clerk', 'reviewer'];
  const user = chance.pick(device.users.filter(({ roles }) => roles.some((role) => wanted.includes(role))));
  if (hold === undefined || user === undefined) return;
  const fieldsOf = ({ id }: HeldLine['mutation']) => (device.tables.view.all.get(id)?.fields ?? {}) as Fields;
  const decision = decisionOn(hold, fieldsOf, chance);
  if (decision === undefined) return;
  const { type, id, ...change } = decision;
  await device.saveDrafts([draft('resolve', type, id, user, { uid: chance.newId(), at: await device.at(), ...change })]);
}
