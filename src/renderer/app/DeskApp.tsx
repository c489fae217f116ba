import { RouterProvider } from '@tanstack/react-router';
import { Spin } from 'antd';
import { useMemo } from 'react';
import { SyncProvider } from '../features/sync/sync-run.tsx';
import { DeskProvider } from '../session.tsx';
import type { Desk } from '../store/desk.ts';
import { useDraftsBack } from '../ui/draft/use-drafts-back.ts';
import { DeskActions } from './desk-actions.tsx';
import { createDeskRouter } from './router.tsx';

/** Somebody at an enrolled desk: the pages, the session's sync, and the way to hand the desk over. */
export function DeskApp({ desk, onSwitchUser, onClock }: { desk: Desk; onSwitchUser(): void; onClock(offsetMs: number): void }) {
  const router = useMemo(createDeskRouter, []);
  const ready = useDraftsBack(desk);
  if (!ready) return <Spin fullscreen />;
  return (
    <DeskProvider desk={desk}>
      <DeskActions value={{ switchUser: onSwitchUser }}>
        <SyncProvider onClock={onClock}>
          <RouterProvider router={router} />
        </SyncProvider>
      </DeskActions>
    </DeskProvider>
  );
}
