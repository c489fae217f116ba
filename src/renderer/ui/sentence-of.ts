import { Failure } from '#contract/failure.ts';
import { Refusal } from '../store/refusal.ts';
import { storeFailure } from '../store/store-failure.ts';
import { failureWords, ruleWords, sentence } from '../words/failure-words.ts';
import type { Language } from '../words/language.ts';

/** Any error as a person may read it. A raw message never reaches the screen. */
export function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof Refusal) return ruleWords[error.rule][language];
  const { code, facts } = Failure.line(storeFailure(error));
  return sentence(failureWords[code], language, facts);
}
