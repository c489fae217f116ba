import { termOf } from '#domain/account.ts';
import { sumText } from '#domain/count.ts';
import { overdueDays } from '#domain/entitlement-ledger.ts';
import type { Day } from '#domain/identity.ts';
import type { Policy } from '#domain/policy.ts';
import type { Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { daysBetween } from '../../ui/field/calendar.ts';

/** An entitlement that is still owed, with how long it has been. */
export interface OwedLine {
  line: RecordOf<'entitlement'>;
  ageDays: number;
  /** Days beyond the policy's limit; null while it is in time. */
  overdue: number | null;
}

/** What is owed today, longest waiting first. A line whose policy is not on this device is never called overdue. */
export function owedLines(entitlements: readonly RecordOf<'entitlement'>[], policies: ReadonlyMap<string, Policy>, today: Day): OwedLine[] {
  return entitlements
    .filter((line) => termOf(line.fields.status) === 'outstanding')
    .map((line) => {
      const limit = policies.get(line.fields.policy.id)?.overdueDays;
      return {
        line,
        ageDays: daysBetween(line.fields.removedOn, today),
        overdue: limit === undefined ? null : overdueDays(line.fields, limit, today),
      };
    })
    .toSorted((a, b) => b.ageDays - a.ageDays);
}

/** What lines come to, as people say it. */
export function sumOf(lines: readonly OwedLine[]): Word {
  return sumText(lines.map(({ line }) => line.fields));
}
