import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { chainHash, contentHash } from '#contract/canonical.ts';
import type { DeviceId, User } from '#domain/identity.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import { id, people } from '#domain/testing/samples.ts';
import type { Host } from '../../host-client.ts';
import { DeskDatabase } from '../database.ts';
import type { Desk } from '../desk.ts';
import { storeKey } from './store-key.ts';

const hashText = (text: string) => createHash('sha256').update(text).digest('hex');

/** The journal as host keeps it, in memory: numbering and chaining are the contract's own. */
function createJournal(dev: DeviceId) {
  const lines: Mutation[] = [];
  const host: Host = {
    async call(method, input) {
      if (method === 'journal.append') {
        const { drafts } = input as { drafts: MutationDraft[] };
        for (const draft of drafts) {
          const link = { dev, n: lines.length + 1, prev: lines.at(-1)?.h ?? genesisHash, c: contentHash(draft, hashText) as Mutation['c'] };
          lines.push({ ...draft, ...link, h: chainHash(link, hashText) as Mutation['h'] });
        }
        return { muts: lines.slice(-drafts.length) } as never;
      }
      const { from } = input as { from: number };
      return { muts: lines.filter((line) => line.n >= from), last: lines.length } as never;
    },
  };
  return { lines, host };
}

const lock: Desk['device']['lock'] = { state: 'signedIn', wrappedBy: 'passphrase', people: [], user: null };
const databases: DeskDatabase[] = [];

/** After each test: the databases of its desks. */
export async function removeDesks(): Promise<void> {
  for (const db of databases.splice(0)) await db.delete();
}

/** A signed-in desk on a fresh store and a journal in memory; `n` tells desks of a test apart. */
export function createDesk(n: number, user: User) {
  const db = new DeskDatabase(storeKey, `desk-${n}-${databases.length}`);
  databases.push(db);
  const dev = id(600 + n) as string as DeviceId;
  const journal = createJournal(dev);
  const desk: Desk = {
    db,
    host: journal.host,
    user,
    clockOffsetMs: 0,
    source: { now: () => new Date('2026-03-02T08:00:00Z'), monoMs: () => 1, newId: () => v7() },
    device: { skin: 'browser', version: '0.1.0', dataFolder: '', freeBytes: 1, trial: false, enrollment: null, lock, boot: id(1) },
    enrollment: {
      dev,
      deviceName: '平板',
      serial: `A${n}`,
      serverUrl: 'http://127.0.0.1:1',
      serverId: id(2),
      epoch: 1,
      scope: { subdistrict: '320613001', subdistrictName: '城东街道' },
      users: Object.values(people),
    },
  };
  return { desk, journal };
}
