import type { TestDevice } from '../../testing/test-device.ts';
import type { IngestStore, StoredRecord } from '../ingest-store.ts';

/** A store under test, and the two looks and one act that the port has no need for. */
export interface IngestBench {
  store: IngestStore;
  /** Makes the device known, with its key and a grant for its user. */
  admit(device: TestDevice, options?: { subdistrict?: string; revoked?: boolean }): Promise<void>;
  find(type: string, id: string): Promise<StoredRecord | undefined>;
  /** Every line kept, bodies whole. */
  countKept(): Promise<number>;
  close(): Promise<void>;
}
