import { v7 } from 'uuid';
import type { FeedRecord, MutationDraft } from '#domain/mutation.ts';
import { schemaVersion } from '#domain/mutation.ts';
import { createDexieSyncStore } from '../../src/renderer/store/dexie-sync-store.ts';
import { keysOf } from '../../src/renderer/store/keys.ts';
import { indexPart } from '../../src/renderer/store/late-index.ts';
import { createOf, findRecord, patchOf } from '../../src/renderer/store/records.ts';
import { newRecordId, saveChanges } from '../../src/renderer/store/save.ts';
import { loadPlaces, searchDesk } from '../../src/renderer/store/search.ts';
import { loadReading } from '../../src/renderer/store/search-index.ts';
import { openDesk, timed, told } from '../desk-page.ts';
import { buildingCount, districtRows, fixtureOf, sizeOf } from './district.ts';
import { fillPouch, searchPouch } from './pouch.ts';
import type { BenchQuery } from './queries.ts';

const desk = await openDesk();
const { db, source } = desk;
type Pouch = Awaited<ReturnType<typeof fillPouch>>;
let pouch: Pouch | undefined;

/** The floor of a save: one journal call and one strict transaction that puts the same outbox and view rows, and nothing else. */
async function bareSave(draft: MutationDraft): Promise<void> {
  const { muts } = await desk.host.call('journal.append', { drafts: [draft] });
  const fields = Object.fromEntries(Object.entries(draft.set).map(([field, change]) => [field, change.new]));
  await db.transaction('rw', [db.outbox, db.rows, db.blobs, ...db.viewTables], async () => {
    await db.outbox.bulkAdd(
      muts.map((mutation) => ({ n: mutation.n, h: mutation.h, uid: mutation.uid, id: mutation.id, state: 0, mutation })),
    );
    const { id, type } = draft;
    await db.view.put({ type, id, rev: 0, deleted: false, openConflicts: 0, pending: 1, fields, keys: keysOf(type, fields) });
  });
}

const bench = {
  /** Pulls the whole district, page by page as a sync does. Milliseconds in all, for each page of 1,000, and to index what came afterwards. */
  async fill(things: number): Promise<{ ms: number; pageMs: number[]; indexMs: number }> {
    const store = createDexieSyncStore(db);
    await store.beginEpoch(1);
    const pageMs: number[] = [];
    let rows: FeedRecord[] = [];
    let cursor = 0;
    const flush = async () => {
      const page = rows;
      rows = [];
      pageMs.push(
        await timed(() => store.notePage({ epoch: 1, cursor }, { rows: page, cursor: cursor + page.length, head: cursor + page.length })),
      );
      cursor += page.length;
    };
    const ms = await timed(async () => {
      for (const row of districtRows(sizeOf(things))) {
        rows.push(row);
        if (rows.length === 1000) await flush();
      }
      await flush();
    });
    const indexMs = await timed(async () => {
      while (await indexPart(db));
    });
    return { ms, pageMs, indexMs };
  },

  async fillPouch(things: number): Promise<number> {
    const { initialsOf } = await loadReading();
    const size = sizeOf(things);
    return timed(async () => {
      pouch = await fillPouch(`pouch-${things}`, [...districtRows(size)], buildingCount(size), initialsOf);
    });
  },

  /** One pass over the queries, from the query to its rows; ours and Pouch's in turn where it was filled. */
  async search(queries: readonly BenchQuery[]): Promise<{ kind: string; ms: number; rows: number; pouchMs: number | null }[]> {
    const places = await loadPlaces(db, desk.user);
    await loadReading();
    const lines = [];
    for (const [index, query] of queries.entries()) {
      let rows = 0;
      const ours = () =>
        timed(async () => {
          rows = (await searchDesk(db, query.text, query.filters, places)).rows.length;
        });
      const theirs = async () => (pouch === undefined ? null : await timed(() => searchPouch(pouch as Pouch, query)));
      // Neither always has the caches that the other just warmed.
      const [first, second] = index % 2 === 0 ? [ours, theirs] : [theirs, ours];
      const times = [await first(), await second()];
      const [ms, pouchMs] = index % 2 === 0 ? times : times.toReversed();
      lines.push({ kind: query.kind, ms: ms ?? Number.NaN, rows, pouchMs: pouchMs ?? null });
    }
    return lines;
  },

  /** New fixtures and changed notes, ours and the floor in turn. */
  async save(things: number, count: number): Promise<{ ours: number[]; bare: number[] }> {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const fields = { ...fixtureOf(things + n, sizeOf(things)), status: 'surveyed' as const };
      const id = newRecordId(desk);
      ours.push(await timed(() => saveChanges(desk, [createOf('fixture', id, fields)])));
      const saved = await findRecord(db, 'fixture', id);
      if (saved === undefined) throw new Error('what was saved is not there');
      ours.push(await timed(() => saveChanges(desk, [patchOf(saved, { note: `复核${n}` })])));
      bare.push(await timed(() => bareSave(draftOf(fields))));
      bare.push(await timed(() => bareSave(draftOf({ note: `复核${n}` }))));
    }
    return { ours, bare };
  },
};

function draftOf(fields: object): MutationDraft {
  const set = Object.fromEntries(Object.entries(structuredClone(fields)).map(([field, value]) => [field, { old: null, new: value }]));
  return {
    ...{ uid: v7(), g: null, op: 'create', type: 'fixture', id: newRecordId(desk), base: { rev: 0 }, set, seen: {}, conflict: null },
    ...{ photos: { add: [], remove: [] }, user: desk.user.id, schema: schemaVersion, app: desk.device.version },
    at: { wall: source.now().toISOString(), monoMs: source.monoMs(), boot: desk.device.boot, offMs: 0 },
  };
}

export type StoreBench = typeof bench;

declare global {
  interface Window {
    bench: StoreBench;
  }
}

window.bench = told(bench);
