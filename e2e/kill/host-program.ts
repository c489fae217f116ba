import { createInterface } from 'node:readline';
import { startWebShell } from '#web/web-shell.ts';
import { shellOptions } from '../shell-options.ts';

// tsx e2e/kill/host-program.ts DATA_FOLDER
// The browser shell as a process that can be killed. Each line that comes in is answered with a fresh address; it ends with its input.
const shell = await startWebShell(shellOptions(process.argv[2] ?? ''));
const lines = createInterface({ input: process.stdin });
lines.on('line', () => console.log(shell.launchUrl()));
lines.once('close', () => void shell.close().then(() => process.exit()));
