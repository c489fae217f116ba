import { entitlementIdOf, RecordId, type RecordType } from './identity.ts';
import { valueAt } from './json.ts';
import type { Fields, Json, MutationDraft } from './mutation.ts';
import type { MergeRecord, ScarceType } from './record.ts';

/** A record that merge or a rule will ask for. */
export interface RecordNeed {
  type: RecordType;
  id: RecordId;
}

/** Nobody asks which structures or fixtures point at a record: the server has no index for that. */
export type ChildType = Exclude<RecordType, 'structure' | 'fixture'>;

/** Children that a rule will ask for; `parentField` may be a path (`place.building`). */
export interface ChildrenNeed {
  type: ChildType;
  parentField: string;
  parentId: RecordId;
}

function idIn(value: Json | undefined): RecordId | undefined {
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value) ? value.id : value;
  // Most references are empty: a schema would make an error of each.
  return typeof nested === 'string' ? RecordId.safeParse(nested).data : undefined;
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** A target names its own type; it may be a structure or a fixture. */
function targetNeeds(value: Json | undefined): RecordNeed[] {
  return list(value).flatMap((target) => {
    const id = idIn(target);
    const type = valueAt({ target }, 'target.type');
    return id !== undefined && (type === 'structure' || type === 'fixture') ? [{ type, id }] : [];
  });
}

/** The records that a record's fields point at and a rule may look up. */
export const referencesOf = (type: RecordType, fields: Fields): RecordNeed[] => referencesAt(type, (path) => valueAt(fields, path));

/** `read` answers what stands at a path of field names. */
function referencesAt(type: RecordType, read: (path: string) => Json | undefined): RecordNeed[] {
  const need = (to: RecordType, path: string): RecordNeed[] => {
    const id = idIn(read(path));
    return id === undefined ? [] : [{ type: to, id }];
  };
  switch (type) {
    case 'structure':
      return [...need('operation', 'operation'), ...need('policy', 'determination.policy'), ...need('statement', 'upheld.statement')];
    case 'fixture':
      return [...need('operation', 'operation'), ...need('building', 'place.building'), ...need('posting', 'posting')];
    case 'operation':
      return targetNeeds(read('targets'));
    case 'removal':
      return [...need(read('targetType') === 'structure' ? 'structure' : 'fixture', 'target'), ...need('policy', 'policy')];
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
    case 'returnBatch':
      return list(read('lines')).flatMap((line) => {
        const id = idIn(line);
        return id === undefined ? [] : [{ type: 'entitlement' as const, id }];
      });
    case 'project':
      return need('policy', 'policy');
    default:
      return [];
  }
}

/** Few fields point anywhere: the others are left alone. */
function newValueAt(set: MutationDraft['set'], path: string): Json | undefined {
  const [field = ''] = path.split('.');
  return valueAt({ [field]: set[field]?.new ?? null }, path);
}

/**
 * What to load before a batch is applied: the records themselves and what their new values point at. Records that come
 * back may point further (an entitlement at its policy): load `referencesOf` each of them once more.
 */
export function recordsNeededBy(mutations: readonly MutationDraft[]): RecordNeed[] {
  return mutations.flatMap((mutation) => [
    { type: mutation.type, id: mutation.id },
    ...referencesAt(mutation.type, (path) => newValueAt(mutation.set, path)),
    ...(mutation.op === 'merge' ? mergeNeeds(mutation) : []),
  ]);
}

/** A merge looks at the record that stands instead, and at the line of a removal. */
function mergeNeeds({ type, id, set }: MutationDraft): RecordNeed[] {
  const standing = idIn(set.aliasOf?.new);
  const own: RecordNeed[] = standing === undefined ? [] : [{ type, id: standing }];
  return type === 'removal' ? [...own, { type: 'entitlement', id: entitlementIdOf(id) }] : own;
}

/** Which children of which records rules of a type look at: child type, the field that points at the parent, and the parent's id in the record. */
const childrenOf: Partial<Record<RecordType, readonly (readonly [child: ChildType, parentField: string, parentIn: string])[]>> = {
  structure: [['removal', 'target', 'id']],
  fixture: [['removal', 'target', 'id']],
  entitlement: [['entitlement', 'partOf', 'id']],
  removal: [['removal', 'target', 'target']],
  assignment: [['assignment', 'household', 'household']],
  replacement: [['replacement', 'entitlement', 'entitlement']],
  building: [['building', 'estate', 'estate']],
  project: [['project', 'estate', 'estate']],
  returnBatch: [['returnBatch', 'building', 'building']],
};

/** A building that is being closed answers for all its lines and its households [C7]. */
const closingChildren = [
  ['entitlement', 'place.building', 'id'],
  ['household', 'building', 'id'],
] as const;

/** What somebody said against a structure, and waits to be answered. */
const mergingChildren = [['statement', 'structure', 'id']] as const;

/**
 * Which children to load before a batch is applied. `findHeld` answers the records that the batch changes, as they stand: one that is only being made
 * has none yet but those that are made with it.
 */
export function childrenNeededBy(
  mutations: readonly MutationDraft[],
  findHeld: (id: RecordId) => Pick<MergeRecord, 'fields'> | undefined,
): ChildrenNeed[] {
  return mutations.flatMap(({ op, type, id, set }) => {
    const closing = type === 'building' && set.closing !== undefined ? closingChildren : [];
    const merging = type === 'structure' && op === 'merge' ? mergingChildren : [];
    const isNew = op === 'create' && findHeld(id) === undefined;
    return [...(childrenOf[type] ?? []), ...closing, ...merging].flatMap(([child, parentField, parentIn]) => {
      if (isNew && parentIn === 'id') return [];
      const parent = parentIn === 'id' ? id : idIn(set[parentIn]?.new ?? findHeld(id)?.fields[parentIn]);
      return parent === undefined ? [] : [{ type: child, parentField, parentId: parent }];
    });
  });
}

/** The scarce types to load whole: who determines is a question to the policy in force [D2]. */
export function typesNeededBy(mutations: readonly MutationDraft[]): ScarceType[] {
  return mutations.some(({ type, set }) => type === 'structure' && set.determination !== undefined) ? ['policy'] : [];
}
