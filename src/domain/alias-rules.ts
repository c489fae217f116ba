import { isOpenOperation, living } from './change.ts';
import { Statement } from './consultation.ts';
import { unitOf } from './count.ts';
import { Entitlement, Removal } from './entitlement.ts';
import { Fixture } from './fixture.ts';
import { entitlementIdOf, RecordId, type RecordType, type User } from './identity.ts';
import { sameJson } from './json.ts';
import type { MutationDraft } from './mutation.ts';
import { Operation } from './operation.ts';
import { roomKey } from './place.ts';
import type { MergeRecord, Surroundings } from './record.ts';
import type { RuleId } from './rule.ts';

/** Types of which two records may turn out to be one thing. */
const mergeable: ReadonlySet<RecordType> = new Set(['structure', 'fixture', 'debris', 'removal', 'entitlement']);

/** The record that a `merge` says stands instead: its `set.aliasOf`. Undefined where it names none. */
export function standingId(mutation: MutationDraft): RecordId | undefined {
  const { aliasOf, ...rest } = mutation.set;
  return Object.keys(rest).length === 0 ? RecordId.safeParse(aliasOf?.new).data : undefined;
}

/** The rule that keeps two records from being one; undefined where they may be. Clerk and reviewer decide. */
export function mergeRule(
  duplicate: MergeRecord,
  standingAt: RecordId,
  context: Surroundings & { user: Pick<User, 'roles'> },
): RuleId | undefined {
  if (!context.user.roles.some((role) => role === 'clerk' || role === 'reviewer')) return 'ROLE';
  if (!mergeable.has(duplicate.type)) return 'IMMUTABLE';
  const standing = living(context, duplicate.type, standingAt);
  if (standing === undefined || standing.id === duplicate.id) return 'NO_RECORD';
  return differenceRule(duplicate, standing) ?? (isAwaited(duplicate, context) ? 'MERGE_OPEN' : undefined);
}

/** Whether others still count on the record by itself: an operation waits for its outcome, or somebody for the answer to a statement. */
function isAwaited({ id, fields: { operation } }: MergeRecord, around: Surroundings): boolean {
  const planned = RecordId.safeParse(operation).data;
  const record = planned && isOpenOperation(planned, around) ? around.record('operation', planned) : undefined;
  if (record !== undefined && Operation.parse(record.fields).results[id] === undefined) return true;
  return around.children('statement', 'structure', id).some(({ fields }) => Statement.parse(fields).decision === null);
}

/** [C1] [C2] what two records must share to be one thing in the account. */
function differenceRule(duplicate: MergeRecord, standing: MergeRecord): RuleId | undefined {
  switch (duplicate.type) {
    case 'fixture': {
      const [one, other] = [Fixture.parse(duplicate.fields), Fixture.parse(standing.fields)];
      return one.type === other.type && roomKey(one.place) === roomKey(other.place) ? undefined : 'C2';
    }
    case 'removal': {
      const [one, other] = [Removal.parse(duplicate.fields), Removal.parse(standing.fields)];
      return one.targetType === other.targetType && sameJson([one.qty, one.counted ?? null], [other.qty, other.counted ?? null])
        ? undefined
        : 'C2';
    }
    case 'entitlement': {
      const [one, other] = [Entitlement.parse(duplicate.fields), Entitlement.parse(standing.fields)];
      if (one.partOf || other.partOf || one.status === 'split' || other.status === 'split') return 'STATE';
      return one.type === other.type &&
        one.qty === other.qty &&
        unitOf(one) === unitOf(other) &&
        roomKey(one.place) === roomKey(other.place)
        ? undefined
        : 'C2';
    }
    default:
      return undefined;
  }
}

/** Nobody has received, given up or been paid anything for such a line yet. */
const unsettled: readonly Entitlement['status'][] = ['open', 'confirmed', 'ordered'];

/**
 * What a merged record lacks once its whole group stands [C1]: a removal and its line end together, and with its thing where that was recorded twice
 * [C2]; a thing ends after its removals; and where the line that ends was settled too, the one that stands is disputed as 多还. Undefined where it
 * lacks nothing.
 */
export function mergeGroupRule(duplicate: MergeRecord, around: Surroundings): RuleId | undefined {
  switch (duplicate.type) {
    case 'structure':
    case 'fixture':
      return around.children('removal', 'target', duplicate.id).length > 0 ? 'C1' : undefined;
    case 'removal':
      if (living(around, 'entitlement', entitlementIdOf(duplicate.id)) !== undefined) return 'C1';
      return isOfOneThing(duplicate, around) ? undefined : 'C2';
    case 'entitlement':
      return mergedLineRule(Entitlement.parse(duplicate.fields), duplicate.aliasOf, around);
    default:
      return undefined;
  }
}

/** Two removals are one only where the things are: of the same record, or of one that gave way to the other's. */
function isOfOneThing({ fields, aliasOf }: MergeRecord, around: Surroundings): boolean {
  const removal = Removal.parse(fields);
  const standing = aliasOf && living(around, 'removal', aliasOf);
  const into = standing && Removal.parse(standing.fields).target;
  return into === removal.target || (into !== undefined && around.record(removal.targetType, removal.target)?.aliasOf === into);
}

function mergedLineRule(line: Entitlement, standingAt: RecordId | undefined, around: Surroundings): RuleId | undefined {
  if (living(around, 'removal', line.removal) !== undefined) return 'C1';
  const standing = standingAt && living(around, 'entitlement', standingAt);
  if (!standing) return 'NO_RECORD';
  return unsettled.includes(line.status) || Entitlement.parse(standing.fields).status === 'disputed' ? undefined : 'C2';
}
