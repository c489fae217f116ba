import { copyFile, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renameStubborn } from '#bundle/rename.ts';
import { stickFailure } from '#bundle/write-bundle.ts';
import { handoverEnding, handoverFileName, KeptHandover } from '#contract/handover.ts';
import type { Sha256 } from '#domain/identity.ts';
import { readWhole, writeWhole } from '../folder/durable-file.ts';

/** Records that other desks handed over, sealed as they came, each with a line of what it is beside it. */
export interface KeptHandovers {
  list(): Promise<KeptHandover[]>;
  /** The sealed bytes; undefined where it is not here. */
  read(id: Sha256): Promise<Uint8Array | undefined>;
  /** On disk when it returns. @throws Failure disk-full, data-folder-unwritable */
  keep(handover: KeptHandover, sealed: Uint8Array): Promise<void>;
  noteRelayed(id: Sha256): Promise<void>;
  drop(id: Sha256): Promise<void>;
  /** Puts those that the server was not given yet on a stick for the office, unchanged [HO4]. @throws Failure stick-full, stick-unwritable */
  copyTo(folder: string): Promise<void>;
}

export function createKeptHandovers(folder: string): KeptHandovers {
  const sealedAt = (id: Sha256) => join(folder, `${id}${handoverEnding}`);
  const aboutAt = (id: Sha256) => join(folder, `${id}.json`);

  /** The line comes last: without it a handover is not here. */
  async function keep(handover: KeptHandover, sealed: Uint8Array): Promise<void> {
    await writeWhole(sealedAt(handover.id), sealed);
    await writeAbout(handover);
  }

  const writeAbout = (handover: KeptHandover) => writeWhole(aboutAt(handover.id), Buffer.from(JSON.stringify(handover)));

  async function findAbout(name: string): Promise<KeptHandover | undefined> {
    const bytes = await readWhole(join(folder, name));
    if (bytes === undefined) return undefined;
    try {
      return KeptHandover.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    } catch {
      // A line that cannot be read says nothing: whoever wrote the handover still has all of it.
      return undefined;
    }
  }

  async function list(): Promise<KeptHandover[]> {
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.filter((name) => name.endsWith('.json')).map(findAbout));
    return found.filter((one) => one !== undefined).sort((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt));
  }

  return {
    list,
    read: (id) => readWhole(sealedAt(id)),
    keep,
    async noteRelayed(id) {
      const about = await findAbout(`${id}.json`);
      if (about !== undefined) await writeAbout({ ...about, relayed: true });
    },
    async drop(id) {
      await rm(aboutAt(id), { force: true });
      await rm(sealedAt(id), { force: true });
    },
    async copyTo(stick) {
      for (const { id, dev, relayed } of await list()) {
        if (!relayed) await copySynced(sealedAt(id), join(stick, handoverFileName(dev, id, 1, 1)));
      }
    },
  };
}

/** Beside, fsynced, renamed; what did not get so far leaves nothing behind. @throws Failure stick-full, stick-unwritable */
async function copySynced(from: string, to: string): Promise<void> {
  const beside = `${to}.part`;
  try {
    await copyFile(from, beside);
    const file = await open(beside, 'r+');
    await file.sync().finally(() => file.close());
    await renameStubborn(beside, to);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw stickFailure(error);
  }
}
