import { randomUUID } from 'node:crypto';
import { Failure } from '#contract/failure.ts';
import type { Clock } from './clock.ts';
import { type DataFolder, openDataFolder } from './folder/data-folder.ts';
import { type FolderLock, lockFolder } from './folder/folder-lock.ts';
import type { OpenKeys } from './keys/key-file.ts';
import { createFileKeyStore } from './keys/key-store.ts';
import { type Keyring, openKeyring } from './keys/keyring.ts';
import { openParts, type Parts } from './parts.ts';
import type { HostOptions } from './ports.ts';
import { openSettings, type Settings } from './settings/settings.ts';

/** One device on its data folder. What needs the data key opens when the key has come. */
export interface Device {
  boot: string;
  now: Clock;
  folder: DataFolder;
  settings: Settings;
  keyring: Keyring;
  /** `HostOptions.stretchCost` */
  stretchCost: number | undefined;
  /** Opens the parts, once: later keys are the same one. @throws what opening them throws, and then it may be tried again */
  open(keys: OpenKeys): Promise<void>;
  isOpen(): boolean;
  /** @throws Failure sealed while the data key is not here */
  parts(): Parts;
  /** Ends requests under way when the host closes. */
  closing: AbortSignal;
  /** Ends requests, waits for the calls under way, stops the trial server, then lets go of the folder. */
  close(underWay: Iterable<Promise<unknown>>): Promise<void>;
}

/**
 * Takes the folder for this process first: nothing in it is read or repaired while another owns it.
 * @throws Failure second-instance, data-folder-unwritable, disk-full, skin-mismatch, keys-damaged
 */
export async function openDevice(options: HostOptions, now: Clock): Promise<Device> {
  const folder = await openDataFolder(options.dataFolder);
  const lock = await lockFolder(folder.root);
  try {
    return await openLocked(options, folder, lock, now);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(options: HostOptions, folder: DataFolder, lock: FolderLock, now: Clock): Promise<Device> {
  const closer = new AbortController();
  const closing = closer.signal;
  const settings = await openSettings(folder.settings, options.skin);
  const { keyring, opened } = await openKeyring({
    store: createFileKeyStore(folder.keys),
    vault: options.osVault,
    fresh: settings.membership() === null,
  });
  const ground = { options, folder, settings, closing, now };
  let parts = opened && (await openParts(opened, ground));
  return {
    boot: randomUUID(),
    now,
    folder,
    settings,
    keyring,
    stretchCost: options.stretchCost,
    async open(keys) {
      parts ??= await openParts(keys, ground);
    },
    isOpen: () => parts !== undefined,
    parts() {
      if (parts === undefined) throw new Failure('sealed');
      return parts;
    },
    closing,
    async close(underWay) {
      if (closing.aborted) return;
      closer.abort();
      await Promise.allSettled(underWay);
      await parts?.close();
      await options.trial?.stop().catch((error: unknown) => console.error('trial:', error));
      await lock.release();
    },
  };
}
