import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Word } from '#domain/words.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * A feature's words: the English side has exactly the Chinese side's keys. `{{name}}` interpolates,
 * `{{count:target|targets}}` says the first form for one and the second for any other number.
 */
export interface WordTable<T extends Record<string, string> = Record<string, string>> {
  zh: T;
  en: Record<keyof T, string>;
}

export function defineWords<T extends Record<string, string>>(zh: T, en: Record<keyof T, string>): WordTable<T> {
  return { zh, en };
}

const stored = 'chaihuan.language';

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}

export async function startLanguage(): Promise<void> {
  await i18next.init({
    lng: localStorage.getItem(stored) === 'en' ? 'en' : 'zh',
    fallbackLng: 'zh',
    resources: {},
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-CN' : 'en';
}

/** Switches without a restart. */
export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(stored, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export type Translate<T extends Record<string, string>> = (key: keyof T & string, values?: Record<string, string | number>) => string;

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
}

/** The current language; re-renders on a switch. Every line of a long list asks: it must cost nothing. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, currentLanguage, currentLanguage);

/** The words of a table in one language. */
export function wordsIn<T extends Record<string, string>>(table: WordTable<T>, language: Language): Translate<T> {
  const side: Record<string, string> = table[language];
  return (key, values) => fillIn(side[key] ?? key, values);
}

/** The words of a table in the current language; re-renders on a switch. */
export const useWords = <T extends Record<string, string>>(table: WordTable<T>): Translate<T> => wordsIn(table, useLanguage());

/** What is known now and read later: it speaks the language that the desk speaks then. */
export type SaidIn = (language: Language) => string;

/** A sentence with its values in place. */
export function fillIn(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{\{(\w+)(?::([^|}]*)\|([^}]*))?\}\}/g, (_, name: string, one?: string, more?: string) => {
    if (one === undefined || more === undefined) return String(values[name] ?? '');
    return Number(values[name]) === 1 ? one : more;
  });
}

/** How the current language lists things and adds a remark. */
export interface Punctuation {
  list(parts: readonly string[]): string;
  /** Sentences that stand beside one another. */
  clauses(parts: readonly string[]): string;
  /** ` (so)`, to be written right behind what it remarks on. */
  aside(remark: string): string;
}

export const punctuation: Record<Language, Punctuation> = {
  zh: { list: (parts) => parts.join('、'), clauses: (parts) => parts.join('；'), aside: (remark) => `（${remark}）` },
  en: { list: (parts) => parts.join(', '), clauses: (parts) => parts.join('; '), aside: (remark) => ` (${remark})` },
};

export function usePunctuation(): Punctuation {
  return punctuation[useLanguage()];
}

/** One word of the trade in the current language. */
export function useWord(): (word: Word) => string {
  const language = useLanguage();
  return (word) => word[language];
}
