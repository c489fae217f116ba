import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { DeviceStatus, SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { createInHand, type InHand } from '../../in-hand.tsx';
import { createSource } from '../../store/source.ts';
import { useWords } from '../../words/language.ts';
import { Door } from './Door.tsx';
import { doorWords } from './door-words.ts';
import { FailedPage } from './FailedPage.tsx';
import { FirstRun } from './FirstRun.tsx';
import type { Opened, OpeningStep } from './open-desk.ts';
import { Notices, Opening } from './Restoring.tsx';
import { onDesk, type Stage } from './stage.ts';
import { claimWindow } from './window-claim.ts';

const loadInside = () => import('./inside.ts');
const DeskApp = lazy(async () => ({ default: (await loadInside()).DeskApp }));

/** A page that was closed while somebody was signed in opens at the door. */
async function begin(host: Host): Promise<DeviceStatus> {
  await claimWindow();
  const device = await host.call('device.status', {});
  return device.lock.state === 'signedIn' ? host.call('people.signOut', {}) : device;
}

/** From an empty window to somebody at an enrolled desk, and back to the door when they leave it. */
export function Start({ host }: { host: Host }) {
  const [stage, setStage] = useState<Stage>({ at: 'starting' });
  const [source] = useState(createSource);
  /** Who was at the desk last in this window: they come back to where they were, anybody else to Today. */
  const last = useRef<User | null>(null);
  /** Who is signed in, with the store's key. */
  const entered = useRef<{ signedIn: SignedIn; user: User } | null>(null);
  const cutSync = useRef(false);
  const returned = useRef<string | null>(null);
  const fail = (problem: unknown) => setStage({ at: 'failed', problem });
  const atDoor = (device: DeviceStatus, chosen: User | null) => setStage({ at: 'door', device, chosen });

  useEffect(() => {
    begin(host).then(
      (device) => setStage({ at: 'door', device, chosen: null }),
      (problem) => setStage({ at: 'failed', problem }),
    );
  }, [host]);

  const waits = stage.at === 'door';
  useEffect(() => {
    if (!waits) return;
    const idle = requestIdleCallback(() => void loadInside().catch(() => undefined));
    return () => cancelIdleCallback(idle);
  }, [waits]);

  async function enter(signedIn: SignedIn, user: User): Promise<void> {
    entered.current = { signedIn, user };
    setStage({ at: 'opening', step: 'restoring', done: 0, total: 0 });
    try {
      const device = await host.call('device.status', {});
      if (device.enrollment === null) return atDoor(device, null);
      const told = last.current !== null;
      const onProgress = (step: OpeningStep, done: number, total: number) => setStage({ at: 'opening', step, done, total });
      const { openDesk } = await loadInside();
      const opened = await openDesk(host, device, device.enrollment, user, signedIn, told, onProgress);
      if (last.current?.id !== user.id) history.replaceState(null, '', '#/');
      returned.current = last.current?.id === user.id ? location.hash.slice(1) : null;
      last.current = user;
      if (opened.notices.length > 0) setStage({ at: 'notices', opened });
      else setStage({ at: 'desk', opened, inHand: createInHand() });
    } catch (problem) {
      fail(problem);
    }
  }

  async function leave({ opened, inHand }: { opened: Opened; inHand: InHand }, onward: () => Promise<void>): Promise<void> {
    try {
      await inHand.settled();
      opened.db.close();
      await onward();
    } catch (problem) {
      fail(problem);
    }
  }

  async function toDoor(next: User | null): Promise<void> {
    const device = await host.call('people.signOut', {});
    entered.current = null;
    atDoor(device, next);
  }

  /** The same person opens the desk again, on a store built anew or as it was. */
  async function openAgain({ rebuilt }: { rebuilt: boolean }): Promise<void> {
    if (entered.current === null) return toDoor(null);
    const { signedIn, user } = entered.current;
    setStage({ at: 'starting' });
    try {
      if (rebuilt) await (await loadInside()).clearStore(host, signedIn.storeKey);
      await enter(signedIn, user);
    } catch (problem) {
      fail(problem);
    }
  }

  switch (stage.at) {
    case 'starting':
      return <Spin fullscreen />;
    case 'failed':
      return (
        <FailedPage
          problem={stage.problem}
          onRebuild={entered.current === null ? undefined : () => void openAgain({ rebuilt: true })}
          onRetry={entered.current === null ? undefined : () => void openAgain({ rebuilt: false })}
        />
      );
    case 'door': {
      const { device, chosen } = stage;
      if (device.enrollment === null) return <FirstRun host={host} device={device} onEnrolled={(enrolled) => atDoor(enrolled, null)} />;
      return (
        <Door
          host={host}
          device={device}
          users={device.enrollment.users}
          chosen={chosen}
          lockedBy={last.current}
          onChoose={(user) => atDoor(device, user)}
          onDevice={(changed) => atDoor(changed, chosen)}
          onSignedIn={(signedIn, user) => void enter(signedIn, user)}
        />
      );
    }
    case 'opening':
      return stage.total === 0 ? <Spin fullscreen /> : <Opening step={stage.step} done={stage.done} total={stage.total} />;
    case 'notices':
      return <Notices notices={stage.opened.notices} onGo={() => setStage({ at: 'desk', opened: stage.opened, inHand: createInHand() })} />;
    case 'desk': {
      const { opened, inHand } = stage;
      return (
        <Suspense fallback={<Spin fullscreen />}>
          <DeskApp
            desk={{ ...opened, host, source }}
            inHand={inHand}
            cutSync={cutSync}
            returned={returned}
            onLeave={(next) => setStage({ at: 'leaving', opened, inHand, onward: () => toDoor(next) })}
            onRebuild={() => setStage({ at: 'leaving', opened, inHand, onward: () => openAgain({ rebuilt: true }) })}
            onClock={(clockOffsetMs) => setStage((now) => onDesk(now, { clockOffsetMs }))}
            onRenewed={(device) => setStage((now) => onDesk(now, { device, enrollment: device.enrollment ?? opened.enrollment }))}
          />
        </Suspense>
      );
    }
    case 'leaving':
      return <Leaving onGone={() => void leave(stage, stage.onward)} />;
    default:
      return stage satisfies never;
  }
}

/** The desk is off the screen when this is on it: what its forms still had to write is under way. */
function Leaving({ onGone }: { onGone(): void }) {
  const t = useWords(doorWords);
  const gone = useRef(onGone);
  useEffect(() => gone.current(), []);
  return <Spin fullscreen description={t('leaving')} />;
}
