import { useEffect, useState } from 'react';
import type { Courier } from '#sync/courier.ts';
import type { HandedStore } from '#sync/handover.ts';
import type { SyncStore } from '#sync/ports.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { createHandedStore } from '../../store/handed.ts';
import type { SaidIn } from '../../words/language.ts';
import { createHostCourier } from './host-courier.ts';

export interface StickDone {
  title: SaidIn;
  warnings: SaidIn[];
}

export interface StickParts {
  store: SyncStore;
  courier: Courier;
  handed: HandedStore;
  /** The folder as it was typed, without blanks around it. */
  folder: string;
}

/** A piece of work on a folder of a stick: what runs, how far it is in percent where that is known, and how it ended. */
export interface StickWork<Task extends string> {
  busy: Task | null;
  percent: number | null;
  done: StickDone | null;
  problem: unknown;
  run(task: Task, work: (parts: StickParts) => Promise<StickDone>): Promise<void>;
  stop(): void;
}

/** How often a person sees the bar move. */
const lookMs = 500;

export function useStickWork<Task extends string>(folder: string): StickWork<Task> {
  const { db, host, user } = useDesk();
  const inHand = useInHand();
  const [busy, setBusy] = useState<Task | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [done, setDone] = useState<StickDone | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  useEffect(() => {
    if (busy === null) return;
    const look = async () => {
      const { doneBytes, totalBytes } = await host.call('courier.progress', {});
      setPercent(totalBytes === 0 ? null : Math.min(100, Math.round((doneBytes / totalBytes) * 100)));
    };
    // A look that fails says nothing of the work: its own answer does.
    const timer = setInterval(() => void look().catch(() => undefined), lookMs);
    return () => clearInterval(timer);
  }, [busy, host]);

  return {
    busy,
    percent,
    done,
    problem,
    async run(task, work) {
      setBusy(task);
      setPercent(null);
      setDone(null);
      setProblem(null);
      try {
        const place = folder.trim();
        const store = createDexieSyncStore(db, user.name);
        const parts = { store, courier: createHostCourier(host, place), handed: createHandedStore(db), folder: place };
        setDone(await inHand.during('waits', () => work(parts)));
      } catch (error) {
        setProblem(error);
      } finally {
        setBusy(null);
      }
    },
    stop: () => void host.call('courier.stop', {}),
  };
}
