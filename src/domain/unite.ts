import type { Entitlement } from './entitlement.ts';
import type { Person, PhotoRef } from './evidence.ts';
import type { Fixture } from './fixture.ts';
import type { Instant, RecordId, RecordType } from './identity.ts';
import { sameJson } from './json.ts';
import type { Structure } from './structure.ts';
import { codesOf, fixtureStatusWords, structureStatusWords } from './words.ts';

/** A thing with what was removed of it and what that opened. */
export interface Case {
  type: 'structure' | 'fixture';
  id: RecordId;
  status: Structure['status'] | Fixture['status'];
  photos: readonly PhotoRef[];
  removals: readonly { id: RecordId; qty: number; line?: { id: RecordId; fields: Entitlement } }[];
}

/** What uniting two cases comes to: saved as one group, in this order. */
export interface Union {
  standing: RecordId;
  photos: PhotoRef[];
  merges: { type: RecordType; id: RecordId; into: RecordId }[];
  /** Lines of the standing case that become 多还, with what to write on them. */
  disputes: { id: RecordId; fields: Pick<Entitlement, 'status' | 'dispute'> }[];
}

/** How far a line has come: the one that has come further stands. */
const rank: Record<Entitlement['status'], number> = {
  split: 6,
  disputed: 5,
  closed: 4,
  accepted: 4,
  installed: 3,
  rework: 3,
  waived: 3,
  compensated: 3,
  relocated: 3,
  ordered: 2,
  confirmed: 1,
  open: 0,
};

/** How far the thing's own record has come, in the order of its states: what was determined, told and signed is told of the one that stands. */
function reached({ type, status }: Case): number {
  const order: readonly string[] = codesOf(type === 'structure' ? structureStatusWords : fixtureStatusWords);
  return status === 'void' ? -1 : order.indexOf(status);
}

const furthest = (one: Case) => Math.max(-1, ...one.removals.map(({ line }) => (line ? rank[line.fields.status] : 0)));

/** Both photos, each once [A2]. */
export function unitePhotos(standing: readonly PhotoRef[], duplicate: readonly PhotoRef[]): PhotoRef[] {
  return [...standing, ...duplicate.filter((one) => !standing.some((other) => sameJson(one, other)))];
}

/**
 * 合并: two records of one thing become one. The one whose return has come further stands, else the one that was itself, else the first; removals
 * pair by quantity, each pair becomes one, and two lines that were both settled leave one, disputed as 多还. Undefined where the duplicate's
 * removals find no pair, or where one line was split and the other settled or split: then a person must first say what was removed and what came back.
 */
export function unite(first: Case, second: Case, by: Person, at: Instant): Union | undefined {
  const ahead = furthest(second) - furthest(first) || reached(second) - reached(first);
  const [standing, duplicate] = ahead > 0 ? [second, first] : [first, second];
  const left = [...standing.removals];
  const union: Union = { standing: standing.id, photos: unitePhotos(standing.photos, duplicate.photos), merges: [], disputes: [] };
  for (const removal of duplicate.removals) {
    const index = left.findIndex((other) => other.qty === removal.qty && (other.line === undefined) === (removal.line === undefined));
    const [pair] = index < 0 ? [] : left.splice(index, 1);
    if (pair === undefined) return undefined;
    union.merges.push({ type: 'removal', id: removal.id, into: pair.id });
    if (removal.line === undefined || pair.line === undefined) continue;
    // What was split counts through its parts: they would stay behind, or be given back beside what the other has come to.
    if (pair.line.fields.status === 'split' && rank[removal.line.fields.status] >= 3) return undefined;
    union.merges.push({ type: 'entitlement', id: removal.line.id, into: pair.line.id });
    const settledTwice = rank[removal.line.fields.status] >= 3 && pair.line.fields.status !== 'disputed';
    if (settledTwice) union.disputes.push(overReturned(pair.line, by, at));
  }
  union.merges.push({ type: duplicate.type, id: duplicate.id, into: standing.id });
  return union;
}

/** 多还: one piece, returned or settled twice. */
function overReturned({ id, fields }: { id: RecordId; fields: Entitlement }, by: Person, at: Instant): Union['disputes'][number] {
  const dispute = { at, by, kind: 'OVER_RETURNED', reason: '多还：两条记录实为同一件，均已处理', from: fields.status } as const;
  return { id, fields: { status: 'disputed', dispute } };
}
