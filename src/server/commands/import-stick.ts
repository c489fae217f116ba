import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { answerFileName, bundleEnding, countAnswered } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import { handoverEnding } from '#contract/handover.ts';
import { importBundles } from '../courier/import-bundles.ts';
import { writeAnswer } from '../courier/write-answer.ts';
import type { Parts } from '../parts.ts';
import { findCourierDevice } from '../repositories/courier-devices.ts';
import { sayFailure } from './say-failure.ts';

/**
 * `import DIR`: takes all bundles on a stick, whoever wrote them and in any order, and writes each device's answer beside them [CR7]. Handovers go
 * first: what the desk that relays them saved may build on them [HO4]. Run again it answers the same. @throws Failure bundle-none, stick-unreadable, stick-unwritable, stick-full
 */
export async function importStick(parts: Parts, folder: string): Promise<string> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Failure('stick-unreadable', {}, { cause });
  });
  const files = [handoverEnding, bundleEnding].flatMap((ending) => names.filter((name) => name.toLowerCase().endsWith(ending)).sort());
  if (files.length === 0) throw new Failure('bundle-none');
  const { devices, refused } = await importBundles(
    parts,
    files.map((name) => path.join(folder, name)),
    'console',
  );
  const lines: string[] = [];
  for (const device of devices) {
    await writeAnswer(parts, device, path.join(folder, answerFileName(device.dev)), 'console');
    const { received, held } = countAnswered(device.pushes);
    const name = (await findCourierDevice(parts.db, device.dev))?.name ?? device.dev;
    lines.push(`${name}\t收到 received ${received}\t待核对 to check ${held}\t照片 photos ${device.photos.size}${parkedOf(device.parked)}`);
  }
  for (const { file, failure } of refused) {
    lines.push(sayFailure(new Failure(failure.code, { ...failure.facts, file: path.basename(file) })));
  }
  return lines.join('\n');
}

function parkedOf(parked: readonly { from: number; to: number }[]): string {
  if (parked.length === 0) return '';
  const ranges = parked.map(({ from, to }) => `${from}–${to}`).join(', ');
  return `\t第 ${ranges} 号先放着，等前面的 U 盘 waits for an earlier stick: ${ranges}`;
}
