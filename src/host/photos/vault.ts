import { createHmac } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { readWhole, writeWhole } from '../folder/durable-file.ts';
import { createReadingRoom } from '../folder/reading-room.ts';
import type { DataKey } from '../keys/data-key.ts';
import { findChunks, findFile, sealFile } from '../keys/sealed-file.ts';
import { createTurnsByName } from '../turns.ts';
import { hashBytes } from './hash.ts';
import { createPlainPhotos } from './plain-photos.ts';

/** Copies that can be made again from the original. */
export type DerivedSize = Exclude<PhotoSize, 'original'>;

/** Where photo bytes rest, by the hash of their original. */
export interface Vault {
  /** Whether there is such a file; only reading tells whether it is whole. */
  has(sha256: Sha256, size: PhotoSize): Promise<boolean>;
  /** The bytes as they were written, an original checked against its hash; undefined where there are none, or where they were damaged. */
  read(sha256: Sha256, size: PhotoSize): Promise<Uint8Array | undefined>;
  /** An original's bytes for the server, in pieces. It hashes them itself: whose seal opens is what was sealed, and is not hashed here first. */
  readToSend(sha256: Sha256): Promise<Uint8Array[] | undefined>;
  /** On disk when it returns. An original that is there and whole is left as it is [A2]. @throws Failure disk-full, data-folder-unwritable */
  write(sha256: Sha256, size: PhotoSize, bytes: Uint8Array): Promise<void>;
  /** Only what can be rebuilt may be dropped. */
  drop(sha256: Sha256, size: DerivedSize): Promise<void>;
  /** Lets go of an original. Only for one that the server has just said to be inside a verified backup [RT2], or that no record ever named. */
  release(sha256: Sha256): Promise<void>;
}

export interface SealedVault extends Vault {
  /**
   * Seals, one after another, the photos that an older version left in the clear. It may be broken off at any moment and goes on the
   * next time: the sealed file is on disk before the plain one goes, and until then the plain one is read. One that cannot be sealed
   * keeps no other from it. @throws AggregateError of what failed, at the end
   */
  sealPlain(closing: AbortSignal): Promise<void>;
}

/**
 * Sealed files under `folder`: `<first two digits>/<name>`. The name is an HMAC of size and hash: who has a picture cannot tell from the
 * names whether it is here, nor which files belong together.
 */
export function createSealedVault(folder: string, dataKey: DataKey): SealedVault {
  const key = dataKey.subkey('photos');
  const nameKey = dataKey.subkey('photo-names');
  const plain = createPlainPhotos(folder);
  /** One at a time on one file, so that no older copy is sealed over a newer one. */
  const inTurn = createTurnsByName();
  const readInRoom = createReadingRoom();

  const nameOf = (sha256: Sha256, size: PhotoSize) => createHmac('sha256', nameKey).update(`${size}/${sha256}`).digest('hex');
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name);

  async function findSealed(sha256: Sha256, size: PhotoSize): Promise<Uint8Array | undefined> {
    const name = nameOf(sha256, size);
    const sealed = await readWhole(pathOf(name));
    return sealed && findFile(key, name, sealed);
  }

  async function findWhole(sha256: Sha256, size: PhotoSize): Promise<Uint8Array | undefined> {
    const bytes = (await findSealed(sha256, size)) ?? (await plain.read(sha256, size));
    return bytes !== undefined && size === 'original' && hashBytes(bytes) !== sha256 ? undefined : bytes;
  }

  async function findToSend(sha256: Sha256): Promise<Uint8Array[] | undefined> {
    const name = nameOf(sha256, 'original');
    const opened = await readInRoom(pathOf(name), (sealed) => findChunks(key, name, sealed));
    if (opened !== undefined) return opened;
    const whole = await findWhole(sha256, 'original');
    return whole && [whole];
  }

  async function writeSealed(sha256: Sha256, size: PhotoSize, bytes: Uint8Array): Promise<void> {
    const name = nameOf(sha256, size);
    await writeWhole(pathOf(name), sealFile(key, name, bytes));
    await plain.remove(sha256, size);
  }

  async function sealOne(sha256: Sha256, size: PhotoSize): Promise<void> {
    const bytes = await plain.read(sha256, size);
    if (bytes === undefined) return;
    if ((await findSealed(sha256, size)) === undefined) return writeSealed(sha256, size, bytes);
    await plain.remove(sha256, size);
  }

  const remove = (sha256: Sha256, size: PhotoSize) =>
    inTurn(nameOf(sha256, size), async () => {
      await rm(pathOf(nameOf(sha256, size)), { force: true });
      await plain.remove(sha256, size);
    });

  return {
    has: async (sha256, size) => (await exists(pathOf(nameOf(sha256, size)))) || (await exists(plain.pathOf(sha256, size))),
    read: (sha256, size) => inTurn(nameOf(sha256, size), () => findWhole(sha256, size)),
    readToSend: (sha256) => inTurn(nameOf(sha256, 'original'), () => findToSend(sha256)),
    write: (sha256, size, bytes) =>
      inTurn(nameOf(sha256, size), async () => {
        if (size === 'original' && (await findWhole(sha256, size)) !== undefined) return;
        await writeSealed(sha256, size, bytes);
      }),
    drop: remove,
    release: (sha256) => remove(sha256, 'original'),
    async sealPlain(closing) {
      const failed: unknown[] = [];
      for await (const { sha256, size } of plain.list()) {
        if (closing.aborted) return;
        await inTurn(nameOf(sha256, size), () => sealOne(sha256, size)).catch((error: unknown) => failed.push(error));
      }
      await plain.removeFolders();
      if (failed.length > 0) throw new AggregateError(failed, `${failed.length} plain photos are not sealed yet`);
    },
  };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
