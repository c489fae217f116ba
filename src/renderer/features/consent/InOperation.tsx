import { Alert, Button } from 'antd';
import type { RecordId } from '#domain/identity.ts';
import { useWords } from '../../words/language.ts';
import { consentWords } from './words.ts';

/** Removal happens in an operation: the one this thing is in, or one that is still to be planned. */
export function InOperation({ title, operation }: { title: string; operation: RecordId | null }) {
  const t = useWords(consentWords);
  const way = <Button href={operation === null ? '#/operations' : `#/operations/${operation}`}>{t('toOperation')}</Button>;
  return <Alert type="info" showIcon title={title} action={way} />;
}
