import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Word } from '#domain/words.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** A feature's words: the English side has exactly the Chinese side's keys. `{{name}}` interpolates. */
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
  await i18next.use(initReactI18next).init({
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

/** The words of a table in the current language; re-renders on a switch. */
export function useWords<T extends Record<string, string>>(table: WordTable<T>): Translate<T> {
  const { i18n } = useTranslation();
  const side: Record<string, string> = i18n.language === 'en' ? table.en : table.zh;
  return (key, values = {}) => (side[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** One word of the trade in the current language. */
export function useWord(): (word: Word) => string {
  const { i18n } = useTranslation();
  return (word) => (i18n.language === 'en' ? word.en : word.zh);
}
