import type { SyncPhase } from '#sync/progress.ts';
import { createSyncSession } from '#sync/session.ts';
import { createStop } from '#sync/stop.ts';
import { createHostWire } from '../../src/renderer/features/sync/host-wire.ts';
import { createDexieSyncStore } from '../../src/renderer/store/dexie-sync-store.ts';
import { createHostJournal } from '../../src/renderer/store/host-journal.ts';
import { indexPart } from '../../src/renderer/store/late-index.ts';
import { createOf } from '../../src/renderer/store/records.ts';
import { newRecordId, saveMany } from '../../src/renderer/store/save.ts';
import { loadReading } from '../../src/renderer/store/search-index.ts';
import { openDesk, timed, told } from '../desk-page.ts';
import { fixtureOf, sizeOf } from '../store/district.ts';

const desk = await openDesk();
await loadReading();
const { db, host, source } = desk;

/** When each phase of a session began, in milliseconds since it did, and what it moved. */
export interface SessionTimes {
  at: Partial<Record<SyncPhase, number>>;
  sent: number;
  rows: number;
}

const syncBench = {
  /** Fixtures, as many as asked, saved as people's saves are. */
  async save(count: number): Promise<void> {
    const size = sizeOf(count);
    const changes = Array.from({ length: count }, (_, n) =>
      createOf('fixture', newRecordId(desk), { ...fixtureOf(n, size), status: 'surveyed' as const }),
    );
    await saveMany(desk, changes, () => undefined);
  },

  /** What a pull left to be indexed, part by part as the desk does it afterwards, without its pauses. Milliseconds. */
  index: () =>
    timed(async () => {
      while (await indexPart(db));
    }),

  /** One session to its end, as 同步 runs it. */
  async sync(): Promise<SessionTimes> {
    const at: SessionTimes['at'] = {};
    let sent = 0;
    const began = performance.now();
    const session = createSyncSession({
      store: createDexieSyncStore(db, desk.user.name),
      wire: createHostWire(host),
      journal: createHostJournal(db, host),
      clock: { now: () => Date.now() },
      newId: () => source.newId(),
    });
    await session.run(createStop(), (progress) => {
      at[progress.phase] ??= performance.now() - began;
      sent = progress.sent;
    });
    return { at, sent, rows: await db.view.count() };
  },
};

declare global {
  interface Window {
    syncBench: typeof syncBench;
  }
}

window.syncBench = told(syncBench);
