import { describe, expect, it } from 'vitest';
import { createElectronVault, type SafeStorageCalls } from './os-vault.ts';

interface System {
  backend?: ReturnType<SafeStorageCalls['getSelectedStorageBackend']>;
  works?: boolean;
  rotated?: boolean;
}

function storage({ backend = 'gnome_libsecret', works = true, rotated = false }: System = {}): SafeStorageCalls {
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => works,
    encryptStringAsync: async (text) => Buffer.from(`v10:${text}`),
    async decryptStringAsync(encrypted) {
      const text = encrypted.toString('utf8');
      if (!text.startsWith('v10:')) throw new Error('not ours');
      return { result: text.slice(4), shouldReEncrypt: rotated };
    },
  };
}

const secret = Buffer.from([0, 255, 128, 10, 13, 0]);

describe('the vault of the operating system', () => {
  it('gives back the bytes it was given, and says when the system wants them wrapped again', async () => {
    const vault = createElectronVault(storage(), 'win32');
    const wrapped = await vault.wrap(secret);
    expect(await vault.unwrap(wrapped)).toEqual({ secret, renew: false });
    expect(await createElectronVault(storage({ rotated: true }), 'win32').unwrap(wrapped)).toMatchObject({ renew: true });
    await expect(vault.unwrap(Buffer.from('another machine'))).rejects.toThrow('not ours');
  });

  it('is none on a Linux that would only pretend', async () => {
    expect(await createElectronVault(storage(), 'linux').available()).toBe(true);
    expect(await createElectronVault(storage({ backend: 'basic_text' }), 'linux').available()).toBe(false);
    expect(await createElectronVault(storage({ backend: 'unknown' }), 'linux').available()).toBe(false);
  });

  it('asks no backend where Linux’s question does not exist, and believes the system when it cannot', async () => {
    const { getSelectedStorageBackend: _, ...others } = storage({ works: false });
    const windows = { ...others, getSelectedStorageBackend: () => expect.unreachable() };
    expect(await createElectronVault(windows, 'win32').available()).toBe(false);
  });
});
