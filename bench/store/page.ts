import { v7 } from 'uuid';
import type { FeedRecord, MutationDraft } from '#domain/mutation.ts';
import { schemaVersion } from '#domain/mutation.ts';
import { createHostClient } from '../../src/renderer/host-client.ts';
import { connectShell } from '../../src/renderer/shell.ts';
import { DeskDatabase, findClockOffset, keysOf } from '../../src/renderer/store/database.ts';
import type { Desk } from '../../src/renderer/store/desk.ts';
import { createDexieSyncStore } from '../../src/renderer/store/dexie-sync-store.ts';
import { reconcileJournal } from '../../src/renderer/store/reconcile.ts';
import { createOf, findRecord, findRecords, patchOf } from '../../src/renderer/store/records.ts';
import { newRecordId, saveChanges } from '../../src/renderer/store/save.ts';
import { loadPlaces, searchDesk } from '../../src/renderer/store/search.ts';
import { loadReading } from '../../src/renderer/store/search-index.ts';
import { createSource } from '../../src/renderer/store/source.ts';
import { buildingCount, buildingId, districtRows, fixtureOf, sizeOf } from './district.ts';
import { fillPouch, searchPouch } from './pouch.ts';
import { mixedQueries } from './queries.ts';

const host = createHostClient(await connectShell());
const source = createSource();
const deskName = (things: number) => `bench-${things}`;
const desks = new Map<string, DeskDatabase>();
type Pouch = Awaited<ReturnType<typeof fillPouch>>;
const pouches = new Map<string, Pouch>();

function database(name: string): DeskDatabase {
  const db = desks.get(name) ?? new DeskDatabase(name);
  desks.set(name, db);
  return db;
}

async function deskOn(db: DeskDatabase): Promise<Desk> {
  const device = await host.call('device.status', {});
  const enrollment = device.enrollment;
  const user = enrollment?.users[0];
  if (enrollment === null || user === undefined) throw new Error('not enrolled');
  return { db, host, source, device, enrollment, user, clockOffsetMs: 0 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The floor of a save: one journal call and one strict transaction that puts the same outbox and view rows, and nothing else. */
async function bareSave(desk: Desk, draft: MutationDraft): Promise<void> {
  const { muts } = await desk.host.call('journal.append', { drafts: [draft] });
  const fields = Object.fromEntries(Object.entries(draft.set).map(([field, change]) => [field, change.new]));
  const { db } = desk;
  await db.transaction('rw', [db.outbox, db.view, db.rows, db.blobs, db.search], async () => {
    await db.outbox.bulkAdd(
      muts.map((mutation) => ({ n: mutation.n, h: mutation.h, uid: mutation.uid, id: mutation.id, state: 0, mutation })),
    );
    const { id, type } = draft;
    await db.view.put({ type, id, rev: 0, deleted: false, openConflicts: 0, pending: 1, fields, keys: keysOf(type, fields) });
  });
}

const bench = {
  async enroll(serverUrl: string, code: string): Promise<void> {
    await host.call('device.enroll', { serverUrl, code, name: '平板' });
  },

  /** Pulls the whole district, page by page as a sync does. Answers the median page in milliseconds. */
  async fill(things: number): Promise<{ ms: number; pageMs: number[] }> {
    const db = database(deskName(things));
    const store = createDexieSyncStore(db);
    await store.beginEpoch(1);
    const pageMs: number[] = [];
    let rows: FeedRecord[] = [];
    let cursor = 0;
    const flush = async () => {
      const page = rows;
      rows = [];
      pageMs.push(await timed(() => store.notePage({ epoch: 1, cursor }, page, cursor + page.length)));
      cursor += page.length;
    };
    const ms = await timed(async () => {
      for (const row of districtRows(sizeOf(things))) {
        rows.push(row);
        if (rows.length === 1000) await flush();
      }
      await flush();
    });
    return { ms, pageMs };
  },

  async fillPouch(things: number): Promise<number> {
    const { initialsOf } = await loadReading();
    const size = sizeOf(things);
    return timed(async () => {
      pouches.set(deskName(things), await fillPouch(`pouch-${things}`, [...districtRows(size)], buildingCount(size), initialsOf));
    });
  },

  /** As a desk opens: status, store, journal, the first rows of a building, the first search. Milliseconds since navigation. */
  async open(things: number): Promise<{ rowsMs: number; searchMs: number }> {
    const status = await host.call('device.status', {});
    const db = database(deskName(things));
    await reconcileJournal(db, host);
    await findClockOffset(db);
    await findRecords(db, 'estate');
    await findRecords(db, 'household', buildingId(0));
    await findRecords(db, 'fixture', buildingId(0));
    const rowsMs = performance.now();
    const user = status.enrollment?.users[0] ?? { id: '', name: '' };
    const { rows } = await searchDesk(db, '1-1-101', {}, await loadPlaces(db, user));
    if (rows.length === 0) throw new Error('the first search found nothing');
    return { rowsMs, searchMs: performance.now() };
  },

  /** One pass over the 200 queries, ours and Pouch's in turn where it holds the same records. */
  async search(things: number): Promise<{ kind: string; ours: number; found: number; pouch: number | null }[]> {
    const { initialsOf } = await loadReading();
    const db = database(deskName(things));
    const pouch = pouches.get(deskName(things));
    const places = await loadPlaces(db, (await deskOn(db)).user);
    const lines = [];
    for (const query of mixedQueries(sizeOf(things), initialsOf)) {
      let found = 0;
      const ours = await timed(async () => {
        found = (await searchDesk(db, query.text, query.filters, places)).rows.length;
      });
      const pouchMs = pouch === undefined ? null : await timed(() => searchPouch(pouch, query));
      lines.push({ kind: query.kind, ours, found, pouch: pouchMs });
    }
    return lines;
  },

  /** `count` saves and as many bare ones, one after the other: half of them new fixtures, half changes of a note. */
  async save(things: number, count: number): Promise<{ ours: number[]; bare: number[] }> {
    const desk = await deskOn(database(deskName(things)));
    const ours: number[] = [];
    const bare: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = newRecordId(desk);
      const surveyors = [{ name: desk.user.name, user: desk.user.id }];
      const fields = { ...fixtureOf(n, sizeOf(things)), status: 'surveyed' as const, surveyors };
      ours.push(await timed(() => saveChanges(desk, [createOf('fixture', id, fields)])));
      const saved = await findRecord(desk.db, 'fixture', id);
      if (saved === undefined) throw new Error('what was saved is not there');
      ours.push(await timed(() => saveChanges(desk, [patchOf(saved, { note: `复核${n}` })])));
      bare.push(await timed(() => bareSave(desk, draftOf(desk, fields))));
      bare.push(await timed(() => bareSave(desk, draftOf(desk, { note: `复核${n}` }))));
    }
    return { ours, bare };
  },
};

function draftOf(desk: Desk, fields: object): MutationDraft {
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
    bench?: StoreBench;
  }
}

/** What went wrong, in words: a class from the page does not cross over with its own. */
const told = <T extends (...args: never[]) => Promise<unknown>>(work: T): T =>
  ((...args: never[]) =>
    work(...args).catch((error: unknown) => {
      throw new Error(error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error));
    })) as T;

window.bench = Object.fromEntries(Object.entries(bench).map(([name, work]) => [name, told(work)])) as StoreBench;
