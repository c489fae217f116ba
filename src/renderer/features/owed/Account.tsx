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
  // What is counted is said once; the terms are numbers of it.
  const amount = ({ unit }: AccountLine, qty: number) => (unit === 'CM' ? (qty / 100).toFixed(2) : qty);
  const breaks = conservationBreaks(lines);
  return (
    <Card title={<h2 className="card-title">{t('account')}</h2>}>
      {lines.map((line) => (
        <p key={`${line.type} ${line.unit}`} className="account-line">
          {t('accountLine', {
            type: word(fixtureTypeWords[line.type]),
            removed: word(quantityText({ unit: line.unit, qty: line.removed })),
            accepted: amount(line, line.accepted),
            waived: amount(line, line.waived),
            compensated: amount(line, line.compensated),
            relocated: amount(line, line.relocated),
            outstanding: amount(line, line.outstanding),
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
