import { randomBytes } from 'node:crypto';
import { findSealed, seal } from '../keys/sealing.ts';
import type { OsVault } from '../ports.ts';

/** The vault of one machine: no other gives back what it wrapped. */
export function createTestVault(): OsVault {
  const machine = randomBytes(32);
  return {
    available: async () => true,
    wrap: async (secret) => seal(machine, 'vault', secret),
    async unwrap(wrapped) {
      const secret = findSealed(machine, 'vault', wrapped);
      if (secret === undefined) throw new Error('another machine');
      return { secret, renew: false };
    },
  };
}
