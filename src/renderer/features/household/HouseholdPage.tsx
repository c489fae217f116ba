import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { mayCreate } from '#domain/authority.ts';
import { RecordId } from '#domain/identity.ts';
import { roomKey } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { ContactsOnPage } from '../../ui/contacts.tsx';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { PhotoCorrections } from '../correction/RelinkForm.tsx';
import { RoomBecame } from '../correction/RoomBecame.tsx';
import { buildingPath } from '../estate/building-path.ts';
import { useSite } from '../estate/site.ts';
import { byNeed } from '../estate/standing.ts';
import { ThingList } from '../estate/ThingLink.tsx';
import { PrintRoom } from '../owed/PrintRoom.tsx';
import { RoomOwed } from '../owed/RoomOwed.tsx';
import { type Room, type RoomPlace, useRoom } from '../owed/room.ts';
import { SharedThings } from '../party/SharedThings.tsx';
import { surveyPath } from '../survey/place-search.ts';
import './household.css';
import { OpenMatters } from './OpenMatters.tsx';
import { RoomPeople } from './RoomPeople.tsx';
import { RoomSteps } from './RoomSteps.tsx';
import { RoomTimeline } from './RoomTimeline.tsx';
import { type RoomRecords, useRoomRecords } from './room-records.ts';
import { householdWords } from './words.ts';

/** `roomKey` as an address carries it: building, unit, room. Undefined where it names no building. */
function findPlace(key: string): RoomPlace | undefined {
  const [building, unit = '', room = ''] = key.split('|');
  const id = RecordId.safeParse(building).data;
  return id && { building: id, unit: unit === '' ? null : unit, room: room === '' ? null : room };
}

/** One room: who lives there, what is owed since when, what waits for an answer, and everything that happened, in order. */
export function HouseholdPage({ roomKey: key }: { roomKey: string }) {
  const t = useWords(householdWords);
  const place = findPlace(key);
  if (place !== undefined)
    return (
      <ContactsOnPage key={key} where="household">
        <RoomOf place={place} />
      </ContactsOnPage>
    );
  return (
    <Page title={t('household')} back="/estates">
      <Empty description={t('unknown')} />
    </Page>
  );
}

function RoomOf({ place }: { place: RoomPlace }) {
  const t = useWords(householdWords);
  const room = useRoom(place);
  const records = useRoomRecords(place);
  const back = buildingPath(place);
  if (room === undefined || records === undefined) {
    return (
      <Page title={t('household')} back={back}>
        <Skeleton active />
      </Page>
    );
  }
  return (
    <Page
      title={room.address || t('household')}
      back={back}
      extra={
        <>
          <Button href="#/policies">{t('policyInWords')}</Button>
          {room.lines.length > 0 && <PrintRoom room={room} lines={room.lines} />}
        </>
      }
    >
      {room.address === '' ? <Empty description={t('unknown')} /> : <RoomFile place={place} room={room} records={records} />}
    </Page>
  );
}

interface RoomFileProps {
  place: RoomPlace;
  room: Room;
  records: RoomRecords;
}

function RoomFile({ place, room, records }: RoomFileProps) {
  const t = useWords(householdWords);
  const teams = useRecords('team') ?? [];
  const site = useSite(place.building);
  const things = [...records.structure, ...records.fixture];
  const looking = new Set<string>(records.assignment.filter(({ fields }) => fields.to === null).map(({ fields }) => fields.team));
  const nothing = things.length + records.visit.length + records.consultation.length + records.objection.length === 0;
  return (
    <Flex vertical gap={16}>
      <RoomBecame place={place} />
      <RoomPeople households={records.household} teams={teams.filter(({ id }) => looking.has(id)).map(({ fields }) => fields.name)} />
      <OpenMatters records={records} about={room.address} />
      <RoomSteps place={place} address={room.address} records={records} />
      {nothing && <Beginning place={place} />}
      {room.lines.length > 0 && <RoomOwed room={room} />}
      {things.length > 0 && (
        <Card title={<h2 className="card-title">{t('things')}</h2>}>
          <ThingList things={byNeed(things.filter(({ fields }) => roomKey(fields.place) === roomKey(place)))} none={t('noThings')} />
          <SharedThings things={things.filter(({ fields }) => roomKey(fields.place) !== roomKey(place))} />
        </Card>
      )}
      <RoomTimeline records={records} />
      {site && <PhotoCorrections records={[...records.visit, ...records.objection]} site={site} about={room.address} />}
      {room.householdId !== undefined && <HistoryCard type="household" id={room.householdId} />}
    </Flex>
  );
}

/** An empty room says what it will hold, and how to begin. */
function Beginning({ place }: { place: RoomPlace }) {
  const t = useWords(householdWords);
  const { user } = useDesk();
  const at = { building: place.building, unit: place.unit ?? undefined, room: place.room ?? undefined };
  const maySurvey = mayCreate('fixture', user);
  return (
    <Card title={<h2 className="card-title">{t('emptyTitle')}</h2>}>
      <Flex vertical gap={16}>
        <span>{t(maySurvey ? 'emptyHint' : 'emptyWatch')}</span>
        {maySurvey && (
          <Flex gap={12} wrap>
            <Button size="large" href={`#${surveyPath('fixture', at)}`}>
              {t('surveyFixture')}
            </Button>
            <Button size="large" href={`#${surveyPath('structure', at)}`}>
              {t('surveyStructure')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Card>
  );
}
