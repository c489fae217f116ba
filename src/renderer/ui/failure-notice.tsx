import { App } from 'antd';
import { type SaidIn, useLanguage, type WordTable, wordsIn } from '../words/language.ts';
import { sentenceOf } from './sentence-of.ts';

function Said({ said }: { said: SaidIn }) {
  return said(useLanguage());
}

/**
 * The one way to tell of a failure where no field of the page is its place. It stays until it is put away, and speaks the language that the desk
 * speaks by then. Answers what tells: a word of `table` as the title, and why.
 */
export function useFailureNotice<T extends Record<string, string>>(table: WordTable<T>): (title: keyof T & string, why: unknown) => void {
  const { notification } = App.useApp();
  return (title, why) =>
    notification.error({
      title: <Said said={(language) => wordsIn(table, language)(title)} />,
      description: <Said said={(language) => sentenceOf(why, language)} />,
      role: 'alert',
      duration: 0,
    });
}
