import type { DeviceStatus } from '#contract/host-api.ts';
import type { DeskDatabase } from '../../store/database.ts';
import { countHeld, type Restoration } from '../../store/reconcile.ts';

/** One thing that starting found and put right, or could not: a person reads it before the desk opens. */
export type Notice =
  | { kind: 'wiped' | 'older' | 'interrupted' | 'refilled' | 'drafts'; count: number }
  | { kind: 'torn'; bytes: number }
  /** Journal lines `from`–`to` cannot be read; `lost` of them are not in the store either. */
  | { kind: 'damaged'; from: number; to: number; lost: number };

/** What has to be said of a start; empty where nothing happened. */
export async function noticesOf(
  db: DeskDatabase,
  { cause, restored, refilled, drafts }: Restoration & { drafts: number },
  journal: DeviceStatus['journal'],
): Promise<Notice[]> {
  const notices: Notice[] = [];
  if (cause !== 'none') notices.push({ kind: cause, count: restored });
  if (drafts > 0) notices.push({ kind: 'drafts', count: drafts });
  if (refilled > 0) notices.push({ kind: 'refilled', count: refilled });
  if (journal !== undefined && journal.tornBytes > 0) notices.push({ kind: 'torn', bytes: journal.tornBytes });
  for (const gap of journal?.damaged ?? []) {
    const [from, to] = [gap.afterN + 1, gap.beforeN - 1];
    notices.push({ kind: 'damaged', from, to, lost: to - from + 1 - (await countHeld(db, gap)) });
  }
  return notices;
}
