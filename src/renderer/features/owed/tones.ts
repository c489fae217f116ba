import type { Entitlement } from '#domain/entitlement.ts';
import type { Word } from '#domain/words.ts';
import type { Tone } from '../../ui/StatusTag.tsx';

export const entitlementTones: Record<Entitlement['status'], Tone> = {
  open: 'waiting',
  confirmed: 'active',
  ordered: 'active',
  installed: 'active',
  rework: 'bad',
  accepted: 'good',
  closed: 'good',
  waived: 'neutral',
  compensated: 'neutral',
  relocated: 'good',
  disputed: 'bad',
  split: 'neutral',
};

export const overdueWord = (days: number): Word => ({ zh: `逾期 ${days} 天`, en: `${days} ${days === 1 ? 'day' : 'days'} overdue` });
