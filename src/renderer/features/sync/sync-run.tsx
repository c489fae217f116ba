import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createSyncSession, type SyncProgress, type SyncReport } from '#sync/session.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { findClockOffset, findPosition } from '../../store/database.ts';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage } from '../../words/language.ts';
import { createHostWire } from './host-wire.ts';

export interface SyncRun {
  progress: SyncProgress | null;
  report: SyncReport | null;
  problem: string | null;
  running: boolean;
  start(): Promise<void>;
  cancel(): void;
}

const RunContext = createContext<SyncRun | undefined>(undefined);

interface SyncProviderProps {
  /** Whether a sync was cut short by leaving the desk: it goes on with whoever comes next. */
  cut: { current: boolean };
  onClock(offsetMs: number): void;
  children: ReactNode;
}

/** The desk's one sync session, kept above the pages so that people go on working while it runs. Leaving the desk stops it. */
export function SyncProvider({ cut, onClock, children }: SyncProviderProps) {
  const { db, host, source } = useDesk();
  const inHand = useInHand();
  const [progress, setProgress] = useState<SyncProgress | null>(null);
  const [report, setReport] = useState<SyncReport | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  // A sentence follows the language it is read in.
  useTranslation();
  const problem = failure === null ? null : sentenceOf(failure, currentLanguage());
  const [running, setRunning] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const session = useMemo(
    () =>
      createSyncSession({
        store: createDexieSyncStore(db),
        wire: createHostWire(host),
        clock: { now: () => source.now().getTime() },
        newId: source.newId,
      }),
    [db, host, source],
  );

  async function start(): Promise<void> {
    const controller = new AbortController();
    abort.current = controller;
    const end = inHand.begin('waits');
    setRunning(true);
    setFailure(null);
    setReport(null);
    try {
      setReport(await session.run(controller.signal, (step) => setProgress({ ...step })));
      onClock(await findClockOffset(db));
    } catch (error) {
      if (!controller.signal.aborted) setFailure(error);
    } finally {
      abort.current = null;
      end();
      setRunning(false);
      setProgress(null);
    }
  }

  // A desk that has never met its server knows no policy yet: it asks once, at once. Failing is no harm: 同步 asks again.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    void findPosition(db).then(({ epoch }) => {
      if (epoch !== 0 && !cut.current) return;
      cut.current = false;
      void start();
    });
  });

  useEffect(
    () => () => {
      if (abort.current === null) return;
      cut.current = true;
      abort.current.abort();
    },
    [cut],
  );

  const run: SyncRun = { progress, report, problem, running, start, cancel: () => abort.current?.abort() };
  return <RunContext value={run}>{children}</RunContext>;
}

export function useSyncRun(): SyncRun {
  const run = useContext(RunContext);
  if (run === undefined) throw new Error('useSyncRun outside SyncProvider');
  return run;
}
