import type { WaitingHold } from '../../store/holds.ts';
import { useWords } from '../../words/language.ts';
import { ReasonForm } from './VerdictForms.tsx';
import { waitingWords } from './words.ts';

/** What a person found who was asked to look again. */
export function AnswerForm({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  return <ReasonForm hold={hold} kind="answer" title={t('answer')} label={t('answer')} action={t('saveAnswer')} />;
}
