/**
 * What both shells put on everything they serve to the page. The page reaches its own origin only: the district server is
 * host's business. `style-src` allows inline sheets because Ant Design's scroll locker and scrollbar probe insert `<style>`
 * elements without a nonce; with scripts and connections held to 'self', a style has nothing to run and nowhere to report.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** Headers of every answer of a shell. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** A form that is being printed is self-contained: no script, no request, pictures and fonts only as data. */
export const printPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** True for an address the page's router owns (`/estates/…`), which a reload must answer with the page; false for a file or for bytes. */
export function isPagePath(path: string): boolean {
  if (/^\/(photo|file|call|session|assets)(\/|$)/.test(path)) return false;
  return !path.slice(path.lastIndexOf('/')).includes('.');
}

/** `Content-Disposition` of a file that a person saves under `name` (RFC 6266; the plain name is for old readers). */
export function attachmentNamed(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encoded}`;
}
