import { Alert, Card } from 'antd';
import { type AccountLine, conservationBreaks } from '#domain/account.ts';
import { quantityText } from '#domain/count.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { owedWords } from './words.ts';

/** A room's account in words [C1]: what was removed equals what came back, was given up, or is still owed. */
export function Account({ lines }: { lines: readonly AccountLine[] }) {
  const t = useWords(owedWords);
  const word = useWord();
  const said = ({ unit }: AccountLine, qty: number) => word(quantityText({ unit, qty }));
  const breaks = conservationBreaks(lines);
  return (
    <Card title={<h2 className="card-title">{t('account')}</h2>}>
      {lines.map((line) => (
        <p key={`${line.type} ${line.unit}`} className="account-line">
          {t('accountLine', {
            type: word(fixtureTypeWords[line.type]),
            removed: said(line, line.removed),
            accepted: said(line, line.accepted),
            waived: said(line, line.waived),
            compensated: said(line, line.compensated),
            relocated: said(line, line.relocated),
            outstanding: said(line, line.outstanding),
          })}
        </p>
      ))}
      {breaks.length === 0 ? (
        <Alert type="success" showIcon title={t('accountGood')} />
      ) : (
        <Alert type="error" showIcon title={t('accountBad')} />
      )}
    </Card>
  );
}
