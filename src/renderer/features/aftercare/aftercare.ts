import type { Instant } from '#domain/identity.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';

/** 临时防护 has been taken away: what it was and since when stays. Undefined where there is none to take away. */
export function endInterimChange(fixture: RecordOf<'fixture'>, at: Instant): Change | undefined {
  const { interim } = fixture.fields;
  if (!interim || interim.until !== null) return undefined;
  return patchOf(fixture, { interim: { ...interim, until: at } });
}

/** What became of a removal's pieces last; undefined while only the removal itself has said it. The id, made in order, settles a tie. */
export function latestSalvage(facts: readonly RecordOf<'salvage'>[]): RecordOf<'salvage'> | undefined {
  return facts.toSorted((a, b) => Date.parse(a.fields.at) - Date.parse(b.fields.at) || (a.id < b.id ? -1 : 1)).at(-1);
}
