import { addDays, addMonths } from './day.ts';
import type { RemovalMode } from './evidence.ts';
import type { Day, Instant } from './identity.ts';
import type { QuietHours } from './policy.ts';
import type { Structure } from './structure.ts';
import type { Word } from './words.ts';

/**
 * Warnings for a person, and for a lawyer: they are data, they never lock or unlock a step. 行政强制法 43, 44; 行政复议法 20: 60 days;
 * 行政诉讼法 46: 6 months.
 */
export const lawWarningWords = {
  REVIEW_RUNNING: { zh: '行政复议期限未满，请律师确认', en: 'The period for review has not run out: ask a lawyer' },
  LITIGATION_RUNNING: { zh: '行政诉讼期限未满，请律师确认', en: 'The period for litigation has not run out: ask a lawyer' },
  NOT_SERVED: { zh: '没有限期拆除决定的送达日期', en: 'No day of service of the order is known' },
  NIGHT: { zh: '夜间不得实施强制拆除（情况紧急除外）', en: 'No compulsory removal at night, except in urgency' },
  HOLIDAY: { zh: '法定节假日不得实施强制拆除（情况紧急除外）', en: 'No compulsory removal on statutory holidays, except in urgency' },
  QUIET_HOURS: { zh: '正在当地禁止噪声施工的时段', en: 'Local quiet hours: no noisy work' },
} as const satisfies Record<string, Word>;

export type LawWarning = keyof typeof lawWarningWords;

/** Last days for review and litigation against an order, and the first day after both. */
export interface StatutoryDates {
  reviewUntil: Day;
  litigationUntil: Day;
  earliest: Day;
}

export function statutoryDates(servedOn: Day): StatutoryDates {
  const reviewUntil = addDays(servedOn, 60);
  const litigationUntil = addMonths(servedOn, 6);
  const later = reviewUntil > litigationUntil ? reviewUntil : litigationUntil;
  return { reviewUntil, litigationUntil, earliest: addDays(later, 1) };
}

/** What to warn of before an enforcement decision on `today`. */
export function statutoryWarnings(structure: Pick<Structure, 'order'>, today: Day): LawWarning[] {
  const served = structure.order?.service.on;
  if (served === undefined) return ['NOT_SERVED'];
  const dates = statutoryDates(served);
  const warnings: LawWarning[] = [];
  if (today <= dates.reviewUntil) warnings.push('REVIEW_RUNNING');
  if (today <= dates.litigationUntil) warnings.push('LITIGATION_RUNNING');
  return warnings;
}

const night: QuietHours = { from: '22:00', to: '06:00' };

function isWithin(time: string, { from, to }: QuietHours): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** What to warn of before work at an instant, as that instant's own clock shows it. `holidays` are statutory ones. */
export function hourWarnings(mode: RemovalMode, at: Instant, quiet: readonly QuietHours[], holidays: readonly Day[]): LawWarning[] {
  const time = at.slice(11, 16);
  if (mode !== 'COMPULSORY') return quiet.some((hours) => isWithin(time, hours)) ? ['QUIET_HOURS'] : [];
  const warnings: LawWarning[] = [];
  if (isWithin(time, night)) warnings.push('NIGHT');
  if (holidays.includes(at.slice(0, 10))) warnings.push('HOLIDAY');
  return warnings;
}
