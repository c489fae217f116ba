import { createContext, type ReactNode, startTransition, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { type IntakeProgress, type IntakeReport, takeEach } from '../../store/photo-intake.ts';
import { type Filing, type FilingTarget, filePhotos, findWaiting, takeIntoTray, type Waiting } from '../../store/tray.ts';

export interface TrayRun {
  /** Undefined until host has answered. */
  waiting: Waiting | undefined;
  /** Whether files are being taken in. */
  busy: boolean;
  report: IntakeReport | null;
  takeIn(files: readonly File[]): Promise<void>;
  /** Ends the run after the file in hand. */
  stop(): void;
  dismissReport(): void;
  /** The record that photos were filed with last. */
  lastTarget: { current: FilingTarget | null };
  reload(): Promise<void>;
  /** @throws Refusal, Failure as saveChanges */
  file(photos: readonly TrayPhoto[], filing: Filing): Promise<void>;
  /** Takes photos out, with those bytes that nothing else names. */
  discard(photos: readonly Sha256[]): Promise<void>;
}

const TrayContext = createContext<TrayRun | undefined>(undefined);
/** Apart from the rest: it changes with every file, and few look at it. */
const ProgressContext = createContext<IntakeProgress | null>(null);

/** The desk's one tray, kept above the pages: people go on working while a card is taken in. */
export function TrayProvider({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const inHand = useInHand();
  const [waiting, setWaiting] = useState<Waiting>();
  const [progress, setProgress] = useState<IntakeProgress | null>(null);
  const [report, setReport] = useState<IntakeReport | null>(null);
  const stopper = useRef<AbortController | null>(null);
  const lastTarget = useRef<FilingTarget | null>(null);

  const reload = useCallback(async () => {
    const found = await findWaiting(desk);
    // A card's thumbs are drawn in pieces: nobody waits for them to press a button.
    startTransition(() => setWaiting(found));
  }, [desk]);
  useEffect(() => {
    // A tray that cannot be read now is asked for again by the next page that shows it.
    void reload().catch(() => undefined);
    return () => stopper.current?.abort();
  }, [reload]);

  const run = useMemo(() => {
    async function takeIn(files: readonly File[]): Promise<void> {
      if (stopper.current !== null || files.length === 0) return;
      const stopping = new AbortController();
      stopper.current = stopping;
      setReport(null);
      try {
        const take = (name: string, bytes: ArrayBuffer) => takeIntoTray(desk, name, bytes);
        setReport(await takeEach(files, { take, signal: stopping.signal, onProgress: setProgress }));
      } finally {
        stopper.current = null;
        setProgress(null);
        await reload();
      }
    }

    async function file(photos: readonly TrayPhoto[], filing: Filing): Promise<void> {
      await filePhotos(desk, photos, filing);
      // They are filed: a tray that cannot be read now is asked for again by the next page that shows it.
      await reload().catch(() => undefined);
    }

    return {
      takeIn: (files: readonly File[]) => inHand.during('refused', () => takeIn(files)),
      stop: () => stopper.current?.abort(),
      dismissReport: () => setReport(null),
      lastTarget,
      reload,
      file,
      async discard(photos: readonly Sha256[]) {
        await desk.host.call('tray.drop', { photos: [...photos], erase: true });
        await reload();
      },
    };
  }, [desk, inHand, reload]);

  const busy = progress !== null;
  const value = useMemo(() => ({ ...run, waiting, busy, report }), [run, waiting, busy, report]);
  return (
    <TrayContext value={value}>
      <ProgressContext value={progress}>{children}</ProgressContext>
    </TrayContext>
  );
}

/** How far the files being taken in are; null while there are none. */
export const useIntakeProgress = (): IntakeProgress | null => useContext(ProgressContext);

export function useTray(): TrayRun {
  const run = useContext(TrayContext);
  if (run === undefined) throw new Error('useTray outside TrayProvider');
  return run;
}
