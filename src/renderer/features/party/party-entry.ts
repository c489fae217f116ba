import { z } from 'zod';
import type { Party } from '#domain/evidence.ts';
import { partyRoleWords } from '#domain/words.ts';
import { text } from '../../ui/field/parse.ts';
import type { FieldProblem } from '../../ui/field/words.ts';
import { oneOf } from '../survey/typed.ts';

/** One party as a form holds it; its room is a code, `1-102`, or empty. */
export const PartyTyped = z.object({ room: z.string(), role: z.string(), name: z.string() });
export type PartyTyped = z.infer<typeof PartyTyped>;

const OneParty = PartyTyped.extend({ role: oneOf(partyRoleWords), name: text(30, 0) });

/**
 * The parties of a thing as typed, at least one: the first is the one it counts for, in the thing's own room; every other names a room or a
 * person.
 */
export const PartiesEntry = z.array(OneParty).transform((typed, context): Party[] => {
  typed.forEach(({ room, name }, index) => {
    if (index === 0 || room !== '' || name !== '') return;
    context.addIssue({ code: 'custom', path: [index, 'room'], message: 'choose' satisfies FieldProblem });
  });
  return typed.map(({ room, role, name }) => ({ room: room === '' ? null : room, role, name }));
});

export const noParty: PartyTyped = { room: '', role: 'OWNER', name: '' };

/** What a form begins with: the parties there are, or the one it counts for. */
export function typedParties(parties: readonly Party[]): PartyTyped[] {
  return parties.length === 0 ? [noParty] : parties.map(({ room, role, name }) => ({ room: room ?? '', role, name }));
}
