import { Alert, Card, Flex, Radio, Statistic, Table } from 'antd';
import { skippedReasons } from '#domain/roster.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { useRoomText } from '../party/room-text.ts';
import { choiceWords, importWords, reasonWords, skippedWords } from './import-words.ts';
import {
  type ConflictChoice,
  conflictChoices,
  type RenamedRow,
  type RosterConflict,
  type RosterPlan,
  type UnplacedRow,
} from './roster-plan.ts';

interface RosterPreviewProps {
  plan: RosterPlan;
  choices: ReadonlyMap<number, ConflictChoice>;
  onChoose(row: number, choice: ConflictChoice): void;
}

/** What a file would bring in, what a person has to choose, and every row that cannot be placed. */
export function RosterPreview({ plan, choices, onChoose }: RosterPreviewProps) {
  const t = useWords(importWords);
  const say = useWord();
  const { list } = usePunctuation();
  const skipped = skippedReasons.filter((reason) => plan.skipped[reason] > 0);
  const skippedRows = skipped.reduce((sum, reason) => sum + plan.skipped[reason], 0);
  const figures = [
    ['placed', plan.fresh.length],
    ['newBuildings', plan.newBuildings],
    ['existing', plan.existing],
    ['conflicts', plan.conflicts.length],
    ['notPlaced', plan.notPlaced.length],
    ['skipped', skippedRows],
  ] as const;
  return (
    <Flex vertical gap={16}>
      <div className="figures">
        {figures.map(([key, value]) => (
          <Card key={key} size="small">
            <Statistic title={t(key)} value={value} />
          </Card>
        ))}
      </div>
      {skipped.length > 0 && (
        <p className="hint">
          {t('skippedWhy', { list: list(skipped.map((reason) => `${say(skippedWords[reason])} ${plan.skipped[reason]}`)) })}
        </p>
      )}
      {plan.renamed.length > 0 && <Renamed rows={plan.renamed} />}
      {plan.conflicts.length > 0 && (
        <Card title={t('conflictsTitle')}>
          <Flex vertical gap={16}>
            {plan.conflicts.map((conflict) => (
              <ConflictLine
                key={conflict.household.row}
                conflict={conflict}
                choice={choices.get(conflict.household.row) ?? 'keep'}
                onChoose={(choice) => onChoose(conflict.household.row, choice)}
              />
            ))}
          </Flex>
        </Card>
      )}
      {plan.notPlaced.length > 0 && <NotPlacedTable rows={plan.notPlaced} />}
    </Flex>
  );
}

/** As many as are read at a glance: the rest is counted. */
const mostNamed = 50;

/** Rows that name a room as it was before: nobody should look for them in vain under the old one. */
function Renamed({ rows }: { rows: readonly RenamedRow[] }) {
  const t = useWords(importWords);
  const roomText = useRoomText();
  return (
    <Alert
      type="info"
      showIcon
      title={t('renamedTitle', { n: rows.length })}
      description={
        <ul className="plain-list">
          {rows.slice(0, mostNamed).map(({ row, building, from, to }) => (
            <li key={row}>{t('renamedRow', { row, building, from: roomText(from), to: roomText(to) })}</li>
          ))}
          {rows.length > mostNamed && <li>{t('andMore', { n: rows.length - mostNamed })}</li>}
        </ul>
      }
    />
  );
}

function ConflictLine(props: { conflict: RosterConflict; choice: ConflictChoice; onChoose(choice: ConflictChoice): void }) {
  const { conflict, choice, onChoose } = props;
  const t = useWords(importWords);
  const say = useWord();
  const { against } = conflict;
  const inFile = 'row' in against;
  const offered = conflictChoices.filter((code) => inFile || code !== 'replace');
  const title = t('conflictRow', { row: conflict.household.row, text: conflict.text });
  return (
    <div>
      <div>
        {title} — {inFile ? t('againstRow', { row: against.row }) : t('againstKnown', { name: against.contactName || t('nobody') })}
      </div>
      <Radio.Group
        aria-label={title}
        value={choice}
        onChange={(event) => onChoose(event.target.value)}
        optionType="button"
        options={offered.map((code) => ({ value: code, label: say(choiceWords[code]) }))}
      />
    </div>
  );
}

function NotPlacedTable({ rows }: { rows: readonly UnplacedRow[] }) {
  const t = useWords(importWords);
  const say = useWord();
  const whyOf = (row: UnplacedRow) => (row.reason === 'double' ? t('double', { row: row.otherRow ?? '' }) : say(reasonWords[row.reason]));
  return (
    <Card title={t('listTitle')}>
      <Table<UnplacedRow>
        size="small"
        rowKey="row"
        dataSource={[...rows]}
        pagination={rows.length > 50 ? { pageSize: 50 } : false}
        columns={[
          { title: t('row'), dataIndex: 'row', width: 88 },
          { title: t('reason'), render: (_, row) => whyOf(row), width: '40%' },
          { title: t('text'), dataIndex: 'text' },
        ]}
      />
    </Card>
  );
}
