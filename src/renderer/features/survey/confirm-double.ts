import { App } from 'antd';
import type { Double } from '#domain/doubles.ts';
import type { RecordOf } from '../../store/records.ts';
import { usePunctuation, useWords } from '../../words/language.ts';
import { surveyWords } from './words.ts';

type Known = RecordOf<'structure'> | RecordOf<'fixture'>;

/** Asks before a record that may be a double of others; true where there is none, or the person saves it anyway. */
export function useDoubleQuestion(): (known: readonly Known[], doubles: readonly Double[]) => Promise<boolean> {
  const { modal } = App.useApp();
  const t = useWords(surveyWords);
  const { list } = usePunctuation();
  return async (known, doubles) => {
    if (doubles.length === 0) return true;
    const codes = known.filter(({ id }) => doubles.some((double) => double.id === id)).map(({ fields }) => fields.code);
    return modal.confirm({
      title: t('doubleTitle'),
      content: t('doubleText', { codes: list(codes) }),
      okText: t('saveAnyway'),
      cancelText: t('check'),
    });
  };
}
