import { Failure } from '#contract/failure.ts';
import type { DeviceLock, SignedIn } from '#contract/host-api.ts';
import type { UserId } from '#domain/identity.ts';
import type { Device } from '../device.ts';
import { createRecoveryTalk, wrapForDistrict } from '../keys/district-wrap.ts';
import type { OpenKeys, PersonKeys } from '../keys/key-file.ts';
import { findByPassphrase, wrapWithPassphrase } from '../keys/passphrase.ts';
import { requireMembership } from '../remote/membership.ts';
import { enrollmentAt } from '../settings/settings.ts';
import { createTurns } from '../turns.ts';
import { createPinVerifier, findPin, isPin, type PinVerifier, pinTries, sealPin } from './pin.ts';

export type Secret = { kind: 'pin'; pin: string } | { kind: 'passphrase'; passphrase: string };

/** Who may work on this device now: sealed → open → signed in. One question at a time; the codes are the contract's. */
export interface Lock {
  state(): DeviceLock;
  /** @throws Failure sealed */
  requireKey(): void;
  /** @throws Failure sealed, not-signed-in */
  requirePerson(): UserId;
  secure(chosen: { user: UserId; passphrase: string | null; pin: string }): Promise<SignedIn>;
  signIn(user: UserId, secret: Secret): Promise<SignedIn>;
  signOut(): Promise<void>;
  recoveryRequest(): Promise<string>;
  recover(user: UserId | null, answer: string): Promise<void>;
  askGrants(passphrase: string | null): Promise<void>;
}

export function createLock(device: Device): Lock {
  const { keyring, settings, stretchCost } = device;
  const talk = createRecoveryTalk();
  const inTurn = createTurns();
  let signedIn: UserId | null = null;

  async function secure({ user, passphrase, pin }: { user: UserId; passphrase: string | null; pin: string }): Promise<SignedIn> {
    const { dataKey } = device.parts();
    requireGranted(user);
    if (findPerson(user) !== undefined) throw new Failure('already-secured');
    if (passphrase === null && keyring.wrappedBy() !== 'os') throw new Failure('passphrase-missing');
    const person: PersonKeys = {
      user,
      passphrase: passphrase === null ? null : await wrapWithPassphrase(dataKey, user, passphrase, stretchCost),
      pin: sealPin(dataKey, user, await createPinVerifier(pin, stretchCost)),
    };
    const recovery = await wrapForDistrict(dataKey, requireMembership(settings).serverKeys.recoveryKey);
    // One write: from here on the key lies open nowhere, and the district can always bring it back.
    await keyring.change((file) => ({
      ...file,
      wraps: { ...file.wraps, none: null, recovery },
      people: [...file.people, person],
    }));
    return enter(user);
  }

  async function signIn(user: UserId, secret: Secret): Promise<SignedIn> {
    requireGranted(user);
    switch (secret.kind) {
      case 'pin':
        await requirePin(user, secret.pin);
        break;
      case 'passphrase':
        await requirePassphrase(user, secret.passphrase);
        break;
      default:
        return secret satisfies never;
    }
    return enter(user);
  }

  async function requirePin(user: UserId, pin: string): Promise<void> {
    const { dataKey } = device.parts();
    const person = findPerson(user);
    if (person === undefined) throw new Failure('secret-wrong');
    const verifier = findPin(dataKey, user, person.pin);
    if (verifier === undefined) throw new Failure('keys-damaged');
    if (verifier.left === 0) throw new Failure('pin-spent');
    if (await isPin(pin, verifier)) return keepTries(user, verifier, pinTries).catch(() => undefined);
    const left = verifier.left - 1;
    await keepTries(user, verifier, left);
    throw left === 0 ? new Failure('pin-spent') : new Failure('secret-wrong', { left });
  }

  async function requirePassphrase(user: UserId, passphrase: string): Promise<void> {
    const opened = await findByPassphrase(keyring.file(), user, passphrase);
    if (opened === undefined) throw new Failure('secret-wrong');
    await arrive(opened);
    const person = findPerson(user);
    const verifier = person && findPin(opened.dataKey, user, person.pin);
    if (verifier === undefined) throw new Failure('keys-damaged');
    await keepTries(user, verifier, pinTries).catch(() => undefined);
  }

  /** On disk before the answer is known: a restart gives no tries back. Giving them back may fail: a full disk keeps nobody out. */
  async function keepTries(user: UserId, verifier: PinVerifier, left: number): Promise<void> {
    if (verifier.left === left) return;
    const pin = sealPin(device.parts().dataKey, user, { ...verifier, left });
    await keyring.change((file) => ({
      ...file,
      people: file.people.map((person) => (person.user === user ? { ...person, pin } : person)),
    }));
  }

  /** The data key is here: what was closed without it opens. */
  async function arrive(opened: OpenKeys): Promise<void> {
    await device.open(opened);
    await keyring.keepWithOs(opened.dataKey);
  }

  function enter(user: UserId): SignedIn {
    if (signedIn !== user) leave();
    signedIn = user;
    return { user, storeKey: device.parts().dataKey.subkey('store').toString('base64url') };
  }

  function leave(): void {
    signedIn = null;
    if (!device.isOpen()) return;
    const { serving, phone } = device.parts();
    serving.forget();
    phone.close().catch((error: unknown) => console.error('phone:', error));
  }

  async function recoveryRequest(): Promise<string> {
    const { dev, serverId } = requireMembership(settings).enrollment;
    const { recovery } = keyring.file().wraps;
    // Before anybody has chosen secrets the key lies open, and there is nothing to recover.
    if (recovery === null) throw new Failure('call-refused');
    return talk.request({ dev, serverId, wrapped: recovery.wrapped });
  }

  async function recover(user: UserId | null, answer: string): Promise<void> {
    const opened = await talk.findAnswered(keyring.file(), answer);
    if (opened === undefined) throw new Failure('recovery-wrong');
    await arrive(opened);
    if (user !== null) await keyring.change((file) => ({ ...file, people: file.people.filter((person) => person.user !== user) }));
    leave();
  }

  /** The device asks, not a person: where every grant has ended nobody could. A sealed desk has no voice until a passphrase or the district opens it. */
  async function askGrants(passphrase: string | null): Promise<void> {
    if (!device.isOpen() && passphrase !== null) await arrive(await openByAnyone(passphrase));
    await device.parts().session.askGrants();
  }

  /** Whose passphrase it is makes no difference: it signs nobody in. */
  async function openByAnyone(passphrase: string): Promise<OpenKeys> {
    const file = keyring.file();
    for (const { user } of file.people) {
      const opened = await findByPassphrase(file, user, passphrase);
      if (opened !== undefined) return opened;
    }
    throw new Failure('secret-wrong');
  }

  function requireGranted(user: UserId): void {
    const { users } = enrollmentAt(requireMembership(settings), device.now());
    if (!users.some(({ id }) => id === user)) throw new Failure('not-granted');
  }

  function findPerson(user: UserId): PersonKeys | undefined {
    return keyring.file().people.find((person) => person.user === user);
  }

  return {
    state: () => ({
      state: !device.isOpen() ? 'sealed' : signedIn === null ? 'open' : 'signedIn',
      wrappedBy: keyring.wrappedBy(),
      people: keyring.file().people.map(({ user, passphrase }) => ({ user, passphrase: passphrase !== null, pin: true })),
      user: signedIn,
    }),
    requireKey: () => void device.parts(),
    requirePerson() {
      device.parts();
      if (signedIn === null) throw new Failure('not-signed-in');
      return signedIn;
    },
    secure: (chosen) => inTurn(() => secure(chosen)),
    signIn: (user, secret) => inTurn(() => signIn(user, secret)),
    signOut: () => inTurn(async () => leave()),
    recoveryRequest: () => inTurn(recoveryRequest),
    recover: (user, answer) => inTurn(() => recover(user, answer)),
    askGrants: (passphrase) => inTurn(() => askGrants(passphrase)),
  };
}
