import { z } from 'zod';
import type { HelloReply, PushResult } from '#contract/district-api.ts';
import type { HoldRow, KnownDevice } from '#contract/hold.ts';
import type { RecordId, Sha256 } from '#domain/identity.ts';
import type { FeedRecord, Mutation } from '#domain/mutation.ts';
import type { WatermarkText } from '#domain/photo.ts';
import { SearchFilters } from '#domain/search.ts';
import type { ViewRecord } from '#sync/overlay.ts';

/** A search somebody gave a name, kept on this device. */
export const SavedSearch = z.object({ name: z.string().min(1).max(20), text: z.string().max(60), filters: SearchFilters });
export type SavedSearch = z.infer<typeof SavedSearch>;

/** What somebody surveyed last: where the next survey of theirs starts from. Codes and ids as their forms have them. */
export interface LastSurvey {
  building: string;
  structure?: { kind: string; material: string };
  fixture?: { type: string; side: string; material: string };
  second: string;
  secondName: string;
}

/** What a pulled row says that its view does not. */
export type RowRest = Omit<FeedRecord, 'type' | 'id' | 'rev' | 'deleted' | 'fields' | 'openConflicts'>;

/** A view record with what its indexes need: `keys` are `type`, `type|status` and `type>id` of everything it points at. */
export interface ViewRow extends ViewRecord {
  keys: string[];
  /** Where nothing of this desk stands on top: what the pulled row says besides. It is kept here alone then [V3]. */
  row?: RowRest;
}

/** How many records stand under `type|status` (`type|` where a type has no states), and the sum of their `qty`. */
export interface TallyRow {
  key: string;
  count: number;
  pieces: number;
}

/** `state`: 0 unsent, 1 acknowledged but not yet in a pulled row, 2 settled, 3 settled and to be sent again under a new number [FK1]. */
export interface OutboxRow {
  n: number;
  h: string;
  uid: string;
  id: RecordId;
  state: 0 | 1 | 2 | 3;
  rowSeq?: number;
  outcome?: string;
  rule?: string;
  batch?: string;
  conflictId?: string;
  /** 1 while the server holds it for a person to decide: a conflict, or quarantined [H1]. Absent otherwise. */
  held?: 1;
  /** What a clerk decided of it [H2]. */
  decided?: { state: 'resolved' | 'released' | 'rejected'; at: string | null; by?: string; reason?: string };
  mutation: Mutation;
}

/** What the server told of a run of numbers, as long as the rows that show it have not come: one row, and not one of every change [TD1]. */
export interface ToldRow {
  /** The first of them. */
  from: number;
  batch: string;
  results: readonly PushResult[];
}

/** A change that another desk handed over, until the row that shows it has been pulled [HO5]. It is no line of this device's journal. */
export interface HandedRow {
  uid: string;
  id: RecordId;
  /** The handover it came in first, and what the device that wrote it is called. */
  handover: Sha256;
  device: string;
  /** Where it stands among all that were handed over: devices one after another, each in its own order. */
  order: number;
  /** 1 once the server was heard to have it. */
  told: 0 | 1;
  rowSeq?: number;
  mutation: Mutation;
}

/** A photo's bytes as far as this device knows them. Flags are 0/1 because IndexedDB cannot index booleans. */
export interface BlobRow {
  sha256: string;
  bytes: number;
  own: 0 | 1;
  verified: 0 | 1;
  thumb: 0 | 1;
  display: 0 | 1;
  /** 1 while a copy that a pull should bring is not here. */
  wanted: 0 | 1;
  /** 0 where no display copy follows a pull: nobody here works on that building. */
  assigned?: 0 | 1;
  /** 1 once the original was let go: it is in a backup, and comes back on demand [RT2]. */
  released?: 1;
  addedAt: number;
  watermark: WatermarkText;
}

/** What waits for one decision, as the server last told it. `records` are those of its changes. One that was decided keeps the lines it had. */
export interface HoldEntry extends HoldRow {
  records: RecordId[];
  /** 1 while it waits: IndexedDB indexes no booleans. */
  open: 0 | 1;
}

/** Records that are in the views and not yet in the search index, some dozens to a row, in the order they came [IX1]. */
export interface UnindexedRow {
  /** Given by the database. */
  at?: number;
  ids: readonly RecordId[];
}

export type MetaRow =
  | { key: 'position'; epoch: number; cursor: number }
  /** How far what waits for people has been followed, and under which scope [H3]. */
  | { key: 'holds'; epoch: number; cursor: number; scope: string }
  /** The subdistrict's devices, as the server knew them then (this device's clock). */
  | { key: 'devices'; at: number; devices: KnownDevice[] }
  /** Kept handovers whose changes the store has. */
  | { key: 'handovers'; noted: Sha256[] }
  | { key: 'clock'; offsetMs: number }
  /** How the server's own backup stood when it was last met. */
  | { key: 'backup'; state: NonNullable<HelloReply['backup']>['state'] }
  | { key: 'awaited'; batches: string[] }
  /** Lines below `below` that are settled and backed were let go from the outbox; the journal has them [RT1]. */
  | { key: 'pruned'; below: number }
  | { key: 'codes'; last: number }
  | { key: 'searches'; saved: SavedSearch[] }
  /** What each person surveyed last, by user id. */
  | { key: 'lastSurveys'; of: Record<string, LastSurvey> }
  /** Sealed when the database was made: the key that opens it opens the rest. */
  | { key: 'seal'; word: string };
