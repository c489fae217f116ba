import { Draft, findDraftUser } from '#contract/draft.ts';
import type { UserId } from '#domain/identity.ts';
import type { Host } from '../host-client.ts';
import type { InHand } from '../in-hand.tsx';
import type { DeskDatabase } from './database.ts';
import type { Desk } from './desk.ts';

/** Long enough that nobody types through it, short enough that a kill takes half a word. */
export const pauseMs = 400;

/** Keeps one form's draft while the form is open. */
export interface DraftKeeper {
  /** Something was changed. Typing is written at the next pause; what took more than a key to give (a photo, a signature) at once. */
  touch(pace: 'typing' | 'atOnce'): void;
  /** Writes what still waits for its pause. */
  flush(): void;
  /** A save begins: from now on nothing is written. The answer is the `uid` of its first mutation [DR2]. */
  hold(): string;
  /** It was not saved: the draft is kept on. */
  release(): void;
  /** It was saved: what is typed from now on is another draft. */
  settle(): void;
}

interface Typed {
  path: string;
  about: string;
  values: object;
}

/**
 * Writes a draft at every pause: into the store first, then to host's disk [DR1]. `read` answers what stands in the form.
 * @param first the draft that is gone on with, if there was one
 */
export function createDraftKeeper(
  desk: Pick<Desk, 'db' | 'host' | 'source'> & { inHand: Pick<InHand, 'during'> },
  key: string,
  read: () => Typed,
  first: Draft | null,
): DraftKeeper {
  const { db, host, source, inHand } = desk;
  const mirror = createMirror(host, key);
  let uid = first?.uid ?? source.newId();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touched = false;
  let held = false;

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function write(): void {
    stop();
    touched = true;
    if (held) return;
    const draft = draftOf({ key, uid, savedAt: source.now().getTime(), ...read() });
    void inHand.during('waits', () =>
      db.drafts.put(draft).then(
        () => mirror(draft),
        () => mirror(draft),
      ),
    );
  }

  return {
    touch(pace) {
      if (pace === 'atOnce') return write();
      touched = true;
      clearTimeout(timer);
      timer = setTimeout(write, pauseMs);
    },
    flush() {
      if (timer !== undefined) write();
    },
    hold() {
      stop();
      held = true;
      return uid;
    },
    release() {
      held = false;
      if (touched) write();
    },
    settle() {
      stop();
      held = false;
      touched = false;
      uid = source.newId();
      void inHand.during('waits', () => db.drafts.delete(key).finally(() => mirror(null)));
    },
  };
}

/** A form's values as JSON: what was never given is left out. */
function draftOf({ values, ...rest }: Omit<Draft, 'values'> & Pick<Typed, 'values'>): Draft {
  return Draft.parse({ ...rest, values: JSON.parse(JSON.stringify(values)) });
}

/** Tells host the newest state of one draft, one call at a time; what was overtaken meanwhile is not sent. The store has it: host may fail. */
function createMirror(host: Host, key: string): (draft: Draft | null) => Promise<void> {
  let latest: Draft | null | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (latest !== undefined) {
      const next = latest;
      latest = undefined;
      const call = next === null ? host.call('drafts.drop', { keys: [key] }) : host.call('drafts.put', { draft: next });
      await call.catch(() => undefined);
    }
    running = undefined;
  }

  return (draft) => {
    latest = draft;
    running ??= run();
    return running;
  };
}

/** Gives a draft up, here and on host's disk. */
export async function discardDraft({ db, host }: Pick<Desk, 'db' | 'host'>, key: string): Promise<void> {
  await db.drafts.delete(key);
  await host.call('drafts.drop', { keys: [key] }).catch(() => undefined);
}

/** True once the change that saved this draft is in the outbox [DR2]. Ask after the journal was compared with the store. */
async function isSettled(db: DeskDatabase, { uid }: Draft): Promise<boolean> {
  return uid !== undefined && (await db.outbox.where('uid').equals(uid).count()) > 0;
}

/**
 * At sign-in, after the journal: this person's drafts whose save got through are dropped, and of the others store and host both get the
 * newer [DR3]. Answers how many came back from host's disk. @throws whatever host answers: drafts in the store are as they were
 */
export async function reconcileDrafts(db: DeskDatabase, host: Host, user: UserId): Promise<number> {
  const [{ drafts: onDisk }, all] = await Promise.all([host.call('drafts.list', {}), db.drafts.toArray()]);
  const inStore = all.filter((draft) => findDraftUser(draft) === user);
  const stored = new Map(inStore.map((draft) => [draft.key, draft]));
  const disk = new Map(onDisk.map((draft) => [draft.key, draft]));
  let restored = 0;
  for (const key of new Set([...stored.keys(), ...disk.keys()])) {
    const [here, there] = [stored.get(key), disk.get(key)];
    const newest = here !== undefined && here.savedAt >= (there?.savedAt ?? 0) ? here : there;
    if (newest === undefined) continue;
    if (await isSettled(db, newest)) await discardDraft({ db, host }, key);
    else if (newest === there) restored += await db.drafts.put(there).then(() => 1);
    else if (there?.savedAt !== newest.savedAt) await host.call('drafts.put', { draft: newest });
  }
  return restored;
}
