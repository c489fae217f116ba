import type { RecordOf } from '../../store/records.ts';
import type { Tone } from '../../ui/StatusTag.tsx';

/** A state's colour and shape. */
export const debrisTones: Record<RecordOf<'debris'>['fields']['status'], Tone> = {
  surveyed: 'waiting',
  notified: 'active',
  cleared: 'active',
  accepted: 'good',
};
