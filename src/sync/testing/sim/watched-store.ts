import type { DeviceId } from '#domain/identity.ts';
import type { IngestCommit, IngestFeed } from '#server/ingest/ingest-store.ts';
import { MemoryIngestStore } from '#server/ingest/testing/memory-ingest-store.ts';

export interface Watch {
  /** Asked within the transaction, before anything of it stays. What it throws undoes it. */
  committing(store: MemoryIngestStore, commit: IngestCommit): void;
}

/** Ingest's store in memory, watched at every commit, and copied as a backup copies it. */
export class WatchedStore extends MemoryIngestStore {
  readonly #watch: Watch;

  constructor(watch: Watch, from?: MemoryIngestStore) {
    super();
    this.#watch = watch;
    if (from !== undefined) this.#takeOver(from);
  }

  /** What is kept is never changed in place, so that copies of the tables are a copy of all. */
  #takeOver(from: MemoryIngestStore): void {
    for (const [dev, device] of from.devices) this.devices.set(dev, device);
    for (const [dev, grants] of from.grants) this.grants.set(dev, grants);
    for (const [key, record] of from.records) this.records.set(key, record);
    for (const [id, conflict] of from.conflicts) this.conflicts.set(id, conflict);
    for (const id of from.closed) this.closed.add(id);
    this.waiting.takeOver(from.waiting);
    this.mutations.push(...from.mutations);
    this.pushes.push(...from.pushes);
    this.head = from.head;
  }

  override exclusively<T>(dev: DeviceId, work: (feed: IngestFeed) => Promise<T>): Promise<T> {
    return super.exclusively(dev, (feed) =>
      work({
        ...feed,
        keep: (commit) => {
          this.#watch.committing(this, commit);
          return feed.keep(commit);
        },
      }),
    );
  }
}
