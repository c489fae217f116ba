import { z } from 'zod';
import { roomKey } from '#domain/place.ts';
import type { TakenPhoto } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { photos, text } from '../../ui/field/parse.ts';
import type { FiledScans } from '../form/scans.ts';
import { SignatureEntry, unsigned } from '../owed/signature-entry.ts';
import { specChoices } from '../owed/spec-choices.ts';
import type { HouseholdChoices } from './batch-changes.ts';
import type { LeftOut, Plan } from './batch-steps.ts';
import { type BuildingReturn, subjectOf } from './building-return.ts';

type Line = RecordOf<'entitlement'>;

/**
 * How a building's households signed: each its own form, filed by its code; all on one sheet; or at a meeting that somebody witnessed. Drawn on a
 * screen they sign one by one.
 */
export const signedWays = ['SCANS', 'SHEET', 'WITNESSED'] as const;

export const ConfirmManyEntry = z
  .object({
    /** By type: what its lines come back as. */
    specs: z.record(z.string(), z.string()),
    way: z.enum(signedWays),
    scans: photos(0),
    sheet: photos(0),
    witness: text(30, 0),
  })
  .check(({ value, issues }) => {
    const missing = (path: keyof typeof value, message: string) => issues.push({ code: 'custom', input: value, path: [path], message });
    if (value.way === 'SCANS' && value.scans.length === 0) missing('scans', 'picture');
    if (value.way === 'SHEET' && value.sheet.length === 0) missing('sheet', 'picture');
    if (value.way === 'WITNESSED' && value.witness === '') missing('witness', 'required');
  });
export type ConfirmManyTyped = z.input<typeof ConfirmManyEntry>;
export type ConfirmManyEntry = z.infer<typeof ConfirmManyEntry>;

function signatureFor({ way, sheet, witness }: ConfirmManyEntry, name: string, scan: TakenPhoto | undefined): SignatureEntry | undefined {
  const entry = {
    ...unsigned(name),
    kind: way === 'WITNESSED' ? 'WITNESSED' : 'PAPER',
    witness,
    paper: way === 'SHEET' ? sheet : scan ? [scan] : [],
  };
  return SignatureEntry.safeParse(entry).data;
}

/** The households that can be confirmed with this, each under its own signature, and the lines that lack one. */
export function confirmedHouseholds(
  entry: ConfirmManyEntry,
  plan: Plan,
  facts: BuildingReturn,
  scans: FiledScans,
): { households: HouseholdChoices[]; leftOut: LeftOut[] } {
  const groups = new Map<string, HouseholdChoices>();
  const leftOut: LeftOut[] = [];
  for (const line of plan.ready) {
    const spec = specFor(line, entry, facts);
    const name = facts.households.get(roomKey(line.fields.place))?.contactName ?? '';
    const scan = scans.get(line.id);
    const signed = signatureFor(entry, name, scan);
    if (spec === undefined) leftOut.push({ line, why: 'policy' });
    else if (signed === undefined) leftOut.push({ line, why: 'unsigned' });
    else {
      const key = `${roomKey(line.fields.place)} ${scan?.facts.sha256 ?? ''}`;
      const group = groups.get(key) ?? { choices: [], signed, place: subjectOf(facts, line).place };
      group.choices.push({ line, spec, upgradeYuan: 0, note: '' });
      groups.set(key, group);
    }
  }
  return { households: [...groups.values()], leftOut };
}

/** The specification chosen for its type, where the line's own policy offers it at no cost: an upgrade is each household's own. */
function specFor(line: Line, { specs }: ConfirmManyEntry, { policies }: BuildingReturn): string | undefined {
  const chosen = specs[line.fields.type];
  return specChoices(policies.get(line.fields.policy.id), line.fields.type).find(({ spec, yuan }) => spec === chosen && yuan === 0)?.spec;
}
