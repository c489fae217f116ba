/** The scheme of the page in Electron. A standard, secure scheme has an origin, so that IndexedDB, camera and crypto belong to it. */
export const deskScheme = 'desk';
export const deskOrigin = `${deskScheme}://app`;

/** Privileges of the scheme: no `bypassCSP`, no service workers, nothing that a page of ours does not need. */
export const deskPrivileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } as const;

/** Origin of an address. Node's URL calls the origin of every scheme it does not know `null`: here it is spelled out. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}`;
  } catch {
    return undefined;
  }
}
