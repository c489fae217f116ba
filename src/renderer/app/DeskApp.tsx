import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import { AutoLock } from '../features/lock/AutoLock.tsx';
import { SyncProvider } from '../features/sync/sync-run.tsx';
import { type InHand, InHandContext } from '../in-hand.tsx';
import { DeskProvider, type Returned, ReturnedContext } from '../session.tsx';
import type { Desk } from '../store/desk.ts';
import { keepIndexing } from '../store/late-index.ts';
import { TrayProvider } from '../ui/tray/tray-run.tsx';
import { DeskActions } from './desk-actions.tsx';
import { createDeskRouter } from './router.tsx';

interface DeskAppProps {
  desk: Desk;
  inHand: InHand;
  /** The person leaves: locked under their own name, or handed to `next`. */
  onLeave(next: User): void;
  onRebuild(): void;
  onClock(offsetMs: number): void;
  onRenewed(device: DeviceStatus): void;
  cutSync: { current: boolean };
  returned: Returned;
}

/** Somebody at an enrolled desk: the pages, the session's sync, the lock, and the way to hand the desk over. */
export function DeskApp({ desk, inHand, cutSync, returned, onLeave, onRebuild, onClock, onRenewed }: DeskAppProps) {
  const router = useMemo(createDeskRouter, []);
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, hrefChanged }) => {
        if (fromLocation !== undefined && hrefChanged) returned.current = null;
      }),
    [router, returned],
  );
  useEffect(() => keepIndexing(desk.db), [desk.db]);
  return (
    <DeskProvider desk={desk}>
      <InHandContext value={inHand}>
        <DeskActions value={{ lock: () => onLeave(desk.user), switchTo: onLeave, rebuild: onRebuild }}>
          <AutoLock>
            <SyncProvider cut={cutSync} onClock={onClock} onRenewed={onRenewed}>
              <TrayProvider>
                <ReturnedContext value={returned}>
                  <RouterProvider router={router} />
                </ReturnedContext>
              </TrayProvider>
            </SyncProvider>
          </AutoLock>
        </DeskActions>
      </InHandContext>
    </DeskProvider>
  );
}
