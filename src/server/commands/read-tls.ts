import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { Failure } from '#contract/failure.ts';

/** What a server needs for TLS, as PEM texts. */
export interface TlsFiles {
  cert: string;
  key: string;
  /** The certificate's end has come: tls-expired, to be said. It keeps no server from its other work. */
  expired: Failure | undefined;
}

/** @throws Failure tls-unusable for what is no certificate or key, or no pair; what the system says of a file that is not there */
export async function readTls(certFile: string, keyFile: string, now: Date): Promise<TlsFiles> {
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  try {
    // Of an empty text a context can be made too, but no line.
    const until = new Date(new X509Certificate(cert).validTo);
    createPrivateKey(key);
    createSecureContext({ cert, key });
    const expired = until > now ? undefined : new Failure('tls-expired', { until: until.toISOString().slice(0, 10) });
    return { cert, key, expired };
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'PEM';
    throw new Failure('tls-unusable', { reason }, { cause });
  }
}
