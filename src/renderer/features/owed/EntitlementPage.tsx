import { Alert, Button, Empty, Flex, Skeleton } from 'antd';
import { roomKey } from '#domain/place.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts } from '../../ui/contacts.tsx';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { batchOf } from '../batch/batch-lines.ts';
import { PhotoCorrections } from '../correction/RelinkForm.tsx';
import { useSite } from '../estate/site.ts';
import { PrintAccepted } from '../form/PrintAccepted.tsx';
import { HoldBanner } from '../waiting/HoldBanner.tsx';
import { Account } from './Account.tsx';
import { LineFacts } from './LineFacts.tsx';
import { LineSteps } from './LineSteps.tsx';
import { PrintRoom } from './PrintRoom.tsx';
import { type Room, useRoom } from './room.ts';
import { entitlementTones } from './tones.ts';
import { owedWords } from './words.ts';

export function EntitlementPage({ id }: { id: string }) {
  const t = useWords(owedWords);
  const line = useRecord('entitlement', id);
  if (line)
    return (
      <ContactsOnPage key={id} where="household">
        <Line line={line} />
      </ContactsOnPage>
    );
  return (
    <Page title={t('owed')} back="/owed">
      {line === undefined ? <Skeleton active /> : <Empty description={t('gone')} />}
    </Page>
  );
}

function Line({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const word = useWord();
  const room = useRoom(line.fields.place);
  const site = useSite(line.fields.place.building);
  const replacement = useRecord('replacement', line.fields.replacement ?? '');
  const batches = useRecords('returnBatch', line.fields.place.building);
  const batch = room && batches && batchOf(room.lines, batches).get(line.id);
  const fixture = room?.fixtures.get(line.fields.fixture);
  const policy = room?.policies.find((one) => one.id === line.fields.policy.id);
  const title = `${room?.address ?? ''} ${word(fixtureTypeWords[line.fields.type])}`;
  const extra = (
    <>
      <span style={{ alignSelf: 'center' }}>
        <StatusTag word={entitlementStatusWords[line.fields.status]} tone={entitlementTones[line.fields.status]} />
      </span>
      {(line.fields.confirmation ?? line.fields.waiver) !== null && <ShowContacts />}
      {room !== undefined && <PrintRoom room={room} lines={[line]} />}
      {room !== undefined && replacement && (
        <PrintAccepted
          line={line}
          replacement={replacement}
          address={room.address}
          position={fixture?.fields.positionLabel ?? ''}
          contact={room.household?.contactName ?? ''}
        />
      )}
      {batch && <Button href={`#/batches/${batch.id}`}>{t('itsBatch')}</Button>}
      <Button href={`#/rooms/${encodeURIComponent(roomKey(line.fields.place))}`}>{t('wholeHousehold')}</Button>
    </>
  );
  return (
    <Page title={title} back="/owed" extra={extra}>
      {room === undefined || replacement === undefined ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={16}>
          <HoldBanner id={line.id} />
          {fixture?.fields.owner === 'UNCLAIMED' && <Unclaimed fixture={fixture.id} />}
          <Account lines={room.account} />
          <LineSteps line={line} room={room} replacement={replacement} code={fixture?.fields.code ?? ''} />
          <LineFacts
            line={line}
            fixture={fixture ?? null}
            removal={room.removals.get(line.fields.removal) ?? null}
            replacement={replacement}
            policy={policy ?? null}
            gone={goneOf(line, room)}
          />
          {site && <PhotoCorrections records={[...(replacement === null ? [] : [replacement]), line]} site={site} about={title} />}
          <HistoryCard type="entitlement" id={line.id} />
        </Flex>
      )}
    </Page>
  );
}

/** How many photos of what was removed for a line, before and then, were moved to another record. */
function goneOf({ fields: { fixture, removal } }: RecordOf<'entitlement'>, { gone }: Room): number {
  const before = (gone.get(fixture) ?? []).filter(({ stage }) => stage === 'BEFORE');
  return new Set([...before, ...(gone.get(removal) ?? [])].map(({ sha256 }) => sha256)).size;
}

/** Nobody has claimed what was taken down: whoever does is who it is given back to. */
function Unclaimed({ fixture }: { fixture: string }) {
  const t = useWords(owedWords);
  const claim = (
    <Button size="large" href={`#/fixtures/${fixture}`}>
      {t('toClaim')}
    </Button>
  );
  return <Alert type="info" showIcon title={t('unclaimed')} action={claim} />;
}
