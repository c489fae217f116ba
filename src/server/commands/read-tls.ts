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
    const certificate = new X509Certificate(cert);
    // A context alone is made of empty texts too, and of a key of another kind: no line can be opened with it.
    if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new Failure('tls-unusable', { reason: 'KEY_MISMATCH' });
    createSecureContext({ cert, key });
    const until = new Date(certificate.validTo);
    const expired = until > now ? undefined : new Failure('tls-expired', { until: until.toISOString().slice(0, 10) });
    return { cert, key, expired };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'PEM';
    throw new Failure('tls-unusable', { reason }, { cause });
  }
}
