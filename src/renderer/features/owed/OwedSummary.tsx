import type { ReactNode } from 'react';
import { fixtureTypeWords } from '#domain/words.ts';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { useWord, useWords } from '../../words/language.ts';
import type { Addresses } from './addresses.ts';
import { type OwedGroup, owedGroups, type Summary } from './owed-groups.ts';
import { type OwedLine, sumOf } from './owed-lines.ts';
import { owedWords } from './words.ts';

interface OwedSummaryProps {
  by: Summary;
  lines: readonly OwedLine[];
  addresses: Addresses;
}

/** What is owed, summed: a household leads to its page, a building to giving back to all of it. */
export function OwedSummary({ by, lines, addresses }: OwedSummaryProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const groups = owedGroups(lines, by, (building) => addresses.buildings.get(building)?.estate ?? '');

  function nameOf({ key, lines: [first] }: OwedGroup): ReactNode {
    if (first === undefined) return '';
    const { place, type } = first.line.fields;
    switch (by) {
      case 'HOUSEHOLD':
        return <a href={`#/rooms/${encodeURIComponent(key)}`}>{addresses.of(place)}</a>;
      case 'BUILDING':
        return <a href={`#/buildings/${key}/return`}>{addresses.of({ ...place, unit: null, room: null })}</a>;
      case 'ESTATE':
        return addresses.estates.get(key) ?? '';
      case 'TYPE':
        return word(fixtureTypeWords[type]);
      default:
        return by satisfies never;
    }
  }

  const columns: DenseColumn<OwedGroup>[] = [
    { title: t(`by${by}`), width: 260, cell: nameOf, total: t('groups', { n: groups.length }) },
    { title: t('owedLines'), width: 96, number: true, cell: (group) => group.lines.length, total: lines.length },
    { title: t('qty'), width: 120, number: true, cell: (group) => word(sumOf(group.lines)), total: word(sumOf(lines)) },
    {
      title: t('overdue'),
      width: 120,
      number: true,
      cell: (group) => word(sumOf(group.overdue)),
      total: word(sumOf(lines.filter((one) => one.overdue !== null))),
    },
    { title: t('oldest'), width: 120, number: true, cell: (group) => group.oldest },
  ];
  return <DenseTable label={t(`by${by}`)} columns={columns} rows={groups} keyOf={({ key }) => key} />;
}
