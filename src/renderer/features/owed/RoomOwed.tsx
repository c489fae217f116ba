import { Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { countIn, quantityText } from '#domain/count.ts';
import { entitlementMachine } from '#domain/entitlement.ts';
import { sizeText } from '#domain/evidence.ts';
import { offered } from '#domain/state.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { Account } from './Account.tsx';
import { ConfirmForm } from './ConfirmForm.tsx';
import { type OwedLine, owedLines } from './owed-lines.ts';
import type { Room } from './room.ts';
import { entitlementTones, overdueWord } from './tones.ts';
import { owedWords } from './words.ts';

/** What a room is owed: its account, one signature for all that is still to be confirmed, and each line with how long it has waited. */
export function RoomOwed({ room }: { room: Room }) {
  const t = useWords(owedWords);
  const { source, user } = useDesk();
  const [confirming, setConfirming] = useState(false);
  const open = room.lines.filter((line) => offered(entitlementMachine, line.fields, user).includes('confirm'));
  const owed = owedLines(room.lines, new Map(room.policies.map(({ id, fields }) => [id, fields])), localDay(source.now()));
  return (
    <Flex vertical gap={16}>
      <Account lines={room.account} />
      {open.length > 0 && !confirming && (
        <Button type="primary" size="large" className="main-action" onClick={() => setConfirming(true)}>
          {t('confirmMany', { n: open.length })}
        </Button>
      )}
      {open.length > 0 && confirming && (
        <Card title={<h2 className="card-title">{t('confirmMany', { n: open.length })}</h2>}>
          <ConfirmForm key={open.map((line) => line.id).join()} lines={open} room={room} onSaved={() => setConfirming(false)} />
        </Card>
      )}
      {room.lines.map((line) => (
        <LineCard key={line.id} line={line} room={room} owed={owed.find((one) => one.line.id === line.id)} />
      ))}
    </Flex>
  );
}

interface LineCardProps {
  line: RecordOf<'entitlement'>;
  room: Room;
  /** How long it has been owed; undefined where it no longer is. */
  owed: OwedLine | undefined;
}

function LineCard({ line, room, owed }: LineCardProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const type = word(fixtureTypeWords[line.fields.type]);
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <div>
          <strong>
            {type} × {word(quantityText(countIn(line.fields)))}
          </strong>{' '}
          {room.fixtures.get(line.fields.fixture)?.fields.positionLabel} {sizeText(line.fields.removedSizes)}
          <div className="hint">
            {owed === undefined
              ? `${t('removedOn')} ${line.fields.removedOn}`
              : t('owedSince', { on: line.fields.removedOn, days: owed.ageDays })}
          </div>
        </div>
        <Flex align="center" wrap gap={8}>
          {owed !== undefined && owed.overdue !== null && <StatusTag tone="bad" word={overdueWord(owed.overdue)} />}
          <StatusTag word={entitlementStatusWords[line.fields.status]} tone={entitlementTones[line.fields.status]} />
          <Button href={`#/entitlements/${line.id}`}>{t('open', { type })}</Button>
        </Flex>
      </Flex>
    </Card>
  );
}
