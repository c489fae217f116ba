import { Card } from 'antd';
import { fixtureTypeWords } from '#domain/words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { type OwedLine, sumOf } from './owed-lines.ts';
import { owedWords } from './words.ts';

/** Owed by type, and how much of it is late. */
export function OwedFigures({ lines }: { lines: readonly OwedLine[] }) {
  const t = useWords(owedWords);
  const word = useWord();
  const types = [...new Set(lines.map(({ line }) => line.fields.type))];
  const figures = [
    { name: t('totals'), of: lines },
    ...types.map((type) => ({ name: word(fixtureTypeWords[type]), of: lines.filter(({ line }) => line.fields.type === type) })),
    { name: t('overdue'), of: lines.filter((one) => one.overdue !== null) },
  ];
  return (
    <div className="figures">
      {figures.map(({ name, of }) => (
        <Card key={name} size="small">
          <div>{name}</div>
          <strong className="figure">{t('pieces', { n: word(sumOf(of)) })}</strong>
        </Card>
      ))}
    </div>
  );
}
