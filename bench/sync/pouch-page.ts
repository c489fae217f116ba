import PouchBrowser from 'pouchdb-browser';
import { timed, told } from '../desk-page.ts';
import { fixtureOf, recordId, sizeOf } from '../store/district.ts';

/** As much of PouchDB as is measured. */
interface Pouch {
  bulkDocs(docs: object[]): Promise<unknown>;
  info(): Promise<{ doc_count: number }>;
  replicate: { to(remote: Pouch, options: object): Promise<unknown>; from(remote: Pouch, options: object): Promise<unknown> };
}
const PouchDB = PouchBrowser as unknown as { new (name: string): Pouch }; // the package has no types

const remoteOf = (name: string) => new PouchDB(`${location.origin}/${name}`);
/** Without a size, PouchDB's own. */
const optionsOf = (batch: number | undefined) => (batch === undefined ? {} : { batch_size: batch });

const pouchBench = {
  /** The documents of as many fixtures as our side saves. */
  async fill(name: string, count: number): Promise<void> {
    const size = sizeOf(count);
    const docs = Array.from({ length: count }, (_, n) => ({ _id: recordId(1_000_000 + n), kind: 'fixture', ...fixtureOf(n, size) }));
    await new PouchDB(name).bulkDocs(docs);
  },

  /** Milliseconds, and how many documents the server then has. */
  async push(name: string, batch?: number): Promise<{ ms: number; docs: number }> {
    const [local, remote] = [new PouchDB(name), remoteOf(name)];
    const ms = await timed(() => local.replicate.to(remote, optionsOf(batch)));
    return { ms, docs: (await remote.info()).doc_count };
  },

  /** Milliseconds, and how many documents came. */
  async pull(name: string, batch?: number): Promise<{ ms: number; docs: number }> {
    const local = new PouchDB(name);
    const ms = await timed(() => local.replicate.from(remoteOf(name), optionsOf(batch)));
    return { ms, docs: (await local.info()).doc_count };
  },
};

declare global {
  interface Window {
    pouchBench: typeof pouchBench;
  }
}

window.pouchBench = told(pouchBench);
