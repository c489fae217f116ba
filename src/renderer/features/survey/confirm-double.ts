import { App } from 'antd';
import { usePunctuation, useWords } from '../../words/language.ts';
import { surveyWords } from './words.ts';

/** Asks before a record that may be a double of others; true where there is none, or the person saves it anyway. */
export function useDoubleQuestion(): (codes: readonly string[]) => Promise<boolean> {
  const { modal } = App.useApp();
  const t = useWords(surveyWords);
  const { list } = usePunctuation();
  return async (codes) => {
    if (codes.length === 0) return true;
    return modal.confirm({
      title: t('doubleTitle'),
      content: t('doubleText', { codes: list(codes) }),
      okText: t('saveAnyway'),
      cancelText: t('check'),
    });
  };
}
