import { limits, type PullReply, type Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Arrived } from '#contract/handover.ts';
import type { DeviceId } from '#domain/identity.ts';
import type { District } from './district.ts';
import { readPage, receiptOf } from './district-pages.ts';
import type { StickAnswer, StickPart } from './stick.ts';

interface Taken {
  cursor: number;
  pushes: StickAnswer['answer']['pushes'];
  batches: Set<string>;
  awaited: Set<StickPart['awaited'][number]>;
  parked: { from: number; to: number }[];
  handed: Set<string>;
}

const nothingTaken = (): Taken => ({
  ...{ cursor: Number.POSITIVE_INFINITY, pushes: [], parked: [] },
  ...{ batches: new Set(), awaited: new Set(), handed: new Set() },
});

/**
 * The office takes files of one device from a stick, in whatever order they lie there, as `server/courier` does without the bytes of ZIP and seal: each
 * push through the one ingest; what comes too early is parked, and taken once what was missing is here [CR5]. Answers what the stick brings
 * back; undefined where nothing of it could be taken.
 */
export async function takeStick(district: District, parts: readonly StickPart[]): Promise<StickAnswer | undefined> {
  const [first] = parts;
  if (first === undefined) return undefined;
  const { dev } = first;
  const taken = nothingTaken();
  let refused = 0;
  for (const part of parts) {
    const early = await takePart(district, part, taken).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      refused += 1;
      return undefined;
    });
    if (early !== undefined) park(district, part);
  }
  await takeParked(district, dev, taken);
  return refused === parts.length ? undefined : answerTo(district, dev, taken);
}

/** A file that a desk gives the server on behalf of the one that wrote it [HO4]. @throws what ingest throws but GAP */
export async function takeRelayed(district: District, part: StickPart): Promise<void> {
  const taken = nothingTaken();
  const early = await takePart(district, part, taken);
  if (early !== undefined) park(district, part);
  await takeParked(district, part.dev, taken);
}

/** Which of these changes the server has, whoever brought them. */
export function arrivedOf({ store }: District, uids: readonly string[]): Arrived[] {
  const asked = new Set(uids);
  return store.mutations
    .filter(({ mutation, alias }) => alias === undefined && asked.has(mutation.uid))
    .map(({ mutation, told }) => ({ uid: mutation.uid, rowSeq: told.rowSeq }));
}

/** @throws what ingest throws but GAP; a later life of this server refuses its file */
async function takePart(district: District, part: StickPart, taken: Taken): Promise<{ from: number; to: number } | undefined> {
  const { epoch } = district;
  if (part.epoch > epoch) throw new Failure('EPOCH', { epoch });
  if (district.full) throw new Failure('DISK');
  for (const sha256 of part.photos) district.photos.add(sha256);
  const early = await takePushes(district, part, taken);
  taken.cursor = Math.min(taken.cursor, part.epoch === epoch ? part.cursor : 0);
  taken.batches.add(part.batch);
  for (const sha256 of part.awaited) taken.awaited.add(sha256);
  for (const uid of part.handed) taken.handed.add(uid);
  return early;
}

async function takePushes(
  district: District,
  { pushes, batch }: StickPart,
  taken: Taken,
): Promise<{ from: number; to: number } | undefined> {
  for (const push of pushes) {
    try {
      taken.pushes.push({ batch, reply: await district.push({ ...push, epoch: district.epoch }) });
    } catch (error) {
      if (Failure.line(error).code !== 'GAP') throw error;
      return { from: push.from, to: pushes.at(-1)?.to ?? push.to };
    }
  }
  return undefined;
}

function park({ parked }: District, part: StickPart): void {
  const waiting = (parked.get(part.dev) ?? []).filter(
    ({ batch, pushes }) => batch !== part.batch || pushes[0]?.from !== part.pushes[0]?.from,
  );
  parked.set(part.dev, [...waiting, part]);
}

async function takeParked(district: District, dev: DeviceId, taken: Taken): Promise<void> {
  const byNumber = (part: StickPart) => part.pushes[0]?.from ?? 0;
  const waiting = (district.parked.get(dev) ?? []).toSorted((a, b) => byNumber(a) - byNumber(b));
  const left: StickPart[] = [];
  for (const part of waiting) {
    const early = await takePart(district, part, taken).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return undefined;
    });
    if (early === undefined) continue;
    left.push(part);
    taken.parked.push(early);
  }
  district.parked.set(dev, left);
}

function answerTo(district: District, dev: DeviceId, taken: Taken): StickAnswer | undefined {
  const device = district.store.devices.get(dev);
  if (device === undefined) return undefined;
  const pages: PullReply[] = [];
  for (let cursor = taken.cursor; !device.revoked && cursor <= district.store.head; ) {
    const page = readPage(district, device, cursor, limits.pageRows);
    pages.push(page);
    cursor = page.cursor;
    if (page.cursor >= page.head) break;
  }
  const receipts = [...taken.batches].flatMap((batch): Receipt | [] => {
    const [of] = district.store.pushes.filter((push) => push.batch === batch && push.dev === dev);
    return of === undefined ? [] : receiptOf(district, device, batch);
  });
  const answer: StickAnswer['answer'] = {
    issuedAt: new Date(district.now).toISOString(),
    epoch: district.epoch,
    next: device.next,
    backed: device.backed,
    cursor: taken.cursor,
    head: pages.at(-1)?.head ?? taken.cursor,
    pages: pages.length,
    parked: taken.parked,
    arrived: arrivedOf(district, [...taken.handed]),
    pushes: taken.pushes,
    receipts,
    verified: [...taken.awaited].filter((sha256) => district.photos.has(sha256)),
  };
  return { dev, answer, pages };
}
