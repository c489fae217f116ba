import { Sha256 } from '#domain/identity.ts';
import type { Desk } from './desk.ts';

/**
 * Pictures that no pull brings come when somebody opens them [PH3]. Answers how many came: none where there is no line, or the server has no
 * such copy yet.
 */
export async function bringCopies(
  { db, host }: Pick<Desk, 'db' | 'host'>,
  hashes: readonly string[],
  size: 'thumb' | 'display',
): Promise<number> {
  const blobs = await db.blobs.bulkGet([...hashes]);
  let came = 0;
  for (const blob of blobs) {
    if (blob === undefined) continue;
    const fetched = await host
      .call('remote.fetchPhoto', { sha256: Sha256.parse(blob.sha256), size, watermark: blob.watermark })
      .catch(() => undefined);
    if (fetched === undefined) continue;
    await db.blobs.update(blob.sha256, { [size]: 1 });
    came += 1;
  }
  return came;
}
