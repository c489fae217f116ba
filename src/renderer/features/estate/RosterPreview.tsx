import { Card, Flex, Radio, Statistic, Table } from 'antd';
import type { NotPlacedRow } from '#domain/roster.ts';
import { skippedReasons } from '#domain/roster.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { choiceWords, importWords, reasonWords, skippedWords } from './import-words.ts';
import { type ConflictChoice, conflictChoices, type RosterConflict, type RosterPlan } from './roster-plan.ts';

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

function NotPlacedTable({ rows }: { rows: readonly NotPlacedRow[] }) {
  const t = useWords(importWords);
  const say = useWord();
  const whyOf = (row: NotPlacedRow) => (row.reason === 'double' ? t('double', { row: row.otherRow ?? '' }) : say(reasonWords[row.reason]));
  return (
    <Card title={t('listTitle')}>
      <Table<NotPlacedRow>
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
