import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { countIn, quantityText } from '#domain/count.ts';
import { entitlementMachine } from '#domain/entitlement.ts';
import type { Household } from '#domain/estate.ts';
import { sizeText } from '#domain/evidence.ts';
import { RecordId } from '#domain/identity.ts';
import { offered } from '#domain/state.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { Account } from './Account.tsx';
import { ConfirmForm } from './ConfirmForm.tsx';
import { PrintRoom } from './PrintRoom.tsx';
import { type Room, type RoomPlace, useRoom } from './room.ts';
import { entitlementTones } from './tones.ts';
import { owedWords } from './words.ts';

/** `roomKey` as an address carries it: building, unit, room. Undefined where it names no building. */
function findPlace(key: string): RoomPlace | undefined {
  const [building, unit = '', room = ''] = key.split('|');
  const id = RecordId.safeParse(building).data;
  return id && { building: id, unit: unit === '' ? null : unit, room: room === '' ? null : room };
}

/** One household: everything it is owed, and one signature for all that is still to be confirmed. */
export function RoomPage({ roomKey }: { roomKey: string }) {
  const t = useWords(owedWords);
  const place = findPlace(roomKey);
  if (place !== undefined)
    return (
      <ContactsOnPage key={roomKey} where="household">
        <RoomLines place={place} />
      </ContactsOnPage>
    );
  return (
    <Page title={t('household')} back="/owed">
      <Empty description={t('gone')} />
    </Page>
  );
}

function RoomLines({ place }: { place: RoomPlace }) {
  const t = useWords(owedWords);
  const { user } = useDesk();
  const room = useRoom(place);
  const [confirming, setConfirming] = useState(false);
  const open = room?.lines.filter((line) => offered(entitlementMachine, line.fields, user).includes('confirm')) ?? [];
  return (
    <Page title={room?.address ?? t('household')} back="/owed" extra={room && <PrintRoom room={room} lines={room.lines} />}>
      {room === undefined && <Skeleton active />}
      {room?.lines.length === 0 && <Empty description={t('gone')} />}
      {room !== undefined && room.lines.length > 0 && (
        <Flex vertical gap={16}>
          {room.household && <ContactLine household={room.household} />}
          <Account lines={room.account} />
          {open.length > 0 && !confirming && (
            <Button type="primary" size="large" style={{ alignSelf: 'start' }} onClick={() => setConfirming(true)}>
              {t('confirmMany', { n: open.length })}
            </Button>
          )}
          {open.length > 0 && confirming && (
            <Card title={<h2 className="card-title">{t('confirmMany', { n: open.length })}</h2>}>
              <ConfirmForm key={open.map((line) => line.id).join()} lines={open} room={room} onSaved={() => setConfirming(false)} />
            </Card>
          )}
          {room.lines.map((line) => (
            <LineCard key={line.id} line={line} room={room} />
          ))}
          {room.householdId !== undefined && <HistoryCard type="household" id={room.householdId} />}
        </Flex>
      )}
    </Page>
  );
}

function ContactLine({ household }: { household: Household }) {
  const t = useWords(owedWords);
  const contacts = useContacts();
  return (
    <Flex gap={12} align="center" wrap>
      {t('contact')} {contacts.name(household.contactName)} {contacts.phone(household.phone)}
      <ShowContacts />
    </Flex>
  );
}

function LineCard({ line, room }: { line: RecordOf<'entitlement'>; room: Room }) {
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
            {t('removedOn')} {line.fields.removedOn}
          </div>
        </div>
        <StatusTag word={entitlementStatusWords[line.fields.status]} tone={entitlementTones[line.fields.status]} />
        <Button href={`#/entitlements/${line.id}`}>{t('open', { type })}</Button>
      </Flex>
    </Card>
  );
}
