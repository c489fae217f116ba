import type { SafeStorage } from 'electron';
import type { OsVault } from '#host/ports.ts';

export type SafeStorageCalls = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * The system's own keeping of secrets: DPAPI, the Keychain, a Secret Service or KWallet. Where Linux has none of them Electron would only
 * scramble with a password that everybody knows: then there is no vault, and people's passphrases open the desk. It keeps text, so bytes travel as
 * base64. To be asked after the app is ready.
 */
export function createElectronVault(safeStorage: SafeStorageCalls, platform: NodeJS.Platform): OsVault {
  const pretends = () => platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  return {
    available: async () => !pretends() && safeStorage.isAsyncEncryptionAvailable(),
    wrap: (secret) => safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')),
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(wrapped));
      return { secret: Buffer.from(result, 'base64'), renew: shouldReEncrypt };
    },
  };
}
