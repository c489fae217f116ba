import type { DeviceStatus, Enrollment, SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { type DeskDatabase, deskDatabaseName, findClockOffset, openDeskDatabase } from '../../store/database.ts';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { reconcileDrafts } from '../../store/drafts.ts';
import { reconcileHandovers } from '../../store/handed.ts';
import { reconcileJournal } from '../../store/reconcile.ts';
import { replayAnswers } from '../../store/replay-answers.ts';
import { type Notice, noticesOf } from './restoration.ts';

/** What takes a while on the way: rows of an older version written anew, or what the store lacks read back from disk. */
export type OpeningStep = 'upgrading' | 'restoring';

/** A desk whose store is open and agrees with the journal, and what had to be put right for that. */
export interface Opened {
  device: DeviceStatus;
  enrollment: Enrollment;
  user: User;
  db: DeskDatabase;
  clockOffsetMs: number;
  notices: Notice[];
}

/**
 * From somebody signed in to a desk they can work at. `told`: what starting found in the journal was read already in this window.
 * @throws Failure journal-damaged where journal and store tell two histories; the store is closed again then
 */
export async function openDesk(
  host: Host,
  device: DeviceStatus,
  enrollment: Enrollment,
  user: User,
  { storeKey }: SignedIn,
  told: boolean,
  onProgress: (step: OpeningStep, done: number, total: number) => void,
): Promise<Opened> {
  const db = await openDeskDatabase(storeKey, deskDatabaseName, (done, total) => onProgress('upgrading', done, total));
  const restored = (done: number, total: number) => onProgress('restoring', done, total);
  try {
    const restoration = await reconcileJournal(db, host, restored);
    // What host's disk cannot give now, the next sync pulls.
    await replayAnswers(createDexieSyncStore(db), host, restored).catch(() => 0);
    // Handovers of other desks: whoever wrote one still has all of it.
    await reconcileHandovers(db, host).catch(() => 0);
    // Drafts that host's disk cannot give now are still in the store, or come with the next start.
    const drafts = await reconcileDrafts(db, host, user.id).catch(() => 0);
    const notices = await noticesOf(db, { ...restoration, drafts }, told ? undefined : device.journal);
    return { device, enrollment, user, db, clockOffsetMs: await findClockOffset(db), notices };
  } catch (error) {
    db.close();
    throw error;
  }
}
