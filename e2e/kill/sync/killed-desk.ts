import { join } from 'node:path';
import { v7 } from 'uuid';
import { type HostCall, HostReply, inputHeader, tokenHeader } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import { createSyncSession } from '#sync/session.ts';
import { createStop } from '#sync/stop.ts';
import { createHostWire } from '../../../src/renderer/features/sync/host-wire.ts';
import { createHostClient, type Host } from '../../../src/renderer/host-client.ts';
import { DeskDatabase } from '../../../src/renderer/store/database.ts';
import type { Desk } from '../../../src/renderer/store/desk.ts';
import { createDexieSyncStore } from '../../../src/renderer/store/dexie-sync-store.ts';
import { createHostJournal } from '../../../src/renderer/store/host-journal.ts';
import { reconcileJournal } from '../../../src/renderer/store/reconcile.ts';
import { replayAnswers } from '../../../src/renderer/store/replay-answers.ts';
import { createSource } from '../../../src/renderer/store/source.ts';
import { deskPassphrase } from '../../secrets.ts';
import { endProcess, type HostProcess, nextAddress, startHost } from '../host-process.ts';

/** A desk without its screen: host in a process that can be killed, and here what its page runs, over a database that outlives it. */
export class KilledDesk {
  readonly name: string;
  readonly #folder: string;
  #host: HostProcess | undefined;
  #client: Host | undefined;
  #db: DeskDatabase | undefined;
  #desk: Desk | undefined;
  /** Whether host and page are the ones that somebody signed in at. */
  #open = false;
  user: User;

  private constructor(folder: string, name: string, user: User) {
    this.#folder = folder;
    this.name = name;
    this.user = user;
  }

  static async join(folder: string, name: string, { serverUrl, code, user }: { serverUrl: string; code: string; user: User }) {
    const desk = new KilledDesk(folder, name, user);
    const client = await desk.#connect();
    await client.call('device.enroll', { serverUrl, code, name });
    const { storeKey } = await client.call('people.secure', { user: user.id, passphrase: deskPassphrase, pin: '9999' });
    await desk.#begin(storeKey);
    return desk;
  }

  get desk(): Desk {
    if (this.#desk === undefined) throw new Error('the desk is not open');
    return this.#desk;
  }

  async #connect(): Promise<Host> {
    this.#host ??= startHost(join(this.#folder, this.name));
    this.#client = createHostClient(await openCall(await nextAddress(this.#host)));
    return this.#client;
  }

  /** What a page does when somebody has signed in: the journal first, then what the server had said before. */
  async #begin(storeKey: string): Promise<void> {
    const host = this.#client as Host;
    this.#db ??= new DeskDatabase(storeKey, `${this.#folder}/${this.name}`);
    const db = this.#db;
    await reconcileJournal(db, host);
    await replayAnswers(createDexieSyncStore(db, this.user.name), host);
    const device = await host.call('device.status', {});
    if (device.enrollment === null) throw new Error('not enrolled');
    this.#desk = { db, host, source: createSource(), device, enrollment: device.enrollment, user: this.user, clockOffsetMs: 0 };
    this.#open = true;
  }

  /** SIGKILL, and the next one starts: what it was doing ends as it stands. */
  async killHost(): Promise<void> {
    this.#open = false;
    if (this.#host !== undefined) await endProcess(this.#host.child, 'SIGKILL');
    this.#host = startHost(join(this.#folder, this.name));
  }

  /** The page is gone in the middle of what it does: its database stays, unless the profile is wiped with it. */
  async killPage(wiped: boolean): Promise<void> {
    this.#open = false;
    if (wiped) await this.#db?.delete();
    else this.#db?.close();
    this.#db = undefined;
  }

  /** The page again after a kill, on the host that runs now, with its person signed in. */
  async open(): Promise<void> {
    if (this.#open) return;
    this.#db?.close();
    this.#db = undefined;
    const client = await this.#connect();
    const secret = { kind: 'passphrase', passphrase: deskPassphrase } as const;
    const { storeKey } = await client.call('people.signIn', { user: this.user.id, secret });
    await this.#begin(storeKey);
  }

  /** One session to its end. @throws what cut it */
  async sync(): Promise<void> {
    const { db, host, source } = this.desk;
    const session = createSyncSession({
      store: createDexieSyncStore(db, this.user.name),
      wire: createHostWire(host),
      journal: createHostJournal(db, host),
      clock: { now: () => Date.now() },
      newId: () => source.newId(),
    });
    const { photoFailures } = await session.run(createStop(), () => undefined);
    if (photoFailures.length > 0) throw new Error(`photos were not sent: ${JSON.stringify(photoFailures)}`);
  }

  async end(): Promise<void> {
    await this.#db?.delete();
    if (this.#host !== undefined) await endProcess(this.#host.child, 'SIGTERM');
  }
}

/** The shell's calls as its page makes them. */
async function openCall(launchUrl: string): Promise<HostCall> {
  const { origin, hash } = new URL(launchUrl);
  const post = (path: string, headers: Record<string, string>, body: BodyInit) =>
    fetch(`${origin}${path}`, { method: 'POST', headers: { origin, 'content-type': 'application/json', ...headers }, body });
  const code = hash.replace('#launch=', '');
  const { token } = (await (await post('/session', {}, JSON.stringify({ code }))).json()) as { token: string };
  return async (method, input, bytes) => {
    const carried = JSON.stringify(input);
    const reply =
      bytes === undefined
        ? post(`/call/${method}`, { [tokenHeader]: token }, carried)
        : post(
            `/call/${method}`,
            { [tokenHeader]: token, [inputHeader]: encodeURIComponent(carried), 'content-type': 'application/octet-stream' },
            bytes,
          );
    return HostReply.parse(await (await reply).json());
  };
}

export const freshUid = () => v7();
