import { type Entitlement, type Replacement, returnedType, shortMeasures } from '#domain/entitlement.ts';
import type { Acceptance, FixtureSizes } from '#domain/evidence.ts';
import type { Day, Sha256 } from '#domain/identity.ts';
import type { FixtureType, TypePolicy } from '#domain/policy.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { type SignatureEntry, signatureOf, signaturePictures } from './signature-entry.ts';

type Line = RecordOf<'entitlement'>;

const hashesOf = (photos: readonly TakenPhoto[]): Sha256[] => photos.map((photo) => photo.facts.sha256);
const linkTo = (line: Line) => ({ type: line.type, id: line.id });

export interface Choice {
  line: Line;
  /** 换装: what comes back, where it is not what was removed. */
  type?: FixtureType;
  spec: string;
  upgradeYuan: number;
  note: string;
}

/** The household's choices under one signature: the same picture stands on every line it was given for. */
export function confirmChanges(desk: Desk, choices: readonly Choice[], signed: SignatureEntry, subject: WatermarkSubject): Change[] {
  const at = instantOf(desk.source.now());
  const pictures = signaturePictures(signed);
  const signature = signatureOf(signed, at);
  const photos = photoChanges(
    desk,
    pictures,
    choices.map(({ line }) => linkTo(line)),
    subject,
  );
  const confirmed = choices.map(({ line, type, spec, upgradeYuan, note }) => {
    const exchanged = type === undefined || type === line.fields.type ? {} : { type };
    const confirmation = { at, by: desk.user.id, spec, upgradeYuan, note, signature, ...exchanged };
    return patchOf(line, { status: 'confirmed', confirmation }, hashesOf(pictures));
  });
  return [...photos, ...confirmed];
}

export interface Installation {
  installer: string;
  spec: string;
  sizes: FixtureSizes;
  installedOn: Day;
  photos: readonly TakenPhoto[];
  windowOpens: boolean | null;
  serial: string;
  residentResult: string;
  warrantor: string;
  warrantyUntil: Day;
  /** 原物复装: the household's own piece, made good and put back. */
  original?: boolean;
}

/** 还装: the piece that was put back and the line it settles, in one group [C2]. */
export function installChanges(desk: Desk, line: Line, told: Installation, subject: WatermarkSubject): Change[] {
  const { installedOn, photos, ...facts } = told;
  const id = newRecordId(desk);
  const type = returnedType(line.fields);
  const replacement = createOf(
    'replacement',
    id,
    {
      ...facts,
      ...(type === line.fields.type ? {} : { type }),
      entitlement: line.id,
      basis: 'ENTITLEMENT',
      installedAt: `${installedOn}${instantOf(desk.source.now()).slice(10)}`,
      photos: photoRefs(photos),
    },
    hashesOf(photos),
  );
  const taken = photoChanges(desk, photos, [{ type: 'replacement', id }, linkTo(line)], subject);
  return [...taken, replacement, patchOf(line, { status: 'installed', replacement: id })];
}

/** [C5] whether a piece came back smaller than its policy lets it, and nobody has signed for that. */
export function isShort(
  { removedSizes, shortfall }: Pick<Entitlement, 'removedSizes' | 'shortfall'>,
  { sizes }: Pick<Replacement, 'sizes'>,
  policy: TypePolicy,
): boolean {
  return shortfall === null && shortMeasures(removedSizes, sizes, policy).length > 0;
}

/** What the household signed at an acceptance: why a piece that is too small is taken [C5], or the acceptance itself. */
export interface AcceptanceProof {
  short: { reason: string; signed: SignatureEntry } | null;
  resident: SignatureEntry | null;
}

export const noProof: AcceptanceProof = { short: null, resident: null };

/** 验收, with what the household signed, if it did. */
export function acceptChanges(
  desk: Desk,
  line: Line,
  acceptance: Acceptance,
  { short, resident }: AcceptanceProof,
  subject: WatermarkSubject,
): Change[] {
  const at = instantOf(desk.source.now());
  const pictures = [short?.signed, resident ?? undefined].flatMap((signed) => (signed === undefined ? [] : signaturePictures(signed)));
  const set = {
    status: 'accepted',
    acceptance: resident === null ? acceptance : { ...acceptance, signature: signatureOf(resident, at) },
    ...(short === null ? {} : { shortfall: { reason: short.reason, signature: signatureOf(short.signed, at) } }),
  } as const;
  return [...photoChanges(desk, pictures, [linkTo(line)], subject), patchOf(line, set, hashesOf(pictures))];
}

/** 返工: why, and who answers for it; what was accepted before counts no more. */
export function reworkChange(desk: Desk, line: Line, told: { reason: string; warrantor: string }): Change {
  const rework = { at: instantOf(desk.source.now()), by: { name: desk.user.name, user: desk.user.id }, ...told };
  return patchOf(line, { status: 'rework', acceptance: null, shortfall: null, rework });
}

/** 放弃: signed or witnessed, never silent [C6]. */
export function waiveChanges(desk: Desk, line: Line, reason: string, signed: SignatureEntry, subject: WatermarkSubject): Change[] {
  const at = instantOf(desk.source.now());
  const pictures = signaturePictures(signed);
  const waiver = { at, reason, signature: signatureOf(signed, at) };
  return [...photoChanges(desk, pictures, [linkTo(line)], subject), patchOf(line, { status: 'waived', waiver }, hashesOf(pictures))];
}
