import { Alert, Button, Card, Flex, Input, Radio, Table } from 'antd';
import { useId, useState } from 'react';
import type { HeldLine } from '#contract/hold.ts';
import type { RuleId } from '#domain/rule.ts';
import { useDesk } from '../../session.tsx';
import { chooseMany } from '../../store/decide.ts';
import type { WaitingHold } from '../../store/holds.ts';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { useSaving } from '../../ui/saving.tsx';
import { ruleWords } from '../../words/failure-words.ts';
import { type Language, punctuation, type SaidIn, useLanguage, useWords, wordsIn } from '../../words/language.ts';
import { RecordName } from '../sync/RecordName.tsx';
import { plainConflicts, type Side } from './waiting.ts';
import { waitingWords } from './words.ts';

interface Plain {
  hold: WaitingHold;
  line: HeldLine;
}

/** One side for many conflicts of plain fields. What breaks a rule is never among them: each of those is decided by itself. */
export function BulkChoice({ holds }: { holds: readonly WaitingHold[] }) {
  const t = useWords(waitingWords);
  const language = useLanguage();
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const [chosen, setChosen] = useState<string[]>([]);
  const [side, setSide] = useState<Side | ''>('');
  const [reason, setReason] = useState('');
  const [told, setTold] = useState<SaidIn>();
  const ids = { side: useId(), reason: useId() };
  const plain = plainConflicts(holds);
  const wanted = plain.filter(({ hold }) => chosen.includes(hold.id));

  async function choose(from: Side): Promise<void> {
    const choices = wanted.map(({ line }) => {
      const values = Object.entries(line.fields).map(([field, told]) => [field, told[from]] as const);
      return { line, chosen: Object.fromEntries(values) };
    });
    await attempt(async () => {
      const { done, refused } = await chooseMany(desk, choices, reason.trim());
      setTold(() => (spoken: Language) => endLine(done, refused, spoken));
    });
    setChosen([]);
  }

  if (plain.length < 2) return told && <Alert type="info" showIcon title={told(language)} role="status" />;
  return (
    <Card title={t('bulk')} size="small">
      <Flex vertical gap={12}>
        <span className="hint">{t('bulkHint')}</span>
        <Table
          rowKey={({ hold }) => hold.id}
          size="small"
          pagination={false}
          tableLayout="fixed"
          dataSource={plain}
          columns={columnsOf(t)}
          rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) }}
        />
        <Flex gap={12} align="center" wrap>
          <span id={ids.side}>{t('bulkSide')}</span>
          <Radio.Group
            aria-labelledby={ids.side}
            optionType="button"
            size="large"
            value={side}
            options={(['server', 'device'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(event) => setSide(event.target.value as Side)}
          />
        </Flex>
        <div>
          <label className="field-label" htmlFor={ids.reason}>
            {t('reason')}
          </label>
          <Input id={ids.reason} size="large" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Button
          type="primary"
          size="large"
          className="main-action"
          loading={saving}
          disabled={wanted.length === 0 || side === ''}
          onClick={() => side !== '' && void choose(side)}
        >
          {t('bulkSave', { count: wanted.length })}
        </Button>
        {told && <Alert type="info" showIcon title={told(language)} role="status" />}
      </Flex>
    </Card>
  );
}

/** What came of choosing for many: how many were decided, and what the rules say of those that were not. */
function endLine(done: number, refused: readonly RuleId[], language: Language): string {
  const t = wordsIn(waitingWords, language);
  if (refused.length === 0) return t('bulkDone', { count: done });
  const why = punctuation[language].list([...new Set(refused)].map((rule) => ruleWords[rule][language]));
  return t('bulkPart', { count: done, left: refused.length, why });
}

function columnsOf(t: (key: 'bulkRecord' | 'server' | 'device') => string) {
  return [
    { title: t('bulkRecord'), render: (_: unknown, { line: { mutation } }: Plain) => <RecordName type={mutation.type} id={mutation.id} /> },
    ...(['server', 'device'] as const).map((side) => ({
      title: t(side),
      render: (_: unknown, { line }: Plain) => <SideValues line={line} side={side} />,
    })),
  ];
}

function SideValues({ line: { mutation, fields }, side }: { line: HeldLine; side: Side }) {
  const saying = useSaying();
  return Object.entries(fields).map(([field, told]) => (
    <div key={field}>{`${fieldText(field, saying, mutation.type)} ${valueText(mutation.type, field, told[side], saying)}`}</div>
  ));
}
