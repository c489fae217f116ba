import { entitlementIdOf, RecordId, type RecordType } from './identity.ts';
import type { Fields, Json, MutationDraft } from './mutation.ts';

/** A record that merge or a rule will ask for. */
export interface RecordNeed {
  type: RecordType;
  id: RecordId;
}

/** Children that a rule will ask for. */
export interface ChildrenNeed {
  type: RecordType;
  parentField: string;
  parentId: RecordId;
}

function idIn(value: Json | undefined): RecordId | undefined {
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value) ? value.id : value;
  return RecordId.safeParse(nested).data;
}

/** A record that is named inside an object. */
function nestedNeed(to: RecordType, value: Json | undefined, key: string): RecordNeed[] {
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value) ? value[key] : undefined;
  const id = idIn(nested);
  return id === undefined ? [] : [{ type: to, id }];
}

/** The records that a record's fields point at and a rule may look up. */
export function referencesOf(type: RecordType, fields: Fields): RecordNeed[] {
  const need = (to: RecordType, field: string): RecordNeed[] => {
    const id = idIn(fields[field]);
    return id === undefined ? [] : [{ type: to, id }];
  };
  switch (type) {
    case 'structure':
      return [...nestedNeed('policy', fields.determination, 'policy'), ...nestedNeed('statement', fields.upheld, 'statement')];
    case 'removal':
      return [...need(fields.targetType === 'structure' ? 'structure' : 'fixture', 'target'), ...need('policy', 'policy')];
    case 'entitlement':
      return [
        ...need('removal', 'removal'),
        ...need('fixture', 'fixture'),
        ...need('policy', 'policy'),
        ...need('replacement', 'replacement'),
        ...need('entitlement', 'partOf'),
      ];
    case 'replacement':
      return need('entitlement', 'entitlement');
    case 'statement':
      return need('structure', 'structure');
    case 'debris':
      return need('posting', 'posting');
    case 'salvage':
      return need('removal', 'removal');
    default:
      return [];
  }
}

const newValues = (mutation: MutationDraft): Fields =>
  Object.fromEntries(Object.entries(mutation.set).map(([field, change]) => [field, change.new]));

/**
 * What to load before a batch is applied: the records themselves and what their new values point at. Records that come
 * back may point further (an entitlement at its policy): load `referencesOf` each of them once more.
 */
export function recordsNeededBy(mutations: readonly MutationDraft[]): RecordNeed[] {
  return mutations.flatMap((mutation) => [
    { type: mutation.type, id: mutation.id },
    ...referencesOf(mutation.type, newValues(mutation)),
    ...(mutation.op === 'merge' ? mergeNeeds(mutation) : []),
  ]);
}

/** A merge looks at the record that stands instead, and at the line of a removal. */
function mergeNeeds({ type, id, set }: MutationDraft): RecordNeed[] {
  const standing = idIn(set.aliasOf?.new);
  const own: RecordNeed[] = standing === undefined ? [] : [{ type, id: standing }];
  return type === 'removal' ? [...own, { type: 'entitlement', id: entitlementIdOf(id) }] : own;
}

/** Which children to load before a batch is applied. */
export function childrenNeededBy(mutations: readonly MutationDraft[]): ChildrenNeed[] {
  return mutations.flatMap((mutation): ChildrenNeed[] => {
    switch (mutation.type) {
      case 'structure':
      case 'fixture':
        return [{ type: 'removal', parentField: 'target', parentId: mutation.id }];
      case 'entitlement':
        return [{ type: 'entitlement', parentField: 'partOf', parentId: mutation.id }];
      case 'removal': {
        const target = idIn(mutation.set.target?.new);
        return target === undefined ? [] : [{ type: 'removal', parentField: 'target', parentId: target }];
      }
      case 'assignment': {
        const household = idIn(mutation.set.household?.new);
        return household === undefined ? [] : [{ type: 'assignment', parentField: 'household', parentId: household }];
      }
      case 'replacement': {
        const line = idIn(mutation.set.entitlement?.new);
        return line === undefined ? [] : [{ type: 'replacement', parentField: 'entitlement', parentId: line }];
      }
      default:
        return [];
    }
  });
}
