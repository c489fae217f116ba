import { first } from './0001-first.ts';
import { backup } from './0002-backup.ts';
import { accounts } from './0003-accounts.ts';
import { recordIds } from './0004-record-ids.ts';
import { holds } from './0005-holds.ts';
import { devices } from './0006-devices.ts';
import { fieldsIndex } from './0007-fields-index.ts';
import { lighterIngest } from './0008-lighter-ingest.ts';

/** Every schema change, oldest first. A name never changes once it has shipped. */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-first', sql: first },
  { name: '0002-backup', sql: backup },
  { name: '0003-accounts', sql: accounts },
  { name: '0004-record-ids', sql: recordIds },
  { name: '0005-holds', sql: holds },
  { name: '0006-devices', sql: devices },
  { name: '0007-fields-index', sql: fieldsIndex },
  { name: '0008-lighter-ingest', sql: lighterIngest },
];
