import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type OpenBundle, openBundle, parseLines } from '#bundle/read-bundle.ts';
import { damagedUnlessDisk } from '#bundle/seal.ts';
import {
  AnsweredPhotos,
  AnsweredPush,
  AnswerManifest,
  answerEnding,
  answerFiles,
  type CourierAnswer,
  courierLimits,
} from '#contract/courier.ts';
import { type Grant, PullReply, Receipt, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Peer } from '#contract/handover.ts';
import { type DeviceKeys, isSignedBy } from '../keys/device-keys.ts';
import { parseReceipt } from '../remote/receipt.ts';
import type { Membership } from '../settings/settings.ts';
import { collect } from './pushes.ts';

export interface OpenAnswer {
  answer: CourierAnswer;
  pages: PullReply[];
  peers: Peer[] | undefined;
  grants: Grant[] | undefined;
}

type Bundle = OpenBundle<AnswerManifest>;

/**
 * The newest answer in a folder that the server signed for this device [CR6]. Those for others are passed by: they cannot be read here.
 * @throws Failure answer-none, answer-damaged, bundle-newer, stick-unreadable
 */
export async function openNewestAnswer(folder: string, keys: DeviceKeys, membership: Membership): Promise<OpenAnswer> {
  let newest: { bundle: Bundle; name: string } | undefined;
  let refused: unknown;
  for (const name of await listAnswers(folder)) {
    const bundle = await openAnswer(join(folder, name), keys, membership).catch((error: unknown) => {
      if (Failure.line(error).code !== 'bundle-foreign') refused = ofAnswer(error, name);
      return undefined;
    });
    if (bundle !== undefined && (newest === undefined || issuedAt(bundle) >= issuedAt(newest.bundle))) newest = { bundle, name };
  }
  if (newest === undefined) throw refused ?? new Failure('answer-none');
  const { name } = newest;
  return readAnswer(newest.bundle, membership).catch((error: unknown) => {
    throw ofAnswer(error, name);
  });
}

async function listAnswers(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Failure('stick-unreadable', {}, { cause });
  });
  return names.filter((name) => name.toLowerCase().endsWith(answerEnding)).sort();
}

/** @throws Failure bundle-foreign for what is another device's or another server's */
async function openAnswer(place: string, keys: DeviceKeys, { enrollment, serverKeys }: Membership): Promise<Bundle> {
  if ((await stat(place)).size > courierLimits.answerBytes) throw new Failure('bundle-damaged');
  const unsealed = await keys.unseal(createReadStream(place));
  const plain = await buffer(unsealed).catch((error: unknown) => {
    throw damagedUnlessDisk(error);
  });
  const bundle = await openBundle(plain, AnswerManifest, 'chr1');
  const { dev, serverId } = bundle.manifest;
  if (dev !== enrollment.dev || serverId !== enrollment.serverId) throw new Failure('bundle-foreign');
  if (!isSignedBy(serverKeys.signKey, signedText.answer(bundle.digest), bundle.sig)) throw new Failure('bundle-damaged');
  return bundle;
}

async function readAnswer(bundle: Bundle, membership: Membership): Promise<OpenAnswer> {
  const { issuedAt, epoch, next, backed, cursor, head, pages, parked, arrived } = bundle.manifest;
  const told = { issuedAt, epoch, next, backed, cursor, head, pages, parked, ...(arrived === undefined ? {} : { arrived }) };
  const pushes = await collect(parseLines(bundle.read(answerFiles.pushes), (line) => AnsweredPush.parse(line)));
  const receipts = await collect(
    parseLines(bundle.read(answerFiles.receipts), (line) => parseReceipt(line, Receipt.parse(line).batch, membership)),
  );
  const { verified } = AnsweredPhotos.parse(JSON.parse((await buffer(bundle.read(answerFiles.photos))).toString('utf8')));
  const rows = await collect(parseLines(bundle.read(answerFiles.pages), (line) => PullReply.parse(line)));
  if (rows.length !== pages) throw new Failure('bundle-damaged');
  return { answer: { ...told, pushes, receipts, verified }, pages: rows, peers: bundle.manifest.peers, grants: bundle.manifest.grants };
}

const issuedAt = ({ manifest }: Bundle): number => Date.parse(manifest.issuedAt);

/** Why one file was not taken, by its name. What is wrong with the stick itself is no fault of the file. */
function ofAnswer(error: unknown, file: string): Failure {
  if (!(error instanceof Failure)) return new Failure('stick-unreadable', {}, { cause: error });
  const code = error.code === 'bundle-damaged' ? 'answer-damaged' : error.code;
  return new Failure(code, { ...error.facts, file }, { cause: error });
}
