import { Empty, Skeleton } from 'antd';
import { roomKey } from '#domain/place.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { type RecordOf, useMany } from '../../store/records.ts';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { useWord, useWords } from '../../words/language.ts';
import type { Addresses } from './addresses.ts';
import type { OwedLine } from './owed-lines.ts';
import { owedWords } from './words.ts';

interface Unclaimed {
  owed: OwedLine;
  fixture: RecordOf<'fixture'>;
  posting: RecordOf<'posting'> | undefined;
}

/** 无人认领: what is owed for things that nobody claims, each with the posting that asked for its owner. It stays owed [C1]. */
export function UnclaimedList({ lines, addresses }: { lines: readonly OwedLine[]; addresses: Addresses }) {
  const t = useWords(owedWords);
  const word = useWord();
  const fixtures = useMany(
    'fixture',
    lines.map(({ line }) => line.fields.fixture),
  );
  const postings = useMany(
    'posting',
    fixtures?.flatMap(({ fields }) => fields.posting ?? []),
  );
  if (fixtures === undefined || postings === undefined) return <Skeleton active />;
  const unclaimed = new Map(fixtures.filter(({ fields }) => fields.owner === 'UNCLAIMED').map((fixture) => [fixture.id, fixture]));
  const posted = new Map(postings.map((posting) => [posting.id, posting]));
  const rows = lines.flatMap((owed): Unclaimed[] => {
    const fixture = unclaimed.get(owed.line.fields.fixture);
    return fixture === undefined
      ? []
      : [{ owed, fixture, posting: fixture.fields.posting ? posted.get(fixture.fields.posting) : undefined }];
  });
  if (rows.length === 0) return <Empty description={t('noneUnclaimed')} />;
  const columns: DenseColumn<Unclaimed>[] = [
    {
      title: t('address'),
      width: 190,
      cell: ({ owed: { line } }) => (
        <a href={`#/rooms/${encodeURIComponent(roomKey(line.fields.place))}`}>{addresses.of(line.fields.place)}</a>
      ),
    },
    {
      title: t('type'),
      width: 150,
      cell: ({ owed: { line } }) => (
        <a href={`#/entitlements/${line.id}`}>{t('open', { type: word(fixtureTypeWords[line.fields.type]) })}</a>
      ),
    },
    { title: t('position'), width: 130, cell: ({ fixture }) => <a href={`#/fixtures/${fixture.id}`}>{fixture.fields.positionLabel}</a> },
    { title: t('age'), width: 96, number: true, cell: ({ owed }) => owed.ageDays },
    {
      title: t('posted'),
      width: 200,
      cell: ({ posting }) =>
        posting === undefined ? t('notPosted') : t('postedFrom', { from: posting.fields.from, to: posting.fields.to }),
    },
    { title: t('comments'), width: 96, number: true, cell: ({ posting }) => posting?.fields.comments.length ?? '' },
  ];
  return <DenseTable label={t('byUNCLAIMED')} columns={columns} rows={rows} keyOf={({ owed }) => owed.line.id} />;
}
