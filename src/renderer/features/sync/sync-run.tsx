import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { FailureLine } from '#contract/failure.ts';
import type { DeviceStatus } from '#contract/host-api.ts';
import { createSyncDriver, type SyncState } from '#sync/driver.ts';
import type { Wire } from '#sync/ports.ts';
import type { SyncProgress } from '#sync/progress.ts';
import { createSyncSession, type SyncReport, type SyncSession } from '#sync/session.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { findClockOffset, findPosition } from '../../store/database.ts';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { createHandedStore } from '../../store/handed.ts';
import { createHostJournal } from '../../store/host-journal.ts';
import { keepKnownDevices } from '../../store/known-devices.ts';
import { storeFailure } from '../../store/store-failure.ts';
import { createHandoverLine, createHostWire } from './host-wire.ts';

export interface SyncRun {
  state: SyncState;
  progress: SyncProgress | null;
  report: SyncReport | null;
  failure: FailureLine | null;
  running: boolean;
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
}

const RunContext = createContext<SyncRun | undefined>(undefined);

interface SyncProviderProps {
  /** Whether a sync was cut short by leaving the desk: it goes on with whoever comes next. */
  cut: { current: boolean };
  onClock(offsetMs: number): void;
  /** This device goes on under a new id: what it is called has changed. */
  onRenewed(device: DeviceStatus): void;
  children: ReactNode;
}

function watchOnline(work: () => void): () => void {
  window.addEventListener('online', work);
  return () => window.removeEventListener('online', work);
}

function timer(ms: number, work: () => void): () => void {
  const handle = setTimeout(work, ms);
  return () => clearTimeout(handle);
}

/** The desk's one sync, kept above the pages so that people go on working while it runs. Leaving the desk stops it. */
export function SyncProvider({ cut, onClock, onRenewed, children }: SyncProviderProps) {
  const { db, host, source, user } = useDesk();
  const inHand = useInHand();
  const told = useRef({ onClock, onRenewed });
  told.current = { onClock, onRenewed };
  const [state, setState] = useState<SyncState>({ at: 'idle' });
  const driver = useMemo(() => {
    const clock = { now: () => source.now().getTime() };
    const line = createHostWire(host);
    const wire: Wire = {
      ...line,
      async hello() {
        const reply = await line.hello();
        if (reply.backup !== undefined) await db.meta.put({ key: 'backup', state: reply.backup.state });
        return reply;
      },
    };
    const journal = createHostJournal(db, host);
    const store = createDexieSyncStore(db, user.name);
    const session = createSyncSession({
      handovers: { store: createHandedStore(db), line: createHandoverLine(host) },
      store,
      wire,
      journal: {
        ...journal,
        async renew() {
          await journal.renew();
          told.current.onRenewed(await host.call('device.status', {}));
        },
      },
      clock,
      newId: source.newId,
    });
    const waitedFor: SyncSession = {
      async run(signal, onProgress) {
        const end = inHand.begin('waits');
        return session
          .run(signal, onProgress)
          .catch((error: unknown) => {
            throw storeFailure(error);
          })
          .finally(end);
      },
    };
    return createSyncDriver({ session: waitedFor, wire, clock, timer, chance: Math.random, watchOnline });
  }, [db, host, source, user.name, inHand]);

  useEffect(() => {
    const stop = driver.watch((next) => {
      setState(next);
      if (next.at !== 'done') return;
      void findClockOffset(db).then((offsetMs) => told.current.onClock(offsetMs));
      // What is not answered now is asked with the next sync: the card says as of when it speaks.
      void keepKnownDevices(db, host, source.now()).catch(() => undefined);
      // Somebody wrote here whose grant has ended: the desk asks who may, and offers them no more [GR1].
      if (!next.report.receipt?.items.some(({ rule }) => rule === 'NO_GRANT')) return;
      void host.call('people.askGrants', { passphrase: null }).then(told.current.onRenewed, () => undefined);
    });
    return () => {
      stop();
      const { at } = driver.state();
      if (at === 'running' || at === 'offline') cut.current = true;
      void driver.cancel();
    };
  }, [driver, db, host, source, cut]);

  // A desk that has never met its server knows no policy yet: it asks once, at once. Failing is no harm: 同步 asks again.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    void findPosition(db).then(({ epoch }) => {
      if (epoch !== 0 && !cut.current) return;
      cut.current = false;
      void driver.start();
    });
  });

  const run: SyncRun = {
    state,
    progress: state.at === 'running' ? state.progress : null,
    report: state.at === 'done' ? state.report : null,
    failure: 'failure' in state ? state.failure : null,
    running: state.at === 'running',
    start: () => driver.start(),
    pause: () => driver.pause(),
    resume: () => driver.resume(),
    cancel: () => driver.cancel(),
  };
  return <RunContext value={run}>{children}</RunContext>;
}

export function useSyncRun(): SyncRun {
  const run = useContext(RunContext);
  if (run === undefined) throw new Error('useSyncRun outside SyncProvider');
  return run;
}
