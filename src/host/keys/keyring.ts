import { Failure } from '#contract/failure.ts';
import type { DeviceLock } from '#contract/host-api.ts';
import type { OsVault } from '../ports.ts';
import type { DataKey } from './data-key.ts';
import { createPrivateKeys } from './device-keys.ts';
import { createKeyFile, findOpenKeys, formatKeyFile, type KeyFile, type OpenKeys, parseKeyFile } from './key-file.ts';
import type { KeyStore } from './key-store.ts';
import { findByOs, wrapByOs } from './os-wrap.ts';

/** The key file of this device and what wraps its data key. It holds no key: who opened it does. */
export interface Keyring {
  file(): KeyFile;
  /** On disk when it returns; remembered then. @throws Failure disk-full, data-folder-unwritable */
  change(next: (file: KeyFile) => KeyFile): Promise<void>;
  wrappedBy(): DeviceLock['wrappedBy'];
  /** Lets the operating system open this device from now on, where it has a vault and does not do so yet. A full disk leaves it as it is. */
  keepWithOs(dataKey: DataKey): Promise<void>;
}

export interface KeyringOptions {
  store: KeyStore;
  vault: OsVault | null;
  /** Nothing here was made with keys yet: a missing file is a new device's. */
  fresh: boolean;
}

/**
 * The keys of this device, made and stored when there are none yet; a file of format 1 keeps its keys. `opened` is what needs nobody: the key that
 * the operating system keeps, or that lies open while nothing personal is stored.
 * @throws Failure keys-damaged (a file that is gone, too), and then nothing is written; disk-full, data-folder-unwritable
 */
export async function openKeyring(options: KeyringOptions): Promise<{ keyring: Keyring; opened: OpenKeys | undefined }> {
  const { store, vault, fresh } = options;
  const bytes = await store.read();
  if (bytes === undefined && !fresh) throw new Failure('keys-damaged');
  let file = bytes === undefined ? createKeyFile(createPrivateKeys()) : parseKeyFile(bytes);
  /** Whether the vault of this machine has given the key back, or taken it, in this run. */
  let keptByOs = false;
  let asksForWrap = true;

  async function change(next: (file: KeyFile) => KeyFile): Promise<void> {
    const changed = next(file);
    await store.write(formatKeyFile(changed));
    file = changed;
  }

  async function keepWithOs(dataKey: DataKey): Promise<void> {
    if (!asksForWrap) return;
    const os = await wrapByOs(vault, dataKey.export());
    if (os === undefined) return;
    try {
      await change((current) => ({ ...current, wraps: { ...current.wraps, os } }));
      keptByOs = true;
      asksForWrap = false;
    } catch (error) {
      console.error('keys:', error);
    }
  }

  async function openByItself(): Promise<OpenKeys | undefined> {
    const given = await findByOs(vault, file.wraps.os);
    const fromOs = given && findOpenKeys(file, given.secret);
    keptByOs = fromOs !== undefined;
    asksForWrap = given?.renew !== false || !keptByOs;
    if (fromOs !== undefined || file.wraps.none === null) return fromOs;
    const open = findOpenKeys(file, Buffer.from(file.wraps.none, 'base64url'));
    if (open === undefined) throw new Failure('keys-damaged');
    return open;
  }

  const opened = await openByItself();
  if (bytes === undefined || !Buffer.from(bytes).equals(formatKeyFile(file))) await change((made) => made);
  if (opened !== undefined) await keepWithOs(opened.dataKey);

  return {
    keyring: {
      file: () => file,
      change,
      keepWithOs,
      wrappedBy: () => (keptByOs ? 'os' : file.wraps.none === null ? 'passphrase' : 'none'),
    },
    opened,
  };
}
