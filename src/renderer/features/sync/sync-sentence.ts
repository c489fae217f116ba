import { Failure, type FailureLine } from '#contract/failure.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { type Language, wordsIn } from '../../words/language.ts';
import { syncWords } from './words.ts';

/** What ended a sync. Elsewhere some of these speak of a form, which a sync has not. */
export function syncSentence({ code, facts }: FailureLine, language: Language): string {
  const t = wordsIn(syncWords, language);
  switch (code) {
    case 'disk-low':
    case 'disk-full':
      return t('diskShort');
    // A device that was enrolled by a file shows its code when it first meets the server [EF1].
    case 'enroll-code-wrong':
    case 'enroll-code-used':
    case 'enroll-code-expired':
      return t('fileRefused');
    default:
      return sentenceOf(new Failure(code, facts), language);
  }
}
