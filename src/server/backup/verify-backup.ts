import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import type { BackupFolder } from './backup-folder.ts';
import { readChain } from './entry-chain.ts';
import { photoFile } from './make-backup.ts';
import { findManifest, keysFile } from './manifest.ts';

/** Walks every link of every set and hashes every photo. Needs no passphrase, so that anyone who keeps a copy can. @throws Failure backup-missing, backup-damaged */
export async function verifyBackup(folder: BackupFolder): Promise<{ sets: number; entries: number; photos: number }> {
  const manifest = await findManifest(folder);
  if (manifest === undefined) throw new Failure('backup-missing');
  if ((await folder.hash(keysFile)) !== manifest.keys) throw new Failure('backup-damaged', { file: keysFile, entry: 0 });
  const lost = new Set<string>(manifest.lost);
  let [entries, photos] = [0, 0];
  for (const set of manifest.sets) {
    for await (const { t, r } of readChain(set.file, folder.read(set.file), set)) {
      entries += 1;
      if (t !== 'blobs' || lost.has(r.sha256 ?? '')) continue;
      const file = photoFile(Sha256.parse(r.sha256));
      if ((await folder.hash(file)) !== r.sha256) throw new Failure('backup-damaged', { file, entry: entries });
      photos += 1;
    }
  }
  return { sets: manifest.sets.length, entries, photos };
}
