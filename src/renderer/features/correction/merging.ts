import { fixtureDoubles, structureDoubles } from '#domain/doubles.ts';
import { entitlementIdOf, type RecordId } from '#domain/identity.ts';
import { roomKey } from '#domain/place.ts';
import { type Case, type Union, unite } from '#domain/unite.ts';
import type { Desk } from '../../store/desk.ts';
import { mergeOf, patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { Thing } from '../estate/standing.ts';

/** A thing with what was removed of it and the lines that opened. */
export interface ThingCase {
  record: Thing;
  removals: readonly RecordOf<'removal'>[];
  lines: readonly RecordOf<'entitlement'>[];
}

function caseOf({ record, removals, lines }: ThingCase): Case {
  return {
    type: record.type,
    id: record.id,
    status: record.fields.status,
    photos: record.fields.photos,
    removals: removals.map(({ id, fields }) => {
      const line = lines.find((one) => one.id === entitlementIdOf(id));
      return { id, qty: fields.qty, ...(line === undefined ? {} : { line: { id: line.id, fields: line.fields } }) };
    }),
  };
}

/** What merging two records of one thing comes to; undefined where what was removed of them does not pair. */
export function unionOf(desk: Desk, first: ThingCase, second: ThingCase): Union | undefined {
  return unite(caseOf(first), caseOf(second), { name: desk.user.name, user: desk.user.id }, instantOf(desk.source.now()));
}

/**
 * 并档 as one group: disputes of what was settled twice, then each record that gives way, its removals and lines first [C1], then the one that
 * stands with both photos and the reason. `reason` names the other record.
 */
export function mergeChanges(cases: readonly [ThingCase, ThingCase], union: Union, reason: string): Change[] {
  const things = cases.map(({ record }) => record);
  const lines = cases.flatMap((one) => one.lines);
  const known = new Map<RecordId, Thing | RecordOf<'removal'> | RecordOf<'entitlement'>>(
    [...things, ...cases.flatMap(({ removals }) => removals), ...lines].map((record) => [record.id, record]),
  );
  const disputes = union.disputes.flatMap(({ id, fields }) => {
    const line = lines.find((one) => one.id === id);
    return line === undefined ? [] : [patchOf(line, fields)];
  });
  const merges = union.merges.flatMap(({ id, into }) => {
    const record = known.get(id);
    return record === undefined ? [] : [mergeInto(record, into)];
  });
  const standing = things.find(({ id }) => id === union.standing);
  return [...disputes, ...merges, ...(standing === undefined ? [] : [united(standing, things, union, reason)])];
}

function mergeInto(record: Thing | RecordOf<'removal'> | RecordOf<'entitlement'>, into: RecordId): Change {
  switch (record.type) {
    case 'structure':
      return mergeOf(record, into);
    case 'fixture':
      return mergeOf(record, into);
    case 'removal':
      return mergeOf(record, into);
    case 'entitlement':
      return mergeOf(record, into);
    default:
      return record satisfies never;
  }
}

/** As long as a record's note may be. */
const noteLength = 500;

/** The one that stands, with the photos of both. The reason stands whole: of a note that leaves no room for it, the end is in the record's history. */
function united(standing: Thing, things: readonly Thing[], { photos }: Union, reason: string): Change {
  const own = standing.fields.note;
  const room = noteLength - reason.length - 1;
  const kept = own.length <= room ? own : `${own.slice(0, room - 1)}…`;
  const set = { photos, note: own === '' ? reason : `${kept}；${reason}`, ...apartOf(standing, things) };
  return standing.type === 'structure' ? patchOf(standing, set) : patchOf(standing, set);
}

/** What the record that ends was told apart from, the one that stands is too. */
function apartOf(standing: Thing, things: readonly Thing[]): Pick<Thing['fields'], 'apart'> {
  const was = standing.fields.apart ?? [];
  const more = things.flatMap(({ id, fields }) => (id === standing.id ? [] : (fields.apart ?? [])));
  const told = more.filter(({ other }) => other !== standing.id && !was.some((one) => one.other === other));
  return told.length === 0 ? {} : { apart: [...was, ...told] };
}

/** Records that may be the same thing as this one: for a person to look at. */
export function suspectsOf(record: Thing, known: readonly Thing[]): Thing[] {
  const others = known.filter(({ id }) => id !== record.id);
  const doubles =
    record.type === 'structure'
      ? structureDoubles(
          record.fields,
          others.filter((one) => one.type === 'structure'),
        )
      : fixtureDoubles(
          record.fields,
          others.filter((one) => one.type === 'fixture'),
        );
  return others.filter(({ id }) => doubles.some((double) => double.id === id));
}

/** Records that could be the same thing at all [C2]: of its kind of record, and a fixture's of its type and room. Likely ones first. */
export function mergeableWith(record: Thing, known: readonly Thing[]): Thing[] {
  const suspects = suspectsOf(record, known);
  const fits = (other: Thing) =>
    other.id !== record.id &&
    other.type === record.type &&
    (other.type === 'structure' ||
      (record.type === 'fixture' &&
        other.fields.type === record.fields.type &&
        roomKey(other.fields.place) === roomKey(record.fields.place)));
  return known.filter(fits).toSorted((a, b) => Number(suspects.includes(b)) - Number(suspects.includes(a)));
}
