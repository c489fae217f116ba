import { type CourierAnswer, type CourierExport, countAnswered } from '#contract/courier.ts';
import { limits, type PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { HandedStore } from './handover.ts';
import type { PhotoRef, SyncPosition, SyncStore } from './ports.ts';

interface Wanted {
  from: number | null;
  photos: Pick<PhotoRef, 'sha256' | 'bytes'>[];
  handed?: string[];
  to?: 'office' | 'desks';
}

/** A folder of a stick, through host, which holds the keys. */
export interface Courier {
  /** Writes the journal from `from` on (null: nothing of it) and these photos. @throws Failure stick-full, stick-unwritable, cancelled */
  export(wanted: SyncPosition & Wanted): Promise<CourierExport>;
  /** @throws Failure answer-none, answer-damaged, answer-old, bundle-newer, stick-unreadable, FORK */
  import(): Promise<CourierAnswer>;
  /** A page of the answer opened last. */
  page(index: number): Promise<PullReply>;
}

interface Parts {
  store: SyncStore;
  courier: Courier;
  /** Absent where desks hand nothing over to each other. */
  handed?: HandedStore;
}

/** What an answer told this device. */
export interface StickReport {
  answer: CourierAnswer;
  /** Changes that the office has, each once however often it lay on the stick, and those of them that wait for a person. */
  received: number;
  held: number;
  /** Photos of these changes that the office lacks. */
  missing: number;
  /** Rows that brought news from elsewhere. */
  pulled: number;
}

/** Puts everything on the stick that no receipt covers. It changes nothing here: only an answer does [CR1]. */
export async function saveToStick({ store, courier, handed }: Parts): Promise<CourierExport> {
  const [first] = await store.unsent(1);
  const photos = (await store.unverifiedPhotos()).map(({ sha256, bytes }) => ({ sha256, bytes }));
  const asked = (await handed?.untold(mostAsked)) ?? [];
  return courier.export({ ...(await store.position()), from: first?.n ?? null, photos, handed: asked });
}

/** As many of other desks' changes as one bundle asks after. */
const mostAsked = 20_000;

/** What a person chose to hand over: everything unsent, or what was saved from a moment on; with its photos or without. */
export interface HandoverChoice {
  since: Date | null;
  photos: boolean;
}

/** Writes a handover for the other desks of the subdistrict [HO1]. It changes nothing here; where nothing is among what was chosen, no file is written. @throws Failure handover-alone, and as `Courier.export` */
export async function handOver({ store, courier }: Parts, { since, photos }: HandoverChoice): Promise<CourierExport> {
  const from = await firstSince(store, since);
  // A photo is shown with its record: alone it would be nobody's.
  const going = photos && from !== null ? (await store.unverifiedPhotos()).map(({ sha256, bytes }) => ({ sha256, bytes })) : [];
  return courier.export({ ...(await store.position()), from, photos: going, to: 'desks' });
}

/** The first unsent number, or the first saved since a moment: from there on without a hole, as every bundle. */
async function firstSince(store: SyncStore, since: Date | null): Promise<number | null> {
  for (let after: number | undefined; ; ) {
    const muts = await store.unsent(limits.batchMutations, after);
    const found = muts.find(({ at }) => since === null || Date.parse(at.wall) >= since.getTime());
    if (found !== undefined) return found.n;
    after = muts.at(-1)?.n;
    if (after === undefined) return null;
  }
}

/**
 * Takes the answer on the stick through the same doors as a session's replies, so that an old one, one that comes twice, and one that a session has
 * overtaken change nothing [CR6]. @throws Failure as `Courier.import`; whatever was taken stays
 */
export async function readFromStick({ store, courier, handed }: Parts): Promise<StickReport> {
  const answer = await courier.import();
  const { epoch } = await store.position();
  if (answer.epoch < epoch) throw new Failure('answer-old', { epoch: answer.epoch });
  if (answer.epoch > epoch) await store.beginEpoch(answer.epoch);
  for (const { batch, reply } of answer.pushes) await store.noteResults(reply.results, batch);
  const pulled = await takePages(answer, { store, courier });
  await handed?.noteArrived(answer.arrived ?? []);
  await store.markVerified(answer.verified);
  for (const receipt of answer.receipts) await store.keepReceipt(receipt);
  return { answer, ...countAnswer(answer), pulled };
}

/** Two exports of one day have the same changes: whoever adds up their receipts counts them twice. */
function countAnswer({ pushes, receipts, verified }: CourierAnswer): Pick<StickReport, 'received' | 'held' | 'missing'> {
  const here = new Set(verified);
  const missing = new Set(receipts.flatMap(({ photos }) => photos.missing.filter((sha256) => !here.has(sha256))));
  return { ...countAnswered(pushes), missing: missing.size };
}

async function takePages(answer: CourierAnswer, { store, courier }: Omit<Parts, 'handed'>): Promise<number> {
  let pulled = 0;
  let [at, last]: [number, PullReply | undefined] = [answer.cursor, undefined];
  for (let index = 0; index < answer.pages; index += 1) {
    const position = await store.position();
    const page = await courier.page(index);
    // A hole between what is here and what the page goes on from: the next session pulls it.
    if (at > position.cursor || page.epoch !== position.epoch) return pulled;
    at = page.cursor;
    if (page.cursor < position.cursor) continue;
    pulled += (await store.notePage(position, { ...page, rows: page.rows.filter(({ seq }) => seq > position.cursor) })) ?? 0;
    last = page;
  }
  // Only a page that is not older than what is here knows what the server has lost since [G2].
  if (last !== undefined && last.cursor >= last.head) await store.noteServer(last);
  return pulled;
}
