/** What a person was shown, to compare with what the next start shows. */
export interface Tally {
  /** Notes of sweeps whose form said 已保存. */
  saved: string[];
  /** The form that is open: what was typed into its note, in order, and from which of them on a draft is kept. */
  open: { typed: string[]; keptFrom: number | undefined };
}

export interface KillReport {
  rounds: number;
  saved: number;
  /** Drafts that a kill left, and that were looked for at the next start. */
  drafts: number;
  /** How often the profile was wiped before a start. */
  wiped: number;
  secondsPerRound: number;
  /** 已保存 was shown, and the next start did not have it. */
  lost: string[];
  /** Shown more than once after a start, or saved and still offered as a draft. */
  doubled: string[];
  /** Sweeps in the journal that the store did not show after a start. */
  unseen: number;
  /** Kept by a pause, and not offered again after a start. */
  draftsLost: string[];
}

export const nothingOpen = (): Tally['open'] => ({ typed: [], keptFrom: undefined });

/** What the store and the journal show after a start, beside what was called saved. */
export function compareSaved(report: KillReport, tally: Tally, shown: readonly string[], journaled: readonly string[]): void {
  const known = new Set(shown);
  report.lost.push(...tally.saved.filter((note) => !known.has(note)));
  report.doubled.push(...shown.filter((note, index) => shown.indexOf(note) !== index));
  report.unseen += journaled.filter((note) => !known.has(note)).length;
}

/**
 * What the form offers after a start, beside what was typed into it before the kill. A save that got through without 已保存 settles the
 * draft: then the note is shown, and must not be offered too.
 */
export function compareDraft(report: KillReport, { open }: Tally, shown: readonly string[], offered: string | undefined): void {
  const last = open.typed.at(-1);
  if (last !== undefined && shown.includes(last)) {
    if (offered !== undefined) report.doubled.push(`草稿 ${offered}`);
    return;
  }
  if (open.keptFrom === undefined) return;
  report.drafts += 1;
  if (offered === undefined || !open.typed.slice(open.keptFrom).includes(offered)) report.draftsLost.push(open.typed[open.keptFrom] ?? '');
}
