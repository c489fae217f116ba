import { signedText } from '#contract/district-api.ts';
import type { DeviceId } from '#domain/identity.ts';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { draft, people } from '#domain/testing/samples.ts';
import { numberDraft } from '#host/journal/line.ts';
import type { OpenedConflict } from '#server/ingest/ingest-store.ts';
import type { Chance } from './chance.ts';
import { type District, signAs } from './district.ts';
import { chosen } from './people-at-work.ts';

const signKey = new Uint8Array([0]);

/** A clerk at the district's own console: decides conflicts, by the same ingest. It forgets nothing but what a restore takes from the server. */
export class Console {
  readonly #district: District;
  readonly #chance: Chance;
  #dev: DeviceId;
  #lines: Mutation[] = [];
  /** Conflicts as the page showed them: what they say may have moved by the time it is sent. */
  #open: { conflict: OpenedConflict; resolution: ReturnType<typeof chosen> }[] = [];

  constructor(district: District, chance: Chance) {
    this.#district = district;
    this.#chance = chance;
    this.#dev = chance.newId() as DeviceId;
    district.admit(this.#dev, signKey, [people.zhao]);
  }

  /** Opens a page: one open conflict, and a choice for each of its fields. */
  look(): void {
    const { store } = this.#district;
    const conflict = this.#chance.pick([...store.conflicts.values()].filter(({ id }) => !store.closed.has(id)));
    if (conflict === undefined) return;
    const { type, id } = conflict.mutation;
    const current = store.records.get(`${type}/${id}`)?.record.fields ?? {};
    this.#open.push({ conflict, resolution: chosen(conflict.fields, current, this.#chance) });
  }

  /** Sends what a page says, however long ago it was opened. */
  async decide(): Promise<void> {
    const [page] = this.#open.splice(this.#chance.below(this.#open.length), 1);
    if (page === undefined) return;
    const { id: conflict, mutation } = page.conflict;
    const change = { uid: this.#chance.newId(), conflict, ...page.resolution };
    const before = this.#lines.at(-1);
    const resolve = draft('resolve', mutation.type, mutation.id, people.zhao, change);
    const line = numberDraft(resolve, this.#dev, (before?.n ?? 0) + 1, before?.h ?? genesisHash);
    const { epoch } = this.#district;
    const push = { p: 1, batch: this.#chance.newId(), dev: this.#dev, epoch, from: line.n, to: line.n, muts: [line] };
    await this.#district.push({ ...push, sig: signAs(signKey, signedText.push(line.h)) } as never);
    this.#lines.push(line);
  }

  /** The console is the server's: after a restore it begins anew, under an id of its own. */
  restored(): void {
    this.#dev = this.#chance.newId() as DeviceId;
    this.#lines = [];
    this.#open = [];
    this.#district.admit(this.#dev, signKey, [people.zhao]);
  }
}
