import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { openLines } from '#domain/closing.ts';
import { isClosed } from '#domain/estate.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { usePunctuation, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { type BuildingReturn, useLineName } from './building-return.ts';
import { CloseForm, ReopenForm } from './CloseForm.tsx';
import { standingOf } from './closing.ts';
import { PrintLeftovers } from './PrintLeftovers.tsx';
import { Titled } from './Titled.tsx';
import { batchWords } from './words.ts';

/** As many as are read at a glance; the rest stand in their batches and in the list of what is owed. */
const mostNamed = 12;

/** 结清 [C7]: what keeps the building open, who may close it, and its 遗留清单, whose lines stay owed. */
export function ClosingCard({ facts }: { facts: BuildingReturn }) {
  const t = useWords(batchWords);
  const { user } = useDesk();
  const nameOf = useLineName(facts);
  const { building } = facts.site;
  const [open, setOpen] = useState(false);
  const closed = isClosed(building.fields);
  const standing = standingOf(facts);
  const mayClose = user.roles.includes('reviewer');
  const done = () => setOpen(false);
  return (
    <Titled title={t('closing')}>
      <Told facts={facts} nameOf={nameOf} />
      {!closed && standing.blocking.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('blocked', { n: standing.blocking.length })}
          description={
            <ul className="left-out">
              {standing.blocking.slice(0, mostNamed).map((line) => (
                <li key={line.id}>
                  <a href={`#/entitlements/${line.id}`}>{nameOf(line)}</a>
                </li>
              ))}
              {standing.blocking.length > mostNamed && <li>{t('andMore', { n: standing.blocking.length - mostNamed })}</li>}
            </ul>
          }
        />
      )}
      {!closed && openLines(facts.lines).length === 0 && <Alert type="success" showIcon title={t('nothingOpen')} />}
      {!mayClose && <span className="hint">{t('closerIs')}</span>}
      {mayClose && !open && (closed || standing.blocking.length === 0) && (
        <Button type="primary" size="large" className="main-action" onClick={() => setOpen(true)}>
          {t(closed ? 'reopen' : 'close')}
        </Button>
      )}
      {mayClose && open && closed && <ReopenForm building={building} onClose={done} />}
      {mayClose && open && !closed && standing.blocking.length === 0 && (
        <CloseForm building={building} leftovers={standing.leftovers} nameOf={nameOf} onClose={done} />
      )}
    </Titled>
  );
}

/** When it was closed and by whom, with its leftovers; and when that was taken back. */
function Told({ facts, nameOf }: { facts: BuildingReturn; nameOf(line: RecordOf<'entitlement'>): string }) {
  const t = useWords(batchWords);
  const { list } = usePunctuation();
  const { closing } = facts.site.building.fields;
  if (!closing) return null;
  const left = closing.leftovers.map(({ line, reason }) => {
    const found = facts.lines.find(({ id }) => id === line);
    return found === undefined ? reason : `${nameOf(found)}: ${reason}`;
  });
  const { reopened } = closing;
  return (
    <Flex vertical gap={4}>
      <span>{t('closedBy', { on: closing.on, by: closing.by.name })}</span>
      {left.length > 0 && <span>{t('leftoversAre', { names: list(left) })}</span>}
      {left.length > 0 && !reopened && (
        <Flex gap={12} wrap>
          <PrintLeftovers facts={facts} />
        </Flex>
      )}
      {reopened && <span>{t('reopenedBy', { at: localTime(reopened.at), by: reopened.by.name, reason: reopened.reason })}</span>}
    </Flex>
  );
}
