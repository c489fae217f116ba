import type { OsVault } from '../ports.ts';

/** What the vault gives back, or undefined where it cannot: the disk came from another machine, or the account is a new one. */
export async function findByOs(vault: OsVault | null, wrapped: string | null): Promise<{ secret: Uint8Array; renew: boolean } | undefined> {
  if (vault === null || wrapped === null) return undefined;
  try {
    return (await vault.available()) ? await vault.unwrap(Buffer.from(wrapped, 'base64url')) : undefined;
  } catch {
    return undefined;
  }
}

/** The secret as the vault wraps it, read back before it is believed. Undefined where there is no vault that keeps it. */
export async function wrapByOs(vault: OsVault | null, secret: Uint8Array): Promise<string | undefined> {
  if (vault === null) return undefined;
  try {
    if (!(await vault.available())) return undefined;
    const wrapped = await vault.wrap(secret);
    const back = await vault.unwrap(wrapped);
    return Buffer.from(back.secret).equals(secret) ? Buffer.from(wrapped).toString('base64url') : undefined;
  } catch {
    return undefined;
  }
}
