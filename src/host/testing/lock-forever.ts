import { lockFolder } from '../folder/folder-lock.ts';

/** Takes a folder, says so, and never lets go: to be killed. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: lock-forever <folder>');
await lockFolder(folder);
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
