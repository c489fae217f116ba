import { hash } from 'node:crypto';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../folder/durable-file.ts';
import { sealFile } from '../keys/sealed-file.ts';

export const aboutAside = 'journal aside';

/** A call that lost its end, or lines that can no longer be trusted. */
export type AsideKind = 'torn' | 'damaged';

/**
 * Keeps bytes of the journal in a sealed file beside it. Its name says where they stood and, by the start of their hash, which they are:
 * the same bytes are kept once, and no others ever take their place.
 */
export async function keepAside(folder: string, key: Uint8Array, kind: AsideKind, start: number, bytes: Uint8Array): Promise<void> {
  const path = join(folder, `outbox.${kind}-${start}-${hash('sha256', bytes).slice(0, 8)}`);
  if (await exists(path)) return;
  await writeWhole(path, sealFile(key, aboutAside, bytes));
}

/** What versions before sealing kept aside, in the clear. */
export async function sealPlainAsides(folder: string, key: Uint8Array): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, kind, start] = /^outbox\.(torn|damaged)-(\d+)$/.exec(name) ?? [];
    if (kind === undefined) continue;
    await keepAside(folder, key, kind as AsideKind, Number(start), await readFile(join(folder, name)));
    await rm(join(folder, name));
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
