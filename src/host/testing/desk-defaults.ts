import { join } from 'node:path';
import type { UserId } from '#domain/identity.ts';
import type { HostOptions } from '../ports.ts';
import { createTestVault } from './os-vault.ts';

export const testUser = '0198a000-0000-7000-8000-00000000a001' as UserId;
/** Somebody else who works on this device. */
export const colleague = '0198a000-0000-7000-8000-00000000a003' as UserId;
export const testPin = '4711';

/** A desk whose operating system opens it, with a printer that always prints the same two pages. */
export const deskDefaults: Omit<HostOptions, 'dataFolder'> = {
  skin: 'browser',
  version: '0.1.0',
  resources: join(import.meta.dirname, '../../../resources'),
  printer: { pdf: async () => Buffer.from('%PDF-1.4\n1 0 obj <</Type /Pages /Count 2>> endobj') },
  osVault: createTestVault(),
  trial: null,
  // Tests of what a passphrase costs ask for the full price.
  stretchCost: 2 ** 10,
};
