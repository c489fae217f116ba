import { Button, Card, Descriptions, Empty, Flex, Progress, Skeleton } from 'antd';
import { useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import { cutList } from '#domain/cut-list.ts';
import { entitlementStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { Page } from '../../ui/Page.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay, localTime } from '../../words/local-time.ts';
import { ExportButton } from '../ledger/ExportButton.tsx';
import { HoldBanner } from '../waiting/HoldBanner.tsx';
import { BatchActions } from './BatchActions.tsx';
import { BatchGrid } from './BatchGrid.tsx';
import { linesOf, progressOf } from './batch-lines.ts';
import { type BuildingReturn, useBuildingReturn, useLineName } from './building-return.ts';
import { PrintBuilding } from './PrintBuilding.tsx';
import { batchWords } from './words.ts';

type Batch = RecordOf<'returnBatch'>;
type Line = RecordOf<'entitlement'>;

export function BatchPage({ id }: { id: string }) {
  const t = useWords(batchWords);
  const batch = useRecord('returnBatch', id);
  if (batch) return <Loaded batch={batch} />;
  return (
    <Page title={t('batch')} back="/owed">
      {batch === undefined ? <Skeleton active /> : <Empty description={t('gone')} />}
    </Page>
  );
}

function Loaded({ batch }: { batch: Batch }) {
  const t = useWords(batchWords);
  const facts = useBuildingReturn(batch.fields.building);
  if (facts) return <Batch batch={batch} facts={facts} />;
  return (
    <Page title={t('batch')} back="/owed">
      {facts === undefined ? <Skeleton active /> : <Empty description={t('gone')} />}
    </Page>
  );
}

function Batch({ batch, facts }: { batch: Batch; facts: BuildingReturn }) {
  const t = useWords(batchWords);
  const { enrollment, source, user } = useDesk();
  const nameOf = useLineName(facts);
  const lines = linesOf(batch, facts.lines, facts.batches);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = lines.filter(({ id }) => !left.has(id));
  const label = facts.site.building.fields.label;
  const title = t('title', { building: label, contractor: batch.fields.contractor });

  function choose(some: readonly Line[], chosen: boolean): void {
    const next = new Set(left);
    for (const { id } of some) chosen ? next.delete(id) : next.add(id);
    setLeft(next);
  }

  return (
    <Page
      title={title}
      back={`/buildings/${batch.fields.building}/return`}
      extra={
        <>
          <PrintBuilding facts={facts} lines={chosen} />
          {chosen.some(({ fields }) => fields.confirmation !== null) && (
            <ExportButton
              label={t('cutList')}
              ledger={cutList({ building: label, batch: batch.fields, lines: chosen, fixtures: facts.fixtures })}
              unit={enrollment.scope.subdistrictName}
              today={localDay(source.now())}
            />
          )}
        </>
      }
    >
      <HoldBanner id={batch.id} />
      <Facts batch={batch} lines={lines} nameOf={nameOf} facts={facts} />
      {lines.length === 0 ? (
        <Empty description={t('empty')} />
      ) : (
        <>
          <Choosing
            lines={lines}
            chosen={chosen}
            onChoose={(some) => setLeft(new Set(lines.filter((line) => !some.includes(line)).map(({ id }) => id)))}
          />
          <BatchGrid label={title} facts={facts} lines={lines} chosen={new Set(chosen.map(({ id }) => id))} onChoose={choose} />
          <BatchActions
            batch={batch}
            facts={facts}
            lines={chosen}
            nameOf={nameOf}
            mayDeliver={mayPatch('returnBatch', { ...batch.fields }, user).includes('deliveries')}
          />
        </>
      )}
      <HistoryCard type="returnBatch" id={batch.id} />
    </Page>
  );
}

/** One press takes all lines of a state, or all there are. */
function Choosing({
  lines,
  chosen,
  onChoose,
}: {
  lines: readonly Line[];
  chosen: readonly Line[];
  onChoose(lines: readonly Line[]): void;
}) {
  const t = useWords(batchWords);
  const word = useWord();
  const states = [...new Set(lines.map(({ fields }) => fields.status))];
  return (
    <Flex gap={8} wrap align="center">
      <span role="status">{t('chosen', { n: chosen.length, all: lines.length })}</span>
      {states.map((status) => {
        const some = lines.filter(({ fields }) => fields.status === status);
        return (
          <Button key={status} onClick={() => onChoose(some)}>
            {t('only', { state: word(entitlementStatusWords[status]), n: some.length })}
          </Button>
        );
      })}
      <Button onClick={() => onChoose(lines)}>{t('chooseAll')}</Button>
      <Button onClick={() => onChoose([])}>{t('chooseNone')}</Button>
    </Flex>
  );
}

function Facts({
  batch,
  lines,
  facts,
  nameOf,
}: {
  batch: Batch;
  lines: readonly Line[];
  facts: BuildingReturn;
  nameOf(line: Line): string;
}) {
  const t = useWords(batchWords);
  const { list } = usePunctuation();
  const { done, all } = progressOf(lines);
  const { contractor, contractNo, note, deliveries, withdrawals } = batch.fields;
  const named = (ids: readonly string[]) => facts.lines.filter(({ id }) => ids.includes(id)).map(nameOf);
  const items = [
    { key: 'contractor', label: t('contractor'), children: contractor },
    { key: 'contractNo', label: t('contractNo'), children: contractNo },
    { key: 'note', label: t('note'), children: note },
  ].filter(({ children }) => children !== '');
  return (
    <Card size="small">
      <Descriptions items={items} column={{ xs: 1, sm: 1, md: 3 }} />
      {all === 0 ? (
        <span>{t('allLeft')}</span>
      ) : (
        <Flex gap={12} align="center" wrap>
          <span>{t('done', { done, all })}</span>
          <Progress
            percent={all === 0 ? 0 : Math.floor((done / all) * 100)}
            showInfo={false}
            aria-label={t('done', { done, all })}
            style={{ maxWidth: 320 }}
          />
        </Flex>
      )}
      {deliveries.map(({ on, text, qty }) => (
        <div key={`${on} ${text} ${qty}`}>{t('delivered', { on, text, qty })}</div>
      ))}
      {(withdrawals ?? []).map(({ at, by, reason, lines: left }) => (
        <div key={`${at} ${left.join()}`}>{t('withdrawn', { at: localTime(at), by: by.name, reason, names: list(named(left)) })}</div>
      ))}
    </Card>
  );
}
