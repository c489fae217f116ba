import type { HelloReply, Receipt } from '#contract/district-api.ts';
import type { PhotoFailure } from '#sync/photos.ts';
import { type DeskDatabase, findClockOffset } from '../../store/database.ts';
import type { Translate } from '../../words/language.ts';
import type { syncWords } from './words.ts';

export type BackupState = NonNullable<HelloReply['backup']>['state'];
/** Backups that protect nobody, or no longer: only one off the server's machine, and fresh, is good. */
export type BackupWarning = Exclude<BackupState, 'good'>;

/** Beyond this a device's clock dates a day's work wrongly. */
const clockToleranceMs = 5 * 60_000;

/** How wrong a device's clock is, from the server's minus its own; undefined where it is right enough. */
export function clockError(offsetMs: number): { which: 'fast' | 'slow'; byMs: number } | undefined {
  if (Math.abs(offsetMs) <= clockToleranceMs) return undefined;
  return { which: offsetMs < 0 ? 'fast' : 'slow', byMs: Math.abs(offsetMs) };
}

/** How things stand now, long after a receipt was issued perhaps. */
export interface DayEnd {
  /** Photos of the receipt that the server still lacks. */
  missing: number;
  /** Changes of the receipt that wait for a person's decision. */
  held: number;
  /** The server's clock minus this device's. */
  clockOffsetMs: number;
  /** As the server last said; undefined where it never said. */
  backup: BackupState | undefined;
}

export type NextStep =
  | { do: 'photos'; count: number }
  | { do: 'held'; count: number }
  | { do: 'clock'; byMs: number }
  | { do: 'backup'; state: BackupWarning }
  | { do: 'nothing' };

/** A server that never spoke of its backup is not accused. */
export function backupWarning(state: BackupState | undefined): BackupWarning | undefined {
  return state === 'good' ? undefined : state;
}

/** The one thing to do next: what could still be lost comes first. */
export function nextStep({ missing, held, clockOffsetMs, backup }: DayEnd): NextStep {
  if (missing > 0) return { do: 'photos', count: missing };
  if (held > 0) return { do: 'held', count: held };
  const wrong = clockError(clockOffsetMs);
  if (wrong !== undefined) return { do: 'clock', byMs: wrong.byMs };
  const state = backupWarning(backup);
  return state === undefined ? { do: 'nothing' } : { do: 'backup', state };
}

/** A next step in one sentence, for the screen and the print alike. */
export function nextStepLine(t: Translate<(typeof syncWords)['zh']>, step: NextStep): string {
  if (step.do === 'clock') return t('next_clock', { span: spanLine(t, step.byMs) });
  if (step.do === 'backup') return t(`backup_${step.state}`);
  const { do: what, ...values } = step;
  return t(`next_${what}`, values);
}

/** Photos that a sync did not bring: those whose original is gone or damaged here, which no other sync brings, and the rest. */
export function countUnsentPhotos(failures: readonly PhotoFailure[]): { broken: number; later: number } {
  const broken = failures.filter(({ code }) => code === 'photo-missing' || code === 'photo-unreadable').length;
  return { broken, later: failures.length - broken };
}

/** A stretch of time as a person would say it: minutes, then hours, then days. */
export function spanLine(t: Translate<(typeof syncWords)['zh']>, ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return t('spanMinutes', { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t('spanHours', { n: hours }) : t('spanDays', { n: Math.round(hours / 24) });
}

/** What this device knows now of a receipt's photos and changes, its own clock, and the server's backup. */
export async function findDayEnd(db: DeskDatabase, receipt: Receipt): Promise<DayEnd> {
  const [photos, held, clockOffsetMs, backup] = await Promise.all([
    db.blobs.bulkGet(receipt.photos.missing),
    db.outbox
      .where('held')
      .equals(1)
      .filter(({ batch }) => batch === receipt.batch)
      .count(),
    findClockOffset(db),
    findBackup(db),
  ]);
  return {
    missing: photos.filter((photo) => photo?.verified !== 1).length,
    held,
    clockOffsetMs,
    backup,
  };
}

/** How the server's backup stood when it was last met; undefined where it never said. */
export async function findBackup(db: DeskDatabase): Promise<BackupState | undefined> {
  const row = await db.meta.get('backup');
  return row?.key === 'backup' ? row.state : undefined;
}
