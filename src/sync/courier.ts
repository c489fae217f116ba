import type { CourierAnswer, CourierExport } from '#contract/courier.ts';
import type { PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { PhotoRef, SyncPosition, SyncStore } from './ports.ts';

/** A folder of a stick, through host, which holds the keys. */
export interface Courier {
  /** Writes the journal from `from` on (null: nothing of it) and these photos. @throws Failure stick-full, stick-unwritable, cancelled */
  export(wanted: SyncPosition & { from: number | null; photos: Pick<PhotoRef, 'sha256' | 'bytes'>[] }): Promise<CourierExport>;
  /** @throws Failure answer-none, bundle-damaged, bundle-newer, EPOCH, FORK */
  import(): Promise<CourierAnswer>;
  /** A page of the answer opened last. */
  page(index: number): Promise<PullReply>;
}

interface Parts {
  store: SyncStore;
  courier: Courier;
}

/** What an answer told this device. */
export interface StickReport {
  answer: CourierAnswer;
  /** Rows that brought news from elsewhere. */
  pulled: number;
}

/** Puts everything on the stick that no receipt covers. It changes nothing here: only an answer does [CR1]. */
export async function saveToStick({ store, courier }: Parts): Promise<CourierExport> {
  const [first] = await store.unsent(1);
  const photos = (await store.unverifiedPhotos()).map(({ sha256, bytes }) => ({ sha256, bytes }));
  return courier.export({ ...(await store.position()), from: first?.n ?? null, photos });
}

/**
 * Takes the answer on the stick through the same doors as a session's replies, so that an old one, one that comes twice, and one that a session has
 * overtaken change nothing [CR6]. @throws Failure as `Courier.import`; whatever was taken stays
 */
export async function readFromStick({ store, courier }: Parts): Promise<StickReport> {
  const answer = await courier.import();
  const { epoch } = await store.position();
  if (answer.epoch < epoch) throw new Failure('EPOCH', { epoch: answer.epoch });
  if (answer.epoch > epoch) await store.beginEpoch(answer.epoch);
  for (const { batch, reply } of answer.pushes) await store.noteResults(reply.results, batch);
  const pulled = await takePages(answer, { store, courier });
  await store.markVerified(answer.verified);
  for (const receipt of answer.receipts) await store.keepReceipt(receipt);
  return { answer, pulled };
}

async function takePages(answer: CourierAnswer, { store, courier }: Parts): Promise<number> {
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
