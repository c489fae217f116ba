import type { Tables } from '../database/tables.ts';

/**
 * How a table goes into a backup. `whole`: every set holds all of it and the newest counts. `seq`, `kept_by` and `device`: a set holds
 * what the one before could not see. `sealed`: with the keys. `left`: not worth keeping.
 */
export type BackedUp = 'whole' | 'seq' | 'kept_by' | 'device' | 'sealed' | 'left';

/** Every table there is, in the order in which a restore may fill them. A new table must say here what becomes of it. */
export const backedUpTables = {
  server_identity: 'sealed',
  subdistricts: 'whole',
  users: 'whole',
  devices: 'whole',
  grants: 'whole',
  enroll_codes: 'whole',
  mutations: 'device',
  records: 'seq',
  conflicts: 'whole',
  holds: 'whole',
  held: 'whole',
  pushes: 'kept_by',
  blobs: 'kept_by',
  audit: 'seq',
  feed_head: 'whole',
  audit_head: 'whole',
  accounts: 'whole',
  // Of the machine or of the moment.
  nonces: 'left',
  sessions: 'left',
  uploads: 'left',
  account_sessions: 'left',
  backup_targets: 'left',
  migrations: 'left',
} as const satisfies Record<keyof Tables, BackedUp>;

/** Tables of earlier versions that a later migration took apart. What an old backup has of them is filled before it runs. */
export const formerTables = ['quarantine', 'uids'] as const;

export type BackedUpTable = keyof typeof backedUpTables;

/** Tables whose rows are in the sets, in restore order. */
export const tablesInSets = (Object.keys(backedUpTables) as BackedUpTable[]).filter((table) => !isApart(backedUpTables[table]));

function isApart(way: BackedUp): boolean {
  return way === 'sealed' || way === 'left';
}

/** Columns that belong to one cluster, and are made anew in the next. */
export const clusterColumns: readonly string[] = ['kept_by'];
