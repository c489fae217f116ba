import { first } from './0001-first.ts';
import { backup } from './0002-backup.ts';

/** Every schema change, oldest first. A name never changes once it has shipped. */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-first', sql: first },
  { name: '0002-backup', sql: backup },
];
