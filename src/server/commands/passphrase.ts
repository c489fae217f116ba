import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A secret from an environment variable, or typed at a terminal without being shown. Undefined where there is neither. */
export async function askSecret(question: string, fromEnvironment: string | undefined): Promise<string | undefined> {
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (!process.stdin.isTTY) return undefined;
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asking = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await asking.question('');
  } finally {
    asking.close();
    process.stderr.write('\n');
  }
}
