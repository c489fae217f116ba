import type { HoldNote } from '#contract/hold.ts';
import { isHeld } from '#domain/hold.ts';
import type { DeviceId } from '#domain/identity.ts';
import { type Mutation, momentOf } from '#domain/mutation.ts';
import type { Court, HoldEffects, Judgement } from './court.ts';
import type { HoldChange, IngestCommit, KeptMutation, StoredHold, StoredMember } from './ingest-store.ts';

type Closed = IngestCommit['closed'][number];

/** What a batch changes of what waits, gathered one judged mutation after another. */
export class HoldChanges {
  readonly held: IngestCommit['held'] = [];
  readonly decided: IngestCommit['decided'] = [];
  readonly reopened: IngestCommit['reopened'] = [];
  /** Conflicts that are closed, each by whose mutation. */
  readonly closed: Closed[] = [];
  readonly #changes = new Map<string, Omit<HoldChange, 'seq'>>();
  /** Holds that this batch opened, by group. */
  readonly #groups = new Map<string, string>();
  readonly #court: Court;

  /** `kept` are the judged mutations with what they were told, one for one. */
  constructor(judged: readonly Judgement[], kept: readonly KeptMutation[], court: Court) {
    this.#court = court;
    judged.forEach((judgement, index) => {
      const line = kept[index];
      if (line !== undefined) this.#open(judgement, line);
      if (judgement.effects !== undefined) this.#settle(judgement.effects, judgement.mutation);
      if (judgement.closes !== undefined) this.closed.push({ id: judgement.closes, mutation: judgement.mutation });
    });
    for (const closed of this.closed) this.#resolve(closed);
    for (const judgement of judged) this.#refresh(judgement);
  }

  /** Each hold once, at its new place in the feed after `head`. */
  placed(head: number): HoldChange[] {
    return [...this.#changes.values()].map((change, index) => ({ ...change, seq: head + 1 + index }));
  }

  #touch(id: string): Omit<HoldChange, 'seq'> {
    const change = this.#changes.get(id) ?? { id, opened: false, notes: [] };
    this.#changes.set(id, change);
    return change;
  }

  #open(judgement: Judgement, { mutation, told, alias }: KeptMutation): void {
    if (alias !== undefined || !isHeld(mutation, told)) return;
    const hold = this.#holdOf(judgement);
    this.#touch(hold).opened ||= this.#court.docket.find(hold) === undefined;
    this.held.push({ hold, mutation, told, fields: judgement.conflict?.fields });
  }

  /** A group's, as long as that waits; else the conflict's that it opened, or one of its own. */
  #holdOf({ mutation: { g }, conflictId, conflict }: Judgement): string {
    if (g === null) return (conflict && conflictId) ?? this.#court.newId();
    const known = this.#groups.get(g) ?? (this.#court.docket.find(g)?.open === false ? this.#court.newId() : g);
    this.#groups.set(g, known);
    return known;
  }

  #settle({ settled, closes, note, reopened }: HoldEffects, mutation: Mutation): void {
    for (const { hold, state, by, reason } of settled) {
      this.#touch(hold.id).settled = { state, by, reason };
      for (const member of hold.members) this.#decide(member, state);
      this.closed.push(...hold.members.flatMap(({ conflict }) => (conflict === undefined ? [] : [{ id: conflict, mutation }])));
    }
    this.closed.push(...closes.map((id) => ({ id, mutation })));
    if (note !== undefined) {
      const change = this.#touch(note.hold);
      change.notes.push(note.note);
      if (note.assignee !== undefined) change.assignee = note.assignee;
    }
    if (reopened !== undefined) this.#reopen(reopened.member, reopened.rule, reopened.fields);
  }

  #decide({ mutation: { dev, n } }: StoredMember, state: IngestCommit['decided'][number]['state']): void {
    this.decided.push({ dev, n, state });
  }

  #reopen({ mutation: { dev, n } }: StoredMember, rule: string | undefined, fields: IngestCommit['reopened'][number]['fields']): void {
    this.reopened.push({ dev, n, rule, fields });
  }

  /** A conflict that a person chose values for: its change is decided, and its hold once that was the last. */
  #resolve({ id, mutation }: Closed): void {
    const found = this.#find(id);
    if (found === undefined || this.#isDecided(found.member.mutation)) return;
    this.#decide(found.member, 'resolved');
    const change = this.#touch(found.hold.id);
    if (!found.hold.members.every((other) => this.#isDecided(other.mutation))) return;
    change.settled = { state: 'resolved', by: mutation.user, reason: mutation.verdict?.reason ?? '' };
  }

  /** One that stays open shows what stands now, and says what the last try met. */
  #refresh({ refreshes, mutation, rule }: Judgement): void {
    const found = refreshes && this.#find(refreshes.id);
    if (refreshes === undefined || found === undefined || rule === undefined) return;
    const at = momentOf(mutation).toISOString();
    const note: HoldNote = { kind: 'reopened', by: this.#court.findUser(mutation)?.name ?? '', at, rule };
    this.#touch(found.hold.id).notes.push(note);
    this.#reopen(found.member, undefined, refreshes.fields);
  }

  #isDecided({ dev, n }: { dev: DeviceId; n: number }): boolean {
    return this.decided.some((one) => one.dev === dev && one.n === n);
  }

  #find(conflict: string): { hold: StoredHold; member: StoredMember } | undefined {
    const known = this.#court.conflicts.get(conflict);
    const hold = known && this.#court.docket.find(known.hold);
    const member = hold?.members.find((each) => each.conflict === conflict);
    return hold && member && { hold, member };
  }
}
