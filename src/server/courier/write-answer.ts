import { writeBundle } from '#bundle/write-bundle.ts';
import { type AnswerManifest, answerFiles, courierLimits } from '#contract/courier.ts';
import { limits, type PullReply, type Receipt, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { appendAudit } from '../repositories/audit.ts';
import { listVerified } from '../repositories/blobs.ts';
import { type CourierDevice, findCourierDevice } from '../repositories/courier-devices.ts';
import { readGrants } from '../repositories/devices.ts';
import { readPage } from '../repositories/feed.ts';
import { listArrived, listPeers } from '../repositories/peers.ts';
import { writeReceipt } from '../repositories/receipts.ts';
import { signText } from '../signing.ts';
import type { DeviceImport } from './import-bundles.ts';

/** Of an answer, at most this much is pages: what is left comes with the next one, or over the line. */
const pagesBytes = courierLimits.answerBytes / 2;

/**
 * Writes what a device is told of its bundles [CR6]: results, receipts, verified photos, the backed mark, and what it has not pulled yet. Sealed to
 * the device, signed by the server. A revoked device pulls nothing here either. @throws Failure stick-full, stick-unwritable
 */
export async function writeAnswer(parts: Parts, taken: DeviceImport, place: string, actor: string): Promise<void> {
  const { db, identity, now } = parts;
  const device = await findCourierDevice(db, taken.dev);
  if (device === undefined) throw new Failure('AUTH');
  await writeBundle(place, {
    boxKeys: [device.boxKey],
    sign: (digest) => signText(identity.signPrivate, signedText.answer(digest)),
    fill: async (add) => {
      const verified = await listVerified(db, [...taken.awaited]);
      const backed = [...verified].filter(([, blob]) => blob.backed).map(([sha256]) => sha256);
      await add(answerFiles.pushes, taken.pushes.map(lineOf));
      await add(answerFiles.receipts, (await receiptsOf(parts, device, taken)).map(lineOf));
      await add(answerFiles.photos, [Buffer.from(JSON.stringify({ verified: [...verified.keys()], backed }))]);
      const pulled = { pages: 0, head: taken.cursor };
      await add(answerFiles.pages, pageLines(parts, device, taken.cursor, pulled));
      const manifest: Omit<AnswerManifest, 'files'> = {
        format: 'chr1',
        serverId: identity.serverId,
        dev: device.dev,
        issuedAt: now().toISOString(),
        epoch: identity.epoch,
        next: device.next,
        backed: device.backed,
        cursor: taken.cursor,
        ...pulled,
        parked: taken.parked,
        ...(device.revoked ? {} : await tellingsOf(parts, device, taken)),
      };
      return manifest;
    },
  });
  await db.transaction().execute((tx) =>
    appendAudit(tx, {
      at: now(),
      actor,
      action: 'bundle.answered',
      subject: device.dev,
      facts: { batches: taken.batches.size, next: device.next },
    }),
  );
}

/** What a device with a line hears with its session: who may write on it, who the others are, and what of theirs is here. */
async function tellingsOf(
  { db }: Parts,
  device: CourierDevice,
  taken: DeviceImport,
): Promise<Pick<AnswerManifest, 'grants' | 'peers' | 'arrived'>> {
  const [grants, { peers }, arrived] = [
    await readGrants(db, device.dev),
    await listPeers(db, device),
    await listArrived(db, device, [...taken.handed]),
  ];
  return { grants, peers, arrived };
}

const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** A batch of photos alone, or one that is parked, has none yet. */
async function receiptsOf({ db, identity, now }: Parts, device: CourierDevice, { batches }: DeviceImport): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const batch of batches) {
    const receipt = await writeReceipt(db, identity, device, batch, now()).catch((error: unknown) => {
      if (Failure.line(error).code === 'NOT_FOUND') return undefined;
      throw error;
    });
    if (receipt !== undefined) receipts.push(receipt);
  }
  return receipts;
}

async function* pageLines(
  { db, identity, now }: Parts,
  device: CourierDevice,
  from: number,
  pulled: { pages: number; head: number },
): AsyncGenerator<Buffer> {
  if (device.revoked) return;
  let bytes = 0;
  for (let cursor = from; bytes < pagesBytes; ) {
    const page = await findPage(() => readPage(db, device, { epoch: identity.epoch, cursor, limit: limits.pageRows }, now()));
    if (page === undefined) return;
    const line = lineOf(page);
    bytes += line.length;
    pulled.pages += 1;
    pulled.head = page.head;
    yield line;
    if (page.cursor >= page.head) return;
    cursor = page.cursor;
  }
}

/** A device whose cursor is ahead of the feed pulls anew over the line [L2]. */
async function findPage(read: () => Promise<PullReply>): Promise<PullReply | undefined> {
  return read().catch((error: unknown) => {
    if (Failure.line(error).code === 'CURSOR') return undefined;
    throw error;
  });
}
