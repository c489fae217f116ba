import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '#contract/failure.ts';
import { createBackupFolder } from '../backup/backup-folder.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { verifyBackup } from '../backup/verify-backup.ts';
import { openBlobStore } from '../blobs/open-blob-store.ts';
import { openParts } from '../listen.ts';
import { type DatabasePlace, withBareDatabase, withDatabase } from './command-database.ts';
import { askSecret } from './passphrase.ts';

/** `backup DIR [--confirm-off-machine NAME]` */
export async function backUpInto(
  place: DatabasePlace,
  folder: string,
  env: NodeJS.ProcessEnv,
  confirmedBy: string | undefined,
): Promise<string> {
  const target = createBackupFolder(folder);
  const known = (await target.size('keys.age')) !== undefined;
  const passphrase = known ? env.BACKUP_PASSPHRASE : await askSecret('恢复口令 recovery passphrase: ', env.BACKUP_PASSPHRASE);
  const report = await withDatabase(place, async (db) =>
    makeBackup(await openParts(db, { dataFolder: place.dataFolder, env }), target, { passphrase, confirmedBy }),
  );
  const { set, incremental, entries, photos, photoBytes, lost, marksRaised } = report;
  const lines = [
    `set ${set} (${incremental ? 'incremental' : 'full'}): ${entries} entries, ${photos} photos, ${photoBytes} bytes, verified`,
  ];
  if (lost.length > 0) lines.push(`服务器上已缺照片 photos the server has lost: ${lost.length}`, ...lost);
  if (!marksRaised) {
    lines.push(
      '未确认备份不在本机：各设备仍保留全部记录。 Not confirmed to be off this machine: devices keep everything. --confirm-off-machine NAME',
    );
  }
  return lines.join('\n');
}

/** `backup DIR --verify`: every link and every photo, without changing anything. */
export async function verifyBackupIn(folder: string): Promise<string> {
  const { entries, photos, sets } = await verifyBackup(createBackupFolder(folder));
  return `whole: sets ${sets}, entries ${entries}, photos ${photos}`;
}

/** `restore DIR`: into this data folder or `DATABASE_URL`, which must be empty. */
export async function restoreFrom(place: DatabasePlace, folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const passphrase = await askSecret('恢复口令 recovery passphrase: ', env.BACKUP_PASSPHRASE);
  if (passphrase === undefined) throw new Failure('backup-passphrase-missing');
  const stagingFolder = path.join(place.dataFolder, 'staging');
  await mkdir(stagingFolder, { recursive: true });
  const blobs = openBlobStore(env, { dataFolder: place.dataFolder, stagingFolder });
  const report = await withBareDatabase(place, (db) =>
    restoreBackup({ db, blobs, now: () => new Date() }, createBackupFolder(folder), passphrase),
  );
  const lines = [
    `${report.entries} entries, ${report.photos} photos`,
    `epoch ${report.epoch}：各设备会重新送达备份之后的改动。 Devices send again what the backup lacks.`,
  ];
  if (!report.epochNoted)
    lines.push('备份文件夹不可写：不要再从它恢复第二次。 The folder is read-only: do not restore from it a second time.');
  return lines.join('\n');
}
