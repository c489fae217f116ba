import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating-system account PostgreSQL runs as; undefined means: as whoever runs this process. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, rightly. Under uid 0 it runs as the machine's `postgres` account, or as one of our own that
 * can log in nowhere. Every other user, and every Windows user, needs none (pg_ctl drops administrator rights itself).
 */
export async function findAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = (await lookUp('postgres')) ?? (await lookUp('chaihuan-db'));
  if (known !== undefined) return known;
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'chaihuan-db']);
  return lookUp('chaihuan-db');
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Whether that account can walk to `folder`: one closed folder on the way (a clone of mode 0700, root's home) is enough to fail. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const needed = uid === account.uid ? 0o500 : gid === account.gid ? 0o050 : 0o005;
  // Parents need only to be walked through, the folder itself also to be read.
  return (mode & needed) === needed && (await canWalk(account, path.dirname(folder)));
}

/** Whether that account can walk through `folder`: what is needed of every parent. */
export async function canWalk(account: Account, folder: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const needed = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & needed) !== needed) return false;
  const parent = path.dirname(folder);
  return parent === folder || canWalk(account, parent);
}
