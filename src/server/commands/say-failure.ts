import { commandWords } from '#contract/command-words.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import type { Sentence } from '#contract/start-sentence.ts';
import { isDiskFull } from '../blobs/durable-file.ts';
import { unreached } from '../database/unreached.ts';

const words: Partial<Record<FailureCode, Sentence>> = {
  ...commandWords,
  DISK: {
    zh: '磁盘已满，没有写完；原有的数据和上一份备份仍然完好。请腾出空间，再试一次。',
    en: 'The disk is full and nothing was finished; the data that was there and the previous backup are still good. Make room and try again.',
  },
  BUSY: {
    zh: '照片库（BLOB_STORE）没有应答，或读回的不一致，这一次没有做完；请检查它是否在运行，以及它的地址和密钥，再试一次。',
    en: 'The photo store (BLOB_STORE) does not answer, or reads back something else, and this was not finished. Check that it runs, its address and its keys, and try again.',
  },
  FORK: {
    zh: '{{file}} 没有读入：写它的设备，磁盘被还原或复制过。记录都在设备上；请让它联网同步一次，它会自己换新编号。',
    en: '{{file}} was not taken in: the disk of its device was rolled back or copied. Everything is kept there; let it sync over a line once, and it takes a new id by itself.',
  },
  EPOCH: {
    zh: '{{file}} 没有读入：写它的设备见过比这更新的本服务器，这里打开的是旧的一份。请核对数据文件夹；记录都在设备上。',
    en: '{{file}} was not taken in: its device has met a later life of this server, and this is an old copy. Check the data folder; everything is kept on the device.',
  },
  BATCH_BAD: {
    zh: '{{file}} 里的记录校验不对，没有读入。记录都在设备上，请在设备上重新存到 U 盘。',
    en: 'The records in {{file}} do not fit their checksums and were not taken in. Everything is kept on the device: save to the stick again.',
  },
  UPGRADE: commandWords['bundle-newer'],
  'enroll-code-used': {
    zh: '{{file}} 来自第二台用同一份登记文件的设备，没有读入；它的记录都在。请给它写一份新的登记文件。',
    en: '{{file}} comes from a second device that was enrolled with the same file and was not taken in; all is kept there. Write a file of its own for it.',
  },
  'enroll-code-wrong': {
    zh: '{{file}} 的设备所用的登记文件不是本服务器写的，没有读入；设备上的记录都在。',
    en: 'The device that wrote {{file}} was enrolled with a file that this server did not write, so it was not taken in; all is kept on the device.',
  },
  'enroll-code-expired': {
    zh: '{{file}} 的设备所用的登记文件已过 90 天，没有读入；设备上的记录都在。请给它写一份新的登记文件。',
    en: 'The device that wrote {{file}} was enrolled with a file older than ninety days, so it was not taken in; all is kept on the device.',
  },
  'file-unreadable': {
    zh: '{{file}} 读不出来或写不进去（{{reason}}）：请核对路径和权限，再试一次。',
    en: '{{file}} cannot be read or written ({{reason}}): check the path and who may use it, and try again.',
  },
  'port-taken': {
    zh: '端口 {{port}} 被别的程序占用，服务器没有启动。请关闭那个程序，或用 --port 另选一个。',
    en: 'Port {{port}} is taken by another program, so the server did not start. Close that program, or choose another with --port.',
  },
  'second-instance': { zh: '这个数据文件夹正被另一个服务器使用。', en: 'Another server is using this data folder.' },
};

/** PostgreSQL's own words for a place that does not let this one in: SQLSTATE classes connection, authorization and no such database. */
const shutOut = /^(?:08|28)[0-9A-Z]{3}$|^3D000$|^57P03$/;

/** What the system says with a code alone. Where a name has several addresses, the error of their being refused has no words at all. */
function knownFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || error instanceof Failure || !('code' in error)) return undefined;
  if (isDiskFull(error)) return new Failure('DISK', {}, { cause: error });
  const { code } = error;
  if (code === 'EADDRINUSE') return new Failure('port-taken', 'port' in error ? { port: Number(error.port) } : {}, { cause: error });
  if ('path' in error && typeof error.path === 'string') {
    return new Failure('file-unreadable', { file: error.path, reason: String(code) }, { cause: error });
  }
  const known = typeof code === 'string' && (unreached.has(code) || shutOut.test(code));
  return known ? new Failure('database-unreachable', {}, { cause: error }) : undefined;
}

/** What an administrator reads when a command fails: a sentence in both languages where it has a code, else what was said. */
export function sayFailure(thrown: unknown): string {
  const error = knownFailure(thrown) ?? thrown;
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const said = words[error.code];
  if (said === undefined) return `${error.code} ${JSON.stringify(error.facts)}`;
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(error.facts[name] ?? ''));
  return `${error.code}\n${fill(said.zh)}\n${fill(said.en)}`;
}
