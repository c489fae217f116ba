import type { RecordType } from '#domain/identity.ts';
import type { PastChange } from '../../store/history.ts';
import { useWords } from '../../words/language.ts';
import { useSaying } from './use-saying.ts';
import { fieldText, valueText } from './value-text.ts';
import { historyWords } from './words.ts';

/** What a change made of each field, in words: from what to what. */
export function FieldLines({ type, fields }: { type: RecordType; fields: PastChange['fields'] }) {
  const t = useWords(historyWords);
  const saying = useSaying();
  return fields.map(({ field, change: { old, new: wanted } }) => (
    <div key={field}>
      {t('change', {
        field: fieldText(field, saying, type),
        old: valueText(type, field, old, saying),
        new: valueText(type, field, wanted, saying),
      })}
    </div>
  ));
}
