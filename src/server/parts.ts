import type { BlobStore } from './blobs/blob-store.ts';
import type { Derivatives } from './blobs/derivatives.ts';
import type { Database } from './database/database.ts';
import type { Ingest } from './ingest/ingest.ts';
import type { ServerIdentity } from './repositories/server-identity.ts';

/** What the routes work with. */
export interface Parts {
  db: Database;
  identity: ServerIdentity;
  ingest: Ingest;
  blobs: BlobStore;
  derivatives: Derivatives;
  /** Folder of unfinished uploads, on the same file system as the blobs. */
  stagingFolder: string;
  /** Bundles that came before their predecessors, sealed as they came [CR5]. */
  parkedFolder: string;
  now(): Date;
}
