import { useLiveQuery } from 'dexie-react-hooks';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useDeskActions } from '../../app/desk-actions.tsx';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { findRecords } from '../../store/records.ts';
import { localDay } from '../../words/local-time.ts';
import { createIdle, keepMinutes, type LockMinutes, storedMinutes } from './idle.ts';
import { isRunningToday } from './running.ts';

/** What counts as somebody being there. */
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input'] as const;
/** How often the desk looks whether it was left. */
const lookMs = 5_000;

const MinutesContext = createContext<{ minutes: LockMinutes; choose(minutes: LockMinutes): void } | undefined>(undefined);

export function useLockMinutes() {
  const chosen = useContext(MinutesContext);
  if (chosen === undefined) throw new Error('useLockMinutes outside AutoLock');
  return chosen;
}

function useRunning(): boolean {
  const { db, source } = useDesk();
  const operations = useLiveQuery(() => findRecords(db, 'operation'), [db]);
  return operations !== undefined && isRunningToday(operations, localDay(source.now()));
}

/** Locks a desk that was left alone. Never while an operation of today runs, a photo is taken in, or a sync is under way. */
export function AutoLock({ children }: { children: ReactNode }) {
  const { source } = useDesk();
  const { lock } = useDeskActions();
  const inHand = useInHand();
  const [minutes, setMinutes] = useState(storedMinutes);
  const running = useRunning();
  const now = useRef({ lock, running });
  useEffect(() => {
    now.current = { lock, running };
  });

  useEffect(() => {
    const idle = createIdle(source, minutes, () => !now.current.running && !inHand.busy);
    const look = () => idle.isDue() && now.current.lock();
    // A tablet that wakes up is looked at before the touch that woke it counts.
    const act = () => void (look() || idle.touch());
    for (const sign of signs) window.addEventListener(sign, act, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    const timer = setInterval(look, lookMs);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, act, { capture: true });
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [source, minutes, inHand]);

  function choose(chosen: LockMinutes): void {
    keepMinutes(chosen);
    setMinutes(chosen);
  }

  return <MinutesContext value={{ minutes, choose }}>{children}</MinutesContext>;
}
