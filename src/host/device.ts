import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { createDrafts, type Drafts } from './drafts/drafts.ts';
import { type DataFolder, openDataFolder } from './folder/data-folder.ts';
import { type FolderLock, lockFolder } from './folder/folder-lock.ts';
import { createForms, type Forms } from './forms/forms.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import type { DataKey } from './keys/data-key.ts';
import type { DeviceKeys } from './keys/device-keys.ts';
import { createFileKeyStore } from './keys/key-store.ts';
import { openKeyring } from './keys/keyring.ts';
import { createPhotos, type Photos } from './photos/photos.ts';
import { createSealedVault, type Vault } from './photos/vault.ts';
import { chineseFont, createWatermark } from './photos/watermark.ts';
import type { HostOptions } from './ports.ts';
import { type Blobs, createBlobs } from './remote/blobs.ts';
import { createRemote, type Remote } from './remote/remote.ts';
import { createServerBase } from './remote/server-base.ts';
import { createSession } from './remote/session.ts';
import { createWire } from './remote/wire.ts';
import { openSettings, type Settings } from './settings/settings.ts';

/** The parts of one device, opened on its data folder. */
export interface Device {
  boot: string;
  now: Clock;
  folder: DataFolder;
  settings: Settings;
  /** What everything personal in the folder is sealed under. */
  dataKey: DataKey;
  keys: DeviceKeys;
  journal: Journal;
  drafts: Drafts;
  vault: Vault;
  photos: Photos;
  remote: Remote;
  blobs: Blobs;
  forms: Forms;
  /** Ends requests under way when the host closes. */
  closing: AbortSignal;
  /** Ends requests, waits for the calls under way, stops the trial server, then lets go of the folder. */
  close(underWay: Iterable<Promise<unknown>>): Promise<void>;
}

/** Takes the folder for this process first: nothing in it is read or repaired while another owns it. */
export async function openDevice(options: HostOptions, now: Clock): Promise<Device> {
  const folder = await openDataFolder(options.dataFolder);
  const lock = await lockFolder(folder.root);
  try {
    return await openParts(options, folder, lock, now);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openParts(options: HostOptions, folder: DataFolder, lock: FolderLock, now: Clock): Promise<Device> {
  const closer = new AbortController();
  const closing = closer.signal;
  const settings = await openSettings(folder.settings, options.skin);
  const { dataKey, keys } = await openKeyring(createFileKeyStore(folder.keys));
  const vault = createSealedVault(folder.photos, dataKey);
  const photos = createPhotos({ vault, watermark: createWatermark(options.resources), now });
  const base = createServerBase(settings, options.trial);
  const wire = createWire(base, closing);
  const session = createSession(wire, keys, settings);
  const journal = await openJournal({ folder: folder.journal, dataKey });
  const sealing = vault.sealPlain(closing).catch((error: unknown) => console.error('vault:', error));
  return {
    boot: randomUUID(),
    now,
    folder,
    settings,
    dataKey,
    keys,
    journal,
    drafts: createDrafts({ folder: folder.drafts, key: () => dataKey.subkey('files') }),
    vault,
    photos,
    remote: createRemote(wire, session, keys, settings),
    blobs: createBlobs({ wire, session, vault, photos, uploads: folder.uploads, base, closing }),
    forms: createForms({ printer: options.printer, exportsFolder: folder.exports, fontFile: chineseFont(options.resources), now }),
    closing,
    async close(underWay) {
      if (closing.aborted) return;
      closer.abort();
      await Promise.allSettled([...underWay, sealing]);
      await journal.close();
      await options.trial?.stop().catch((error: unknown) => console.error('trial:', error));
      await lock.release();
    },
  };
}
