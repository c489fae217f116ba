import type { RecheckDay } from '#domain/rechecks.ts';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { aftercareWords } from './words.ts';

const tones: Record<RecheckDay['state'], Tone> = { done: 'good', missed: 'neutral', due: 'waiting', overdue: 'bad', coming: 'neutral' };

/** How a recheck stands. */
export function RecheckTag({ state }: { state: RecheckDay['state'] }) {
  return <StatusTag word={{ zh: aftercareWords.zh[state], en: aftercareWords.en[state] }} tone={tones[state]} />;
}
