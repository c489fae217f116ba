import { BlockList, isIPv6 } from 'node:net';
import { Failure } from '#contract/failure.ts';

/**
 * Networks that plain http may cross: this machine, link-local, and the private ranges of RFC 1918 and RFC 4193, where a district's
 * own server stands on the office's line. Everything else, and every name but `localhost`, needs https.
 */
const nearby = new BlockList();
nearby.addSubnet('127.0.0.0', 8);
nearby.addSubnet('10.0.0.0', 8);
nearby.addSubnet('172.16.0.0', 12);
nearby.addSubnet('192.168.0.0', 16);
nearby.addSubnet('169.254.0.0', 16);
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addSubnet('fe80::', 10, 'ipv6');

/** A server's base address as a person typed it → scheme, host, port and path, without a slash at the end. @throws Failure server-address-bad */
export function parseServerAddress(typed: string): string {
  const url = findUrl(typed.trim());
  if (url === undefined) throw new Failure('server-address-bad');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new Failure('server-address-bad');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNearby(url.hostname))) {
    throw new Failure('server-address-bad', { scheme: url.protocol.slice(0, -1) });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function findUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isNearby(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return nearby.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
