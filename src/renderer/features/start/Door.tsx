import { useState } from 'react';
import type { Failure } from '#contract/failure.ts';
import type { DeviceStatus, SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import { doorWords } from './door-words.ts';
import { GrantsPage } from './GrantsPage.tsx';
import { PassphraseEntry } from './PassphraseEntry.tsx';
import { People } from './People.tsx';
import { PinEntry, PinWaysOut } from './PinEntry.tsx';
import { RecoveryPage } from './RecoveryPage.tsx';
import { recoveryWords } from './recovery-words.ts';
import { SecureForm } from './SecureForm.tsx';
import { ShutPage } from './ShutPage.tsx';
import { hasPassphrase, wayIn } from './way-in.ts';

interface DoorProps {
  host: Host;
  device: DeviceStatus;
  users: readonly User[];
  /** Who is to sign in; null while nobody said. */
  chosen: User | null;
  /** Who the desk was locked under, where it was. */
  lockedBy: User | null;
  onChoose(user: User | null): void;
  /** The desk's lock is not what it was. */
  onDevice(device: DeviceStatus): void;
  onSignedIn(signedIn: SignedIn, user: User): void;
}

/** Between a desk and whoever wants to work at it. */
export function Door({ users, chosen, onChoose, ...rest }: DoorProps) {
  if (chosen === null) return <Reception users={users} onChoose={onChoose} {...rest} />;
  return <Entry key={chosen.id} user={chosen} onBack={() => onChoose(null)} {...rest} />;
}

/** Nobody said who they are: the list of who may work here, and the way to a newer one. */
function Reception({ host, device, users, onChoose, onDevice }: Omit<DoorProps, 'chosen' | 'lockedBy' | 'onSignedIn'>) {
  const [at, setAt] = useState<'list' | 'grants' | 'recovery'>('list');
  const [asked, setAsked] = useState(false);
  const { lock } = device;
  const back = () => setAt('list');

  function take(status: DeviceStatus): void {
    setAsked(true);
    setAt('list');
    onDevice(status);
  }

  if (at === 'recovery') {
    const recovered = (status: DeviceStatus) => {
      setAt('grants');
      onDevice(status);
    };
    return <RecoveryPage host={host} user={null} onBack={back} onRecovered={recovered} />;
  }
  if (at === 'grants' || users.length === 0) {
    const onBack = users.length === 0 ? undefined : back;
    const ways = { onBack, onAsked: take, onDevice, onRecover: () => setAt('recovery') };
    return <GrantsPage host={host} lock={lock} asked={asked} {...ways} />;
  }
  return <People users={users} lock={lock} asked={asked} onChoose={onChoose} onAsk={() => setAt('grants')} />;
}

interface EntryProps extends Omit<DoorProps, 'users' | 'chosen' | 'onChoose'> {
  user: User;
  onBack(): void;
}

type Detour = { to: 'passphrase'; why: Failure | null } | { to: 'recovery' };

/** One person's way in, and the ways round it where a secret is forgotten or spent. */
function Entry({ host, device, user, lockedBy, onBack, onDevice, onSignedIn }: EntryProps) {
  const t = useWords(doorWords);
  const tr = useWords(recoveryWords);
  const [recovered, setRecovered] = useState(false);
  const [detour, setDetour] = useState<Detour | null>(null);
  const { lock } = device;
  const way = detour?.to ?? wayIn(lock, user.id);
  const signedIn = (result: SignedIn) => onSignedIn(result, user);
  const recover = () => setDetour({ to: 'recovery' });

  async function refused(problem: Failure): Promise<void> {
    if (hasPassphrase(lock, user.id)) setDetour({ to: 'passphrase', why: problem });
    else recover();
    if (problem.code === 'sealed') onDevice(await host.call('device.status', {}));
  }

  function takeRecovered(status: DeviceStatus): void {
    setDetour(null);
    setRecovered(true);
    onDevice(status);
  }

  switch (way) {
    case 'pin': {
      const locked = lockedBy?.id === user.id;
      return (
        <DoorPage
          title={locked ? t('locked', { name: user.name }) : t('hello', { name: user.name })}
          lead={locked ? t('lockedLead') : t('pinLead')}
          onBack={onBack}
        >
          <PinEntry host={host} user={user} onSignedIn={signedIn} onRefused={(problem) => void refused(problem)} />
          <PinWaysOut
            onPassphrase={hasPassphrase(lock, user.id) ? () => setDetour({ to: 'passphrase', why: null }) : undefined}
            onRecover={recover}
          />
        </DoorPage>
      );
    }
    case 'passphrase':
      return (
        <DoorPage title={t('hello', { name: user.name })} lead={lock.state === 'sealed' ? t('sealedLead') : undefined} onBack={onBack}>
          <PassphraseEntry
            host={host}
            user={user}
            why={detour?.to === 'passphrase' ? detour.why : null}
            onSignedIn={signedIn}
            onRecover={recover}
          />
        </DoorPage>
      );
    case 'secure':
      return (
        <DoorPage title={t('secureTitle', { name: user.name })} lead={recovered ? tr('done') : undefined} onBack={onBack}>
          <SecureForm host={host} user={user} wrappedBy={lock.wrappedBy} onSignedIn={signedIn} />
        </DoorPage>
      );
    case 'shut':
      return <ShutPage user={user} onBack={onBack} onRecover={recover} />;
    case 'recovery':
      return <RecoveryPage host={host} user={user} onBack={onBack} onRecovered={takeRecovered} />;
    default:
      return way satisfies never;
  }
}
