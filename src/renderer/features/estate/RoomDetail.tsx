import { useNavigate } from '@tanstack/react-router';
import { Button, Card, Flex } from 'antd';
import { useEffect, useRef } from 'react';
import { roomKey } from '#domain/place.ts';
import { occupancyWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { RoomBecame } from '../correction/RoomBecame.tsx';
import { SharedThings } from '../party/SharedThings.tsx';
import { buildingWords } from './building-words.ts';
import type { RoomCell } from './elevation.ts';
import { byNeed } from './standing.ts';
import { ThingList } from './ThingLink.tsx';

interface RoomDetailProps {
  building: RecordOf<'building'>;
  cell: RoomCell;
  maySurvey: boolean;
  /** The teams its households are assigned to. */
  teams: readonly string[];
}

/** The selected room: who lives there, what is recorded, and what can be recorded next. */
export function RoomDetail({ building, cell, maySurvey, teams }: RoomDetailProps) {
  const t = useWords(buildingWords);
  const navigate = useNavigate();
  const { list } = usePunctuation();
  const search = { building: building.id, unit: cell.unit ?? undefined, room: cell.room };
  const title = t('room', {
    building: building.fields.label,
    unit: cell.unit === null ? '' : t('unit', { unit: cell.unit }),
    room: cell.room,
  });
  const structures = cell.things.filter((thing) => thing.type === 'structure');
  const fixtures = cell.things.filter((thing) => thing.type === 'fixture');
  const room = roomKey({ building: building.id, unit: cell.unit, room: cell.room });
  const section = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another room is what should come into view
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [cell.code]);
  return (
    <Card>
      <section ref={section} className="room-detail" aria-label={title}>
        <Flex justify="space-between" align="center" gap={12} wrap>
          <h2>{title}</h2>
          <Flex gap={12} wrap>
            {maySurvey && (
              <>
                <Button size="large" onClick={() => void navigate({ to: '/survey/structure', search })}>
                  {t('surveyStructure')}
                </Button>
                <Button type="primary" size="large" onClick={() => void navigate({ to: '/survey/fixture', search })}>
                  {t('surveyFixture')}
                </Button>
              </>
            )}
            <Button size="large" onClick={() => void navigate({ to: '/rooms/$room', params: { room } })}>
              {t('wholeRoom')}
            </Button>
          </Flex>
        </Flex>
        <RoomBecame place={{ building: building.id, unit: cell.unit, room: cell.room }} />
        <Flex gap={12} align="center">
          <h3>{t('household')}</h3>
          {cell.households.length > 0 && <ShowContacts />}
          {teams.length > 0 && <span className="hint">{t('assigned', { team: list(teams) })}</span>}
        </Flex>
        {cell.households.length === 0 && <span className="hint">{t('nobody')}</span>}
        {cell.households.map((household) => (
          <HouseholdLine key={household.id} household={household} />
        ))}
        <h3>{t('structures')}</h3>
        <ThingList things={byNeed(structures)} none={t('none')} />
        <h3>{t('fixtures')}</h3>
        <ThingList things={byNeed(fixtures)} none={t('none')} />
        <SharedThings things={cell.shared} />
      </section>
    </Card>
  );
}

function HouseholdLine({ household: { fields } }: { household: RecordOf<'household'> }) {
  const t = useWords(buildingWords);
  const say = useWord();
  const contacts = useContacts();
  const name = fields.contactName === '' ? t('nobody') : contacts.name(fields.contactName);
  const parts = [name, contacts.phone(fields.phone), say(occupancyWords[fields.occupancy]), fields.note].filter((part) => part !== '');
  return <div>{parts.join(' · ')}</div>;
}
