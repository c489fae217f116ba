/** Where what a form's code names is shown. */
const pages: Readonly<Record<string, string>> = {
  entitlement: '/entitlements',
  structure: '/structures',
  fixture: '/fixtures',
  building: '/buildings',
};

/**
 * The page of what a form's code is about, as a scanner types it: `chaihuan:structure:<id>`, or several ids, of which the first is shown.
 * Undefined for any other text.
 */
export function findScanned(text: string): string | undefined {
  const [program, type = '', ids = ''] = text.trim().split(':');
  const page = Object.hasOwn(pages, type) ? pages[type] : undefined;
  const id = /^[0-9a-f-]{36}/.exec(ids)?.[0];
  return program !== 'chaihuan' || page === undefined || id === undefined ? undefined : `${page}/${id}`;
}
