import { Alert, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { DeviceStatus, Enrollment } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import { DeskApp } from '../../app/DeskApp.tsx';
import type { Host } from '../../host-client.ts';
import { type DeskDatabase, findClockOffset, openDeskDatabase } from '../../store/database.ts';
import { reconcileJournal } from '../../store/reconcile.ts';
import { createSource } from '../../store/source.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage } from '../../words/language.ts';
import { FirstRun } from './FirstRun.tsx';
import { keyBeforeSignIn } from './key-before-sign-in.ts';
import { SignIn } from './SignIn.tsx';
import { claimWindow } from './window-claim.ts';

interface Ready {
  device: DeviceStatus;
  db: DeskDatabase;
  clockOffsetMs: number;
  /** Changes that came back from the journal at this start. */
  restored: number;
}

async function prepare(host: Host): Promise<Ready> {
  await claimWindow();
  const device = await host.call('device.status', {});
  const db = await openDeskDatabase(keyBeforeSignIn);
  const restored = device.enrollment === null ? 0 : await reconcileJournal(db, host);
  return { device, db, clockOffsetMs: await findClockOffset(db), restored };
}

/** From an empty window to somebody at an enrolled desk. */
export function Start({ host }: { host: Host }) {
  const [ready, setReady] = useState<Ready | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [user, setUser] = useState<User | null>(null);
  const [source] = useState(createSource);

  useEffect(() => {
    prepare(host).then(setReady, setProblem);
  }, [host]);

  if (problem !== null) {
    return (
      <main className="center-page">
        <Alert type="error" showIcon title={sentenceOf(problem, currentLanguage())} role="alert" />
      </main>
    );
  }
  if (ready === null) return <Spin fullscreen />;
  const enrollment: Enrollment | null = ready.device.enrollment;
  if (enrollment === null) return <FirstRun host={host} device={ready.device} onEnrolled={(device) => setReady({ ...ready, device })} />;
  if (user === null)
    return (
      <SignIn users={enrollment.users} restored={ready.restored} damaged={ready.device.journal?.damaged.length ?? 0} onSignIn={setUser} />
    );
  const desk = { db: ready.db, host, source, device: ready.device, enrollment, user, clockOffsetMs: ready.clockOffsetMs };
  return <DeskApp desk={desk} onSwitchUser={() => setUser(null)} onClock={(clockOffsetMs) => setReady({ ...ready, clockOffsetMs })} />;
}
