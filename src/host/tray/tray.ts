import { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { createSealedNotes } from '../keys/sealed-notes.ts';

/** Which photos wait for their record. Their bytes lie in the vault. */
export interface Tray {
  /** On disk when it returns. False where that photo waits already: what was known of it stays. @throws Failure disk-full, data-folder-unwritable */
  put(photo: TrayPhoto): Promise<boolean>;
  /** Oldest first. */
  list(): Promise<TrayPhoto[]>;
  drop(photos: readonly Sha256[]): Promise<void>;
}

/** Read from disk once: a tray of an SD card is asked for often. */
export function createTray({ folder, key }: { folder: string; key(): Uint8Array }): Tray {
  const notes = createSealedNotes<TrayPhoto>({
    folder,
    kind: 'photo',
    key,
    keyOf: ({ facts }) => facts.sha256,
    read: (json) => TrayPhoto.safeParse(json).data,
  });
  let loaded: Promise<Map<Sha256, TrayPhoto>> | undefined;

  async function load(): Promise<Map<Sha256, TrayPhoto>> {
    return new Map((await notes.list()).map((photo) => [photo.facts.sha256, photo]));
  }

  function held(): Promise<Map<Sha256, TrayPhoto>> {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  }

  return {
    async put(photo) {
      const photos = await held();
      if (photos.has(photo.facts.sha256)) return false;
      await notes.put(photo);
      photos.set(photo.facts.sha256, photo);
      return true;
    },
    async list() {
      return [...(await held()).values()].toSorted((a, b) => a.facts.importedAt.localeCompare(b.facts.importedAt));
    },
    async drop(dropped) {
      const photos = await held();
      await notes.drop(dropped);
      for (const sha256 of dropped) photos.delete(sha256);
    },
  };
}
