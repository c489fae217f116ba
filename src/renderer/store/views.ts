import type { Table } from 'dexie';
import type { RecordId } from '#domain/identity.ts';
import { sameJson } from '#domain/json.ts';
import type { FeedRecord, Mutation } from '#domain/mutation.ts';
import { isFindable } from '#domain/search-entry.ts';
import { settledCount, type ViewRecord, viewOf } from '#sync/overlay.ts';
import { type DeskDatabase, findPosition } from './database.ts';
import { type FoundRows, findRows, restOf } from './feed-rows.ts';
import { viewKeys } from './keys.ts';
import { indexLater } from './late-index.ts';
import type { HandedRow, OutboxRow, ViewRow } from './rows.ts';
import { refreshSearch } from './search-index.ts';
import { moveTallies } from './tallies.ts';
import { withTold } from './told.ts';

/** Own changes that no pulled row contains yet, by record, in journal order. */
export type Unsettled = ReadonlyMap<string, OutboxRow[]>;

/** A page from elsewhere names more records than a save: it is worth asking first whether any change waits at all. */
const manyRecords = 50;
/** From so many records on, a page is a pull of much: those that were not here before are indexed after it [IX1]. */
const indexedLaterFrom = 200;

/** The unsettled changes of these records. One read for each record: a cursor over all their keys would be asked again for every one. */
export async function findUnsettled(db: DeskDatabase, ids: readonly RecordId[]): Promise<Map<string, OutboxRow[]>> {
  if (ids.length > manyRecords) {
    const waiting = await Promise.all(([0, 1] as const).map((state) => db.outbox.where('state').equals(state).limit(1).primaryKeys()));
    if (waiting.flat().length === 0) return new Map();
    const together = await findTogether(db, ids);
    if (together !== undefined) return together;
  }
  const found = await Promise.all(ids.map((id) => db.outbox.where('[id+state]').between([id, 0], [id, 1], true, true).toArray()));
  return byRecord(await withTold(db, found.flat()));
}

function byRecord(entries: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const found = new Map<string, OutboxRow[]>();
  for (const entry of entries.toSorted((a, b) => a.n - b.n)) found.set(entry.id, [...(found.get(entry.id) ?? []), entry]);
  return found;
}

/** The same in one read, as own changes that come back stand together by their ids; undefined where too much else stands between them. */
async function findTogether(db: DeskDatabase, ids: readonly RecordId[]): Promise<Map<string, OutboxRow[]> | undefined> {
  const [least, most] = endsOf(ids);
  const limit = ids.length + manyRecords;
  const entries = await db.outbox.where('[id+state]').between([least, 0], [most, 1], true, true).limit(limit).toArray();
  if (entries.length === limit) return undefined;
  const wanted = new Set<string>(ids);
  const waiting = entries.filter(({ id, state }) => wanted.has(id) && (state === 0 || state === 1));
  return byRecord(await withTold(db, waiting));
}

function endsOf(ids: readonly RecordId[]): [RecordId, RecordId] {
  const sorted = ids.toSorted();
  return [sorted[0] as RecordId, sorted.at(-1) as RecordId];
}

/** Which of these ids a table has. Of a page of new ones, a look at what stands between its ends spares asking for each; undefined where that is much. */
async function findThere<T>(table: Table<T, string>, ids: readonly RecordId[]): Promise<ReadonlySet<string> | undefined> {
  if (ids.length === 0) return new Set();
  const limit = 2 * ids.length;
  const there = await table
    .where('id')
    .between(...endsOf(ids), true, true)
    .limit(limit)
    .primaryKeys();
  return there.length === limit ? undefined : new Set(there);
}

/** The views of these records as they are. */
async function findViews(db: DeskDatabase, ids: readonly RecordId[]): Promise<(ViewRow | undefined)[]> {
  const there = ids.length <= manyRecords ? undefined : await findThere(db.view, ids);
  if (there === undefined) return db.view.bulkGet([...ids]);
  const known = ids.filter((id) => there.has(id));
  if (known.length === 0) return ids.map(() => undefined);
  // Own records that come back stand together: one read of them all, where each by itself goes to the database and back.
  const together = there.size <= known.length + manyRecords;
  const found = await (together
    ? db.view
        .where('id')
        .between(...endsOf(known), true, true)
        .toArray()
    : db.view.bulkGet(known));
  const byId = new Map(found.map((view) => [view?.id as string | undefined, view]));
  return ids.map((id) => byId.get(id));
}

/**
 * The same of a page. One that own changes alone make is made of them again, without going to the database for it: a row would stand beside it [V3].
 */
async function findBefore(
  db: DeskDatabase,
  ids: readonly RecordId[],
  { beside, unsettled, handed }: Omit<Parts, 'rows'>,
): Promise<(ViewRecord | undefined)[]> {
  const isOwn = (id: string) => unsettled.has(id) && !beside.has(id) && (handed.get(id) ?? []).length === 0;
  const others = ids.filter((id) => !isOwn(id));
  const read = await findViews(db, others);
  const views = new Map(others.map((id, index) => [id, read[index]]));
  return ids.map((id) => (isOwn(id) ? viewOf(undefined, mutationsOf(unsettled.get(id))) : views.get(id)));
}

/** What other desks handed over about these records, in order: one count where nothing was handed over at all. */
async function findHanded(db: DeskDatabase, ids: readonly RecordId[]): Promise<Map<string, HandedRow[]>> {
  if ((await db.handed.count()) === 0) return new Map();
  const found = await Promise.all(ids.map((id) => db.handed.where('id').equals(id).toArray()));
  return new Map(ids.map((id, index) => [id, (found[index] ?? []).toSorted((a, b) => a.order - b.order)]));
}

const mutationsOf = (entries: readonly { mutation: Mutation }[] = []) => entries.map(({ mutation }) => mutation);

type Handed = ReadonlyMap<string, HandedRow[]>;
type Rows = FoundRows['rows'];

/** All that the views of some records are made of. */
interface Parts extends FoundRows {
  unsettled: Unsettled;
  handed: Handed;
  /** The rows have just come: those beside their views are others. */
  came?: true;
}

/** Search also finds a record by whether a decision waits; whether it waits to be sent, its view's keys say. */
const isFoundAlike = (before: ViewRecord | undefined, view: ViewRecord | undefined) =>
  before !== undefined &&
  view !== undefined &&
  before.deleted === view.deleted &&
  before.openConflicts > 0 === view.openConflicts > 0 &&
  sameJson(before.fields, view.fields);

/**
 * Writes are asked for at once: the database does them in the order asked, and a person waits for one way there and back, not for five. `mayWait`:
 * records that search may learn of later.
 */
async function writeViews(
  db: DeskDatabase,
  ids: readonly RecordId[],
  before: readonly (ViewRecord | undefined)[],
  { rows, beside, unsettled, handed, came }: Parts,
  mayWait: ReadonlySet<string> = new Set(),
): Promise<void> {
  const hasOnTop = (id: string) => (unsettled.get(id)?.length ?? 0) > 0 || (handed.get(id)?.length ?? 0) > 0;
  const covered = new Map(ids.flatMap((id) => (hasOnTop(id) ? [[id as string, rows.get(id)] as const] : [])));
  const toKeep = [...covered].flatMap(([id, row]) => (row === undefined || (beside.has(id) && !came) ? [] : [row]));
  const toDrop = ids.filter((id) => beside.has(id) && covered.get(id) === undefined);
  const views = ids.map((id) => viewOf(rows.get(id), mutationsOf(unsettled.get(id)), mutationsOf(handed.get(id))));
  const there = views.filter((view) => view !== undefined);
  const later = there.filter((view) => mayWait.has(view.id) && isFindable(view)).map(({ id }) => id);
  const gone = ids.filter((_, index) => views[index] === undefined && before[index] !== undefined);
  // What comes back leaves its record found by what it was found by already: its words are most of what writing it costs.
  const same = new Set(ids.filter((_, index) => isFoundAlike(before[index], views[index])));
  const known = before.flatMap((view) => (view === undefined || same.has(view.id) ? [] : [view.id]));
  await Promise.all([
    toKeep.length > 0 && db.rows.bulkPut(toKeep),
    toDrop.length > 0 && db.rows.bulkDelete(toDrop),
    db.view.bulkPut(there.map((view) => viewRow(view, covered.has(view.id) ? undefined : rows.get(view.id)))),
    gone.length > 0 && db.view.bulkDelete(gone),
    moveTallies(db.tallies, before, views),
    refreshSearch(
      db.search,
      db.blind,
      known,
      there.filter(({ id }) => !mayWait.has(id) && !same.has(id)),
    ),
    later.length > 0 && indexLater(db, later),
  ]);
}

/** A view as it is written: with all that its row says, where it is that row [V3]. */
function viewRow(view: ViewRecord, row: FeedRecord | undefined): ViewRow {
  return { ...view, ...(row && { row: restOf(row) }), keys: viewKeys(view) };
}

/** Rebuilds the view of these records from their rows and own unsettled changes. Call it inside the transaction that changed either. */
export async function refreshViews(db: DeskDatabase, ids: readonly RecordId[]): Promise<void> {
  const [before, found, unsettled, handed] = await readParts(db, ids);
  await writeViews(db, ids, before, { ...found, unsettled, handed });
}

/** What writing the views of these records leans on: their views as they are first. */
async function readParts(db: DeskDatabase, ids: readonly RecordId[]) {
  const views = findViews(db, ids);
  return Promise.all([views, findRows(db, ids, views), findUnsettled(db, ids), findHanded(db, ids)]);
}

/** Adds own changes that the outbox lacks, the newest of their records, and rebuilds the views. Answers those that it lacked. */
export async function addOwn(db: DeskDatabase, entries: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const ids = [...new Set(entries.map(({ id }) => id))];
  const [there, [before, found, unsettled, handed]] = await Promise.all([
    db.outbox
      .where('n')
      .anyOf(entries.map(({ n }) => n))
      .primaryKeys(),
    readParts(db, ids),
  ]);
  const added = entries.filter(({ n }) => !there.includes(n));
  for (const entry of added)
    unsettled.set(
      entry.id,
      [...(unsettled.get(entry.id) ?? []), entry].sort((a, b) => a.n - b.n),
    );
  if (added.length > 0) await Promise.all([db.outbox.bulkAdd(added), writeViews(db, ids, before, { ...found, unsettled, handed })]);
  return added;
}

/** Those changes of a record that its row, as pulled, contains, and those that it does not contain yet [V2]. */
async function partSettled<T extends { rowSeq?: number }>(
  db: DeskDatabase,
  changes: ReadonlyMap<string, T[]>,
  rows: Rows,
): Promise<{ settled: T[]; left: Map<string, T[]> }> {
  const ids = [...changes.keys()];
  if (ids.length === 0) return { settled: [], left: new Map() };
  const stale = (await db.stale.count()) === 0 ? [] : await db.stale.bulkGet(ids);
  const settled: T[] = [];
  const left = new Map<string, T[]>();
  for (const [index, id] of ids.entries()) {
    const entries = changes.get(id) ?? [];
    const seq = (stale[index] === undefined ? rows.get(id)?.seq : undefined) ?? -1;
    const count = settledCount(
      entries.map(({ rowSeq }) => ({ rowSeq })),
      seq,
    );
    settled.push(...entries.slice(0, count));
    left.set(id, entries.slice(count));
  }
  return { settled, left };
}

/** Lets go of own changes that the rows now contain, and of what other desks handed over [HO5]. */
async function letGo(db: DeskDatabase, own: readonly OutboxRow[], handed: readonly HandedRow[]): Promise<void> {
  await Promise.all([
    own.length > 0 && db.outbox.bulkPut(own.map((entry) => ({ ...entry, state: 2 as const }))),
    handed.length > 0 && db.handed.bulkDelete(handed.map(({ uid }) => uid)),
  ]);
}

/**
 * Lets go of own changes that their rows now contain [V2], then rebuilds the views. A row of an older epoch contains none: its `seq` is of another
 * feed [E2]. `rows`: what they are from now on, where that is not what is kept.
 */
export async function settleAndRefresh(db: DeskDatabase, ids: readonly RecordId[], rows?: Rows): Promise<void> {
  const [before, found, unsettled, handed] = await readParts(db, ids);
  await writeSettled(db, ids, before, { ...found, ...(rows && { rows }), unsettled, handed });
}

/** The same for the rows of a page, which it writes too. All is read before: a read behind a thousand writes waits for them. Answers what is unsettled. */
export async function takeRows(db: DeskDatabase, pulled: readonly FeedRecord[]): Promise<Unsettled> {
  const ids = pulled.map((row) => row.id);
  const [kept, unsettled, handed] = await Promise.all([findThere(db.rows, ids), findUnsettled(db, ids), findHanded(db, ids)]);
  const beside = kept ?? new Set(ids);
  const before = await findBefore(db, ids, { beside, unsettled, handed });
  // One that search knows is never found by what it no longer is: it is indexed at once.
  const fresh = ids.length < indexedLaterFrom ? [] : ids.filter((_, index) => before[index] === undefined);
  const rows = new Map(pulled.map((row) => [row.id as string, row]));
  await writeSettled(db, ids, before, { rows, beside, unsettled, handed, came: true }, new Set(fresh));
  return unsettled;
}

async function writeSettled(
  db: DeskDatabase,
  ids: readonly RecordId[],
  before: readonly (ViewRecord | undefined)[],
  parts: Parts,
  mayWait?: ReadonlySet<string>,
): Promise<void> {
  const { rows, unsettled, handed } = parts;
  const own = await partSettled(db, unsettled, rows);
  const others = await partSettled(db, handed, rows);
  // Asked for together: the database lets go of the first while the page still makes the views.
  await Promise.all([
    letGo(db, own.settled, others.settled),
    writeViews(db, ids, before, { ...parts, unsettled: own.left, handed: others.left }, mayWait),
  ]);
}

/**
 * Of entries that the server has just told of, the records whose row may contain them already: only their views change by what was told. A
 * change of a record is otherwise let go of by the page that brings its row.
 */
export async function findVisible(db: DeskDatabase, told: readonly OutboxRow[]): Promise<RecordId[]> {
  // No row came from behind the cursor: what was just written is nowhere else yet, and nothing needs to be read.
  const { cursor } = await findPosition(db);
  const near = told.filter(({ rowSeq = Number.POSITIVE_INFINITY }) => rowSeq <= cursor);
  const { rows } = await findRows(db, [...new Set(near.map(({ id }) => id))]);
  const isVisible = ({ id, rowSeq }: OutboxRow) => rowSeq === 0 || (rowSeq ?? Number.POSITIVE_INFINITY) <= (rows.get(id)?.seq ?? -1);
  return [...new Set(told.filter(isVisible).map(({ id }) => id))];
}
