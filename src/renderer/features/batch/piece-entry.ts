import { z } from 'zod';
import { returnedType } from '#domain/entitlement.ts';
import type { SizeRule } from '#domain/policy.ts';
import type { RecordOf } from '../../store/records.ts';
import { addMonths } from '../../ui/field/calendar.ts';
import { day, text } from '../../ui/field/parse.ts';
import { type InstallTyped, installEntryFor, sizesOf } from '../owed/install-entry.ts';
import type { LineInstallation } from './batch-changes.ts';
import { typePolicyOf } from './batch-steps.ts';
import { type BuildingReturn, subjectOf } from './building-return.ts';

type Line = RecordOf<'entitlement'>;

/** What many installations have in common. */
export const InstallManyEntry = z.object({
  installer: text(60),
  installedOn: day,
  warrantor: text(60),
  pieces: z.record(z.string(), z.custom<PieceTyped>()),
});
export type InstallManyEntry = z.infer<typeof InstallManyEntry>;

/** What each piece proves by itself: its sizes, its photos from both sides. */
export type PieceTyped = Omit<InstallTyped, 'installer' | 'installedOn' | 'warrantor'>;
export interface InstallManyTyped {
  installer: string;
  installedOn: string;
  warrantor: string;
  pieces: Record<string, PieceTyped>;
}

const windows: ReadonlySet<string> = new Set(['GRILLE', 'INVISIBLE_GUARD']);
export const isWindow = (line: Line) => windows.has(returnedType(line.fields));
const answers = { opens: true, blocked: false, notWindow: null } as const;

export function blankPiece(line: Line): PieceTyped {
  const sizes = { widthMm: '', heightMm: '', lengthMm: '', depthMm: '' };
  const spec = line.fields.confirmation?.spec ?? '';
  return {
    ...sizes,
    spec,
    inside: [],
    outside: [],
    windowOpens: isWindow(line) ? 'opens' : 'notWindow',
    serial: '',
    residentResult: '',
    original: false,
  };
}

export type PieceField = keyof InstallTyped;

/** Made once: a building's lines are judged at every key that is pressed. */
const entries = {
  WIDTH_HEIGHT: installEntryFor('WIDTH_HEIGHT'),
  LENGTH_DEPTH: installEntryFor('LENGTH_DEPTH'),
  LENGTH: installEntryFor('LENGTH'),
  MODEL: installEntryFor('MODEL'),
} as const satisfies Record<SizeRule, unknown>;

/** One line's installation once its evidence is whole, or the fields that are still missing. */
export function judgePiece(
  line: Line,
  common: Pick<InstallManyTyped, 'installer' | 'installedOn' | 'warrantor'>,
  piece: PieceTyped,
  facts: BuildingReturn,
): LineInstallation | PieceField[] {
  const type = typePolicyOf(line, facts.policies);
  const policy = facts.policies.get(line.fields.policy.id);
  if (type === undefined || policy === undefined) return ['spec'];
  const parsed = entries[type.sizeRule].safeParse({ ...piece, ...common });
  if (!parsed.success) return [...new Set(parsed.error.issues.map(({ path }) => path[0] as PieceField))];
  const { inside, outside, windowOpens, installer, spec, installedOn, serial, residentResult, warrantor } = parsed.data;
  const told = {
    ...{ installer, spec, installedOn, serial, residentResult, warrantor },
    sizes: sizesOf(parsed.data),
    photos: [...inside, ...outside],
    windowOpens: answers[windowOpens],
    warrantyUntil: addMonths(installedOn, policy.warrantyMonths),
    ...(parsed.data.original ? { original: true } : {}),
  };
  return { line, told, subject: subjectOf(facts, line) };
}
