import { Card, Flex } from 'antd';
import { type OfferedForm, OneAtATime } from '../../ui/OneAtATime.tsx';
import { useWords } from '../../words/language.ts';
import { correctionWords } from './words.ts';

/** What this person may correct here, and why it is done so. Nothing where they may correct nothing. */
export function Corrections({ forms }: { forms: readonly (OfferedForm | false)[] }) {
  const t = useWords(correctionWords);
  const offered = forms.filter((form) => form !== false);
  if (offered.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('corrections')}</h2>}>
      <Flex vertical gap={16}>
        <span className="hint">{t('correctionsWhy')}</span>
        <OneAtATime forms={offered} />
      </Flex>
    </Card>
  );
}
