import { signedText } from '#contract/district-api.ts';
import type { DeviceId } from '#domain/identity.ts';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { draft, people } from '#domain/testing/samples.ts';
import { numberDraft } from '#host/journal/line.ts';
import type { Chance } from './chance.ts';
import { type District, signAs } from './district.ts';
import { linesOf } from './district-holds.ts';
import { decisionOn } from './verdicts.ts';

const signKey = new Uint8Array([0]);

/** A clerk at the district's own console: decides what waits, by the same ingest. It forgets nothing but what a restore takes from the server. */
export class Console {
  readonly #district: District;
  readonly #chance: Chance;
  #dev: DeviceId;
  #lines: Mutation[] = [];
  /** Decisions as a page took them: what it showed may have moved by the time they are sent. */
  #open: NonNullable<ReturnType<typeof decisionOn>>[] = [];

  constructor(district: District, chance: Chance) {
    this.#district = district;
    this.#chance = chance;
    this.#dev = chance.newId() as DeviceId;
    district.admit(this.#dev, signKey, [people.zhao]);
  }

  /** Opens a page: one thing that waits, and what to make of it. */
  look(): void {
    const { store } = this.#district;
    const hold = this.#chance.pick([...store.waiting.holds.values()].filter(({ state }) => state === 'held'));
    if (hold === undefined) return;
    const fieldsOf = ({ type, id }: Mutation) => store.records.get(`${type}/${id}`)?.record.fields ?? {};
    const decision = decisionOn({ id: hold.id, lines: linesOf(this.#district, hold) }, fieldsOf, this.#chance);
    if (decision !== undefined) this.#open.push(decision);
  }

  /** Sends what a page says, however long ago it was opened. */
  async decide(): Promise<void> {
    const [page] = this.#open.splice(this.#chance.below(this.#open.length), 1);
    if (page === undefined) return;
    const { type, id, ...change } = page;
    const before = this.#lines.at(-1);
    const at = { wall: new Date(this.#district.now).toISOString(), monoMs: 1, boot: this.#dev, offMs: 0 };
    const resolve = draft('resolve', type, id, people.zhao, { uid: this.#chance.newId(), at, ...change });
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
