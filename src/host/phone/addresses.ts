import { networkInterfaces } from 'node:os';

/** Networks of a house or an office (RFC 1918), a machine's own hotspot among them. A public address is never offered. */
const own = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** Where a phone in the same network can reach this machine. */
export function findOwnAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const usable = found.filter(({ family, internal, address }) => family === 'IPv4' && !internal && own.test(address));
  return [...new Set(usable.map(({ address }) => address))];
}
