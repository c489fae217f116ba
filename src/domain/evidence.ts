import { z } from 'zod';
import { Day, Instant, RecordId, Sha256, UserId } from './identity.ts';
import { PhotoStage } from './photo.ts';
import { PolicyRef } from './policy.ts';
import type { RuleId } from './rule.ts';
import {
  acceptanceStepWords,
  codesOf,
  determinationResultWords,
  partyRoleWords,
  removalModeWords,
  serviceWayWords,
  signatureKindWords,
} from './words.ts';

/** A photo as a record counts it for its gates; the photo's own record holds the rest. */
export const PhotoRef = z.object({ sha256: Sha256, stage: PhotoStage });
export type PhotoRef = z.infer<typeof PhotoRef>;

export function photosAt(photos: readonly PhotoRef[], stage: PhotoStage): number {
  return photos.filter((photo) => photo.stage === stage).length;
}

/** A room's share in a thing over several flats. The first is the one it counts for; all sign, it counts once. */
export const Party = z.object({
  room: z.string().nullable(),
  role: z.enum(codesOf(partyRoleWords)),
  name: z.string().max(30),
});
export type Party = z.infer<typeof Party>;

/** Someone who did the work: a user of a device, or a person named by one. */
export const Person = z.object({ name: z.string().min(1).max(30), user: UserId.nullable() });
export type Person = z.infer<typeof Person>;

/** 审核认定. Never by one of the surveyors [D1]. */
export const Determination = z.object({
  result: z.enum(codesOf(determinationResultWords)),
  opinion: z.string().min(1).max(500),
  basis: z.string().min(1).max(60),
  authority: z.string().min(1).max(60),
  docNo: z.string().max(60),
  on: Day,
  by: Person,
  /** The second determiner, and the policy that asks for one [D2]. */
  second: Person.nullish(),
  policy: PolicyRef.nullish(),
});
export type Determination = z.infer<typeof Determination>;

/** 告知书 and its service. A refused service names its witness and shows a photo. */
export const Notice = z.object({
  no: z.string().max(60),
  on: Day,
  way: z.enum(codesOf(serviceWayWords)),
  receiver: z.string().max(30),
  relation: z.string().max(20),
  witness: z.string().max(30),
  deadline: Day,
});
export type Notice = z.infer<typeof Notice>;

/**
 * A signature as given: drawn on screen (a picture under its hash), a scanned paper, or witnessed. A thumbprint is only ever on paper: what is
 * kept is a scan of the paper, and no screen takes one. A proxy says how they stand to the owner.
 */
export const Signature = z.object({
  kind: z.enum(codesOf(signatureKindWords)),
  name: z.string().min(1).max(30),
  capacity: z.enum(['OWNER', 'PROXY']),
  relation: z.string().max(20),
  picture: Sha256.nullable(),
  witness: z.string().max(30),
  at: Instant,
});
export type Signature = z.infer<typeof Signature>;

/** Undefined where a signature proves what it should: a picture of it, or a named witness. */
export function signatureMissing(signature: Signature | null | undefined): RuleId | undefined {
  if (!signature) return 'SIGNATURE_MISSING';
  if (signature.capacity === 'PROXY' && signature.relation === '') return 'PROXY_RELATION';
  if (signature.kind === 'WITNESSED') return signature.witness === '' ? 'WITNESS_MISSING' : undefined;
  return signature.picture === null ? 'SIGNATURE_MISSING' : undefined;
}

/** What another party of a thing over several flats said: each signs for themselves, and one may be against it. */
export const PartyWord = z.object({
  room: z.string().nullable(),
  name: z.string().min(1).max(30),
  stance: z.enum(['AGREES', 'AGAINST']),
  signature: Signature.nullable(),
  reason: z.string().max(200),
});
export type PartyWord = z.infer<typeof PartyWord>;

/** 签约 by the owner or an authorised proxy. */
export const Agreement = z.object({
  mode: z.enum(['SELF', 'ASSISTED']),
  signer: Signature,
  on: Day,
  due: Day,
  items: z.string().max(200),
  rewardCutoffMet: z.boolean(),
  salvage: z.enum(['HOUSEHOLD', 'STORED', 'SCRAPPED']),
  others: z.array(PartyWord).max(20).nullish(),
});
export type Agreement = z.infer<typeof Agreement>;

/**
 * The owners whom an agreement's signer does not stand for: each signs too. The signer stands for the room that it counts for; where it counts
 * for none, for its first owner.
 */
export function furtherSigners(parties: readonly Party[]): Party[] {
  const [first] = parties;
  const owners = parties.filter(({ role }) => role === 'OWNER');
  const stoodFor = owners.find(({ room }) => room === first?.room) ?? (first?.room === null ? owners[0] : undefined);
  return owners.filter((owner) => owner !== stoodFor);
}

/** The further owners who have not spoken: all of them before there is an agreement. */
export function unsignedParties(agreement: Pick<Agreement, 'others'> | null, parties: readonly Party[]): Party[] {
  const words = agreement?.others ?? [];
  const spoke = (owner: Party) => words.some(({ room, name }) => (owner.room === null ? name === owner.name : room === owner.room));
  return furtherSigners(parties).filter((owner) => !spoke(owner));
}

/** All owners sign, and none is against it: a contrary party makes it a dispute instead. */
export function agreementMissing(agreement: Agreement | null, parties: readonly Party[]): RuleId | undefined {
  if (agreement === null) return 'EVIDENCE_MISSING';
  const others = agreement.others ?? [];
  if (others.some(({ stance }) => stance === 'AGAINST')) return 'PARTY_AGAINST';
  if (unsignedParties(agreement, parties).length > 0) return 'PARTIES_UNSIGNED';
  return [agreement.signer, ...others.map(({ signature }) => signature)].map(signatureMissing).find((rule) => rule !== undefined);
}

/** What service shows: who received it, or a witness and a photo where it was left. */
export function serviceMissing(
  { way, receiver, witness }: Pick<Notice, 'way' | 'receiver' | 'witness'>,
  photos: readonly PhotoRef[],
): RuleId | undefined {
  if (way === 'LEFT') return witness !== '' && photosAt(photos, 'SERVICE') > 0 ? undefined : 'WITNESS_MISSING';
  return way !== 'ANNOUNCED' && receiver === '' ? 'RECEIVER_MISSING' : undefined;
}

export const RemovalMode = z.enum(codesOf(removalModeWords));
export type RemovalMode = z.infer<typeof RemovalMode>;

/** 验收 of one thing: the steps taken, and the household's word, recorded and never a veto. */
export const Acceptance = z.object({
  on: Day,
  by: Person,
  result: z.string().max(200),
  residentSatisfied: z.boolean().nullable(),
  /** 施工自检 → 监理 → 社区 → 街道, as far as they were taken apart. */
  steps: z
    .array(z.object({ who: z.enum(codesOf(acceptanceStepWords)), on: Day, by: z.string().min(1).max(30) }))
    .max(8)
    .nullish(),
  /** The household's, recorded and never a veto. */
  signature: Signature.nullish(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** Undefined where an acceptance is there and its steps, if told apart, were taken in their order. */
export function acceptanceMissing(acceptance: Acceptance | null): RuleId | undefined {
  if (acceptance === null) return 'EVIDENCE_MISSING';
  const order = codesOf(acceptanceStepWords);
  const steps = (acceptance.steps ?? []).map(({ who, on }) => `${order.indexOf(who)} ${on}`);
  const days = (acceptance.steps ?? []).map(({ on }) => on);
  const inOrder = steps.every((step, index) => index === 0 || (steps[index - 1] ?? '') < step);
  return inOrder && days.every((on, index) => index === 0 || (days[index - 1] ?? '') <= on) ? undefined : 'ACCEPTANCE_ORDER';
}

/** Sizes of a fixture in millimetres; each type fills those its size rule compares. */
const Millimetres = z.number().min(100).max(6000).nullable();
export const FixtureSizes = z.object({
  widthMm: Millimetres,
  heightMm: Millimetres,
  lengthMm: Millimetres,
  depthMm: Millimetres,
});
export type FixtureSizes = z.infer<typeof FixtureSizes>;

export const noSizes: FixtureSizes = { widthMm: null, heightMm: null, lengthMm: null, depthMm: null };

/** `1500×1200` as a ledger writes it; the measures a fixture has, in order. */
export function sizeText(sizes: FixtureSizes): string {
  return [sizes.widthMm, sizes.heightMm, sizes.lengthMm, sizes.depthMm].filter((measure) => measure !== null).join('×');
}

export const TargetRef = z.object({ type: z.enum(['structure', 'fixture']), id: RecordId });
export type TargetRef = z.infer<typeof TargetRef>;
