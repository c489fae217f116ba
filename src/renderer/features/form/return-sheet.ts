import { countIn, quantityText } from '#domain/count.ts';
import { returnedType } from '#domain/entitlement.ts';
import { type Signature, sizeText } from '#domain/evidence.ts';
import type { Day, RecordId, Sha256 } from '#domain/identity.ts';
import { fixtureTypeWords, type Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { type SpecChoice, specChoices } from '../owed/spec-choices.ts';

/** What becomes of a line, as far as its household has said. */
export type ReturnChoice =
  | { kind: 'return'; type: Word; spec: string; upgradeYuan: number }
  | { kind: 'waived'; reason: string }
  | { kind: 'compensated'; amountYuan: number }
  | { kind: 'relocated'; to: string }
  /** To be ticked on paper: what the policy offers. */
  | { kind: 'undecided'; specs: SpecChoice[] };

/** One line of a 拆一还一确认单. */
export interface ReturnLine {
  type: Word;
  position: string;
  qty: Word;
  sizes: string;
  removedOn: Day;
  photos: Sha256[];
  choice: ReturnChoice;
}

/** All that a 拆一还一确认单 says. */
export interface ReturnSheet {
  ids: RecordId[];
  office: string;
  address: string;
  contact: string;
  handledBy: string;
  lines: ReturnLine[];
  expected: Day | null;
  policy: { version: string; example: boolean; overdueDays: number; complaintPhone: string } | null;
  signature: Signature | null;
}

interface SheetSource {
  lines: readonly RecordOf<'entitlement'>[];
  fixtures: ReadonlyMap<string, RecordOf<'fixture'>>;
  removals: ReadonlyMap<string, RecordOf<'removal'>>;
  policies: readonly RecordOf<'policy'>[];
  office: string;
  address: string;
  contact: string;
  handledBy: string;
  /** How the sheet says a name of the household's. */
  nameOf(name: string): string;
}

/** The number of a photo as people read it: the head of its hash, as the watermark and the ledgers show it. */
export const photoNumber = (sha256: Sha256): string => sha256.slice(0, 8);

function choiceOf({ fields }: RecordOf<'entitlement'>, policies: readonly RecordOf<'policy'>[]): ReturnChoice {
  const { waiver, compensation, relocation, confirmation } = fields;
  if (waiver !== null) return { kind: 'waived', reason: waiver.reason };
  if (compensation) return { kind: 'compensated', amountYuan: compensation.amountYuan };
  if (relocation) return { kind: 'relocated', to: relocation.to };
  const policy = policies.find(({ id }) => id === fields.policy.id)?.fields;
  if (confirmation === null) return { kind: 'undecided', specs: specChoices(policy, fields.type) };
  const { spec, upgradeYuan } = confirmation;
  return { kind: 'return', type: fixtureTypeWords[returnedType(fields)], spec, upgradeYuan };
}

/** The signature under what was chosen last of a line. */
function signatureOf({ waiver, compensation, relocation, confirmation }: RecordOf<'entitlement'>['fields']): Signature | null {
  return (waiver ?? compensation ?? relocation ?? confirmation)?.signature ?? null;
}

/** The form of some lines of one household. The date is the policy's limit after the earliest removal. */
export function returnSheetOf({ lines, fixtures, removals, policies, contact, nameOf, ...said }: SheetSource): ReturnSheet {
  const first = lines.toSorted((a, b) => a.fields.removedOn.localeCompare(b.fields.removedOn))[0];
  const policy = policies.find((one) => one.id === first?.fields.policy.id)?.fields ?? null;
  const signature = lines.map(({ fields }) => signatureOf(fields)).find((given) => given !== null) ?? null;
  return {
    ...said,
    contact: nameOf(contact),
    ids: lines.map((line) => line.id),
    lines: lines.map((line) => ({
      type: fixtureTypeWords[line.fields.type],
      position: fixtures.get(line.fields.fixture)?.fields.positionLabel ?? '',
      qty: quantityText(countIn(line.fields)),
      sizes: sizeText(line.fields.removedSizes),
      removedOn: line.fields.removedOn,
      photos: [
        ...(fixtures.get(line.fields.fixture)?.fields.photos.filter((photo) => photo.stage === 'BEFORE') ?? []),
        ...(removals.get(line.fields.removal)?.fields.photos ?? []),
      ].map((photo) => photo.sha256),
      choice: choiceOf(line, policies),
    })),
    expected: first && policy ? addDays(first.fields.removedOn, policy.overdueDays) : null,
    policy,
    signature: signature && { ...signature, name: nameOf(signature.name) },
  };
}
