import { z } from 'zod';
import type { RefusalRecord } from '#domain/case.ts';
import type { Agreement, Notice, Party, Person } from '#domain/evidence.ts';
import type { Instant } from '#domain/identity.ts';
import { removalModeWords, serviceWayWords } from '#domain/words.ts';
import type { TakenPhoto } from '../../store/photo-changes.ts';
import { day, photos, text } from '../../ui/field/parse.ts';
import type { FieldProblem } from '../../ui/field/words.ts';
import { SignatureEntry, signatureOf, signaturePictures, unsigned } from '../owed/signature-entry.ts';
import { oneOf } from '../survey/typed.ts';

export const salvages = ['HOUSEHOLD', 'STORED', 'SCRAPPED'] as const satisfies readonly Agreement['salvage'][];
export const consentModes = { SELF: removalModeWords.SELF, ASSISTED: removalModeWords.ASSISTED };

/** What a service still needs: left on site, it names its witness and shows a photo; otherwise somebody received it. */
export function serviceProblems(entry: {
  way: Notice['way'];
  receiver: string;
  witness: string;
  photos: readonly unknown[];
}): { path: 'witness' | 'photos' | 'receiver'; message: FieldProblem }[] {
  const { way, receiver, witness, photos: taken } = entry;
  if (way === 'ANNOUNCED') return [];
  if (way !== 'LEFT') return receiver === '' ? [{ path: 'receiver', message: 'required' }] : [];
  return [
    ...(witness === '' ? [{ path: 'witness', message: 'required' } as const] : []),
    ...(taken.length === 0 ? [{ path: 'photos', message: 'picture' } as const] : []),
  ];
}

/** A notice's service as typed. Left on site, it names its witness and shows a photo. */
export const NoticeEntry = z
  .object({
    way: oneOf(serviceWayWords),
    no: text(60, 0),
    on: day,
    receiver: text(30, 0),
    relation: text(20, 0),
    witness: text(30, 0),
    deadline: day,
    photos: photos(0),
    /** The same for the other fixtures of the room. */
    together: z.boolean(),
  })
  .superRefine((entry, context) => {
    const late = entry.deadline < entry.on ? [{ path: 'deadline', message: 'range' satisfies FieldProblem }] : [];
    for (const { path, message } of [...serviceProblems(entry), ...late]) context.addIssue({ code: 'custom', path: [path], message });
  });
export type NoticeTyped = z.input<typeof NoticeEntry>;
export type NoticeEntry = z.output<typeof NoticeEntry>;

/** An announcement is received by nobody in person, whoever the form had named. */
export function noticeOf({ way, no, on, receiver, relation, witness, deadline }: NoticeEntry): Notice {
  const nobody = way === 'ANNOUNCED';
  return { way, no, on, receiver: nobody ? '' : receiver, relation: nobody ? '' : relation, witness, deadline };
}

/** What a further party of a thing says: who that is comes from the thing's parties. Owners sign; a tenant is heard, and signs nothing. */
const PartyWordTyped = z.object({
  room: z.string().nullable(),
  name: z.string(),
  stance: z.enum(['AGREES', 'AGAINST']),
  reason: z.string(),
  signs: z.boolean().optional(),
});

export const AgreementEntry = z
  .object({
    mode: oneOf(consentModes),
    on: day,
    due: day,
    items: text(200, 0),
    rewardCutoffMet: z.boolean(),
    salvage: z.string().pipe(z.enum(salvages, 'choose' satisfies FieldProblem)),
    signature: SignatureEntry,
    /** Every further owner signs for themselves. */
    others: z.array(PartyWordTyped.extend({ signature: SignatureEntry })),
    together: z.boolean(),
  })
  .superRefine((entry, context) => {
    const message: FieldProblem = 'range';
    if (entry.due < entry.on) context.addIssue({ code: 'custom', path: ['due'], message });
  });
export type AgreementTyped = z.input<typeof AgreementEntry>;
export type AgreementEntry = z.output<typeof AgreementEntry>;

/** As long as the one reason may be that all their words become, and what saying whose each is takes of it in either language. */
const againstLength = 200;
const whoLength = 30;

/** Where one is against it there is no agreement to fill in: who, and why, is all that is asked. Nobody's word is cut short by another's. */
export const AgainstEntry = z.object({
  others: z
    .array(PartyWordTyped)
    .superRefine((others, context) => {
      const against = others.flatMap((other, index) => (other.stance === 'AGAINST' ? [{ ...other, index }] : []));
      const length = against.reduce(
        (sum, { room, name, reason }) => sum + (room ?? '').length + name.length + whoLength + reason.trim().length,
        0,
      );
      const tooLong = length > againstLength;
      const longest = Math.max(...against.map(({ reason }) => reason.trim().length));
      for (const { reason, index } of against) {
        const own = reason.trim().length;
        const message: FieldProblem | undefined = own === 0 ? 'required' : tooLong && own === longest ? 'tooLong' : undefined;
        if (message !== undefined) context.addIssue({ code: 'custom', path: [index, 'reason'], message });
      }
    })
    .transform((others) => others.filter(({ stance }) => stance === 'AGAINST')),
});
export type AgainstEntry = z.output<typeof AgainstEntry>;

export const isContrary = (others: AgreementTyped['others']): boolean => others.some(({ stance }) => stance === 'AGAINST');

/** What the form of an agreement comes to: an agreement, or that somebody is against it. */
export const AgreementForm = z.custom<AgreementTyped>().transform((typed, context): AgreementEntry | AgainstEntry => {
  // Those who sign come first: their places in the form stay what they are.
  const signed = { ...typed, others: typed.others.filter(({ signs }) => signs !== false) };
  const read = isContrary(typed.others) ? AgainstEntry.safeParse(typed) : AgreementEntry.safeParse(signed);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/** A further party who has not spoken yet. */
export function unspoken({ room, name, role }: Party): AgreementTyped['others'][number] {
  return { room, name, stance: 'AGREES', reason: '', signs: role === 'OWNER', signature: unsigned(name) };
}

export function agreementOf(entry: AgreementEntry, at: Instant): Agreement {
  const { mode, on, due, items, rewardCutoffMet, salvage, signature } = entry;
  const others = entry.others.map(({ room, name, stance, signature: own }) => ({
    room,
    name: name || own.name,
    stance,
    signature: signatureOf(own, at),
    reason: '',
  }));
  const told = { mode, on, due, items, rewardCutoffMet, salvage, signer: signatureOf(signature, at) };
  return others.length === 0 ? told : { ...told, others };
}

/** The pictures of everybody's signature. */
export function agreementPictures({ signature, others }: AgreementEntry): TakenPhoto[] {
  return [signature, ...others.map((other) => other.signature)].flatMap(signaturePictures);
}

/** A refusal as it was met: by whom, when, and who saw it; a photo of it is welcome and never asked of anybody. */
export const RefusalEntry = z.object({ refusal: text(200), refuser: text(30, 0), on: day, witness: text(30, 0), photos: photos(0) });
export type RefusalTyped = z.input<typeof RefusalEntry>;
export type RefusalEntry = z.output<typeof RefusalEntry>;

/** What a refusal writes on a thing, besides its state and its photos. */
export function refusalOf({ refusal, refuser, on, witness }: RefusalEntry, by: Person): { refusal: string; refusalRecord: RefusalRecord } {
  return { refusal, refusalRecord: { on, refuser, by, witness } };
}
