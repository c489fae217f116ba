import { z } from 'zod';
import { canonicalJson } from '#contract/canonical.ts';
import { Failure } from '#contract/failure.ts';
import { Instant, Sha256 } from '#domain/identity.ts';
import type { ServerIdentity } from '../repositories/server-identity.ts';
import { signText, verifyText } from '../signing.ts';
import type { BackupFolder } from './backup-folder.ts';

/** One run's file. `prev` is the chain before its first entry, `head` the chain after its last. */
export const BackupSet = z.object({
  file: z.string().regex(/^sets\/\d{6,}\.ndjson\.gz$/),
  at: Instant,
  entries: z.int().min(0),
  bytes: z.int(),
  prev: Sha256,
  head: Sha256,
});
export type BackupSet = z.infer<typeof BackupSet>;

/** What the newest set had seen: the next one begins there. */
export const BackupMarks = z.object({
  /** Of the database cluster: numbers of transactions mean nothing in another one. */
  cluster: z.string(),
  seq: z.int(),
  audit: z.int(),
  /** The oldest transaction then running. */
  oldest: z.string().regex(/^\d+$/),
  /** Number expected next of each device. */
  devices: z.record(z.string(), z.int()),
});
export type BackupMarks = z.infer<typeof BackupMarks>;

/** `backup.json`, written last: what it does not name does not exist. `sig` is the server's over the rest. */
export const Manifest = z.object({
  format: z.literal(1),
  /** Names this folder. */
  target: z.uuid(),
  serverId: z.uuid(),
  epoch: z.int(),
  /** The highest epoch that a restore from this folder has begun. */
  restoredTo: z.int().optional(),
  migrations: z.array(z.string()).min(1),
  keys: Sha256,
  sets: z.array(BackupSet).min(1),
  marks: BackupMarks,
  /** Photos that the server itself no longer had. */
  lost: z.array(Sha256),
  sig: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestFile = 'backup.json';
export const keysFile = 'keys.age';

/** @throws Failure backup-damaged */
export async function findManifest(folder: BackupFolder): Promise<Manifest | undefined> {
  const bytes = await folder.find(manifestFile);
  if (bytes === undefined) return undefined;
  try {
    return Manifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new Failure('backup-damaged', { file: manifestFile, entry: 0 }, { cause: error });
  }
}

export async function keepManifest(
  folder: BackupFolder,
  manifest: Omit<Manifest, 'sig'>,
  key: Pick<ServerIdentity, 'signPrivate'>,
): Promise<void> {
  const sig = signText(key.signPrivate, signed(manifest));
  await folder.replace(manifestFile, `${JSON.stringify({ ...manifest, sig }, null, 1)}\n`);
}

/** @throws Failure backup-damaged for one that the server did not sign as it stands */
export function checkManifest({ sig, ...manifest }: Manifest, key: Pick<ServerIdentity, 'signPublic'>): void {
  if (!verifyText(key.signPublic, signed(manifest), sig)) throw new Failure('backup-damaged', { file: manifestFile, entry: 0 });
}

function signed(manifest: Omit<Manifest, 'sig'>): string {
  return `chaihuan-backup\n${canonicalJson(manifest)}`;
}
