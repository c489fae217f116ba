import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { type PushRequest, protocol, signedText } from '#contract/district-api.ts';
import { type DeviceId, type RecordId, type RecordType, Sha256, type User } from '#domain/identity.ts';
import { type Fields, genesisHash, type Json, type Mutation, type MutationDraft, schemaVersion } from '#domain/mutation.ts';
import { createBoxKeys, createSignKeys, hashText, signText } from '../signing.ts';

/** A device's half of the protocol: keys, and a journal that numbers, chains and signs. */
export class TestDevice {
  readonly sign = createSignKeys();
  readonly box = createBoxKeys();
  readonly journal: Mutation[] = [];
  readonly user: User;
  dev: DeviceId;

  constructor(user: User, dev = uuidv4() as DeviceId) {
    this.user = user;
    this.dev = dev;
  }

  /** Journals drafts; answers their lines. */
  write(...drafts: MutationDraft[]): Mutation[] {
    return drafts.map((draft) => {
      const before = this.journal.at(-1);
      const link = {
        dev: this.dev,
        n: (before?.n ?? 0) + 1,
        prev: before?.h ?? genesisHash,
        c: Sha256.parse(contentHash(draft, hashText)),
      };
      const line: Mutation = { ...draft, ...link, h: Sha256.parse(chainHash(link, hashText)) };
      this.journal.push(line);
      return line;
    });
  }

  push(muts: Mutation[], change: Partial<PushRequest> = {}): PushRequest {
    const [first, last] = [muts[0], muts.at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing to push');
    const sig = signText(this.sign.privateKey, signedText.push(last.h));
    return { p: protocol, batch: uuidv4(), dev: this.dev, epoch: 1, from: first.n, to: last.n, muts, sig, ...change };
  }

  create(type: RecordType, id: RecordId, fields: Fields, change: Partial<MutationDraft> = {}): MutationDraft {
    const set = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { old: null, new: value }]));
    return this.#draft({ op: 'create', type, id, set, ...change });
  }

  patch(type: RecordType, id: RecordId, set: Record<string, [Json, Json]>, change: Partial<MutationDraft> = {}): MutationDraft {
    const changes = Object.fromEntries(Object.entries(set).map(([field, [before, after]]) => [field, { old: before, new: after }]));
    return this.#draft({ op: 'patch', type, id, base: { rev: 1 }, set: changes, ...change });
  }

  #draft(change: Pick<MutationDraft, 'op' | 'type' | 'id' | 'set'> & Partial<MutationDraft>): MutationDraft {
    return {
      uid: uuidv7(),
      g: null,
      base: { rev: 0 },
      seen: {},
      conflict: null,
      photos: { add: [], remove: [] },
      user: this.user.id,
      schema: schemaVersion,
      app: '0.1.0',
      at: { wall: '2026-03-02T08:15:00+08:00', monoMs: 1, boot: '0195557c-4a0c-4c3e-9d54-3b3b5f3f0001', offMs: 0 },
      ...change,
    };
  }
}

export function newRecordId(): RecordId {
  return uuidv7() as RecordId;
}

export function buildingFields(key: string, estate = newRecordId()): Fields {
  return { estate, key, label: `${key}幢`, aliases: [], rooms: ['1-101'] };
}
