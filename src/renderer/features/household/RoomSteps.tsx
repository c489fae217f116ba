import { Card, Flex } from 'antd';
import { mayCreate, mayPatch } from '#domain/authority.ts';
import type { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { type OfferedForm, OneAtATime } from '../../ui/OneAtATime.tsx';
import { useWords } from '../../words/language.ts';
import { OccupancyForm } from '../correction/OccupancyForm.tsx';
import { correctionWords } from '../correction/words.ts';
import type { RoomPlace } from '../owed/room.ts';
import { AccommodationForm } from './AccommodationForm.tsx';
import { ConsultationForm } from './ConsultationForms.tsx';
import { ObjectionForm } from './ObjectionForms.tsx';
import { OccupantForm } from './OccupantForm.tsx';
import type { RoomRecords } from './room-records.ts';
import { VisitForm } from './VisitForm.tsx';
import { householdWords } from './words.ts';

interface RoomStepsProps {
  place: RoomPlace;
  address: string;
  records: RoomRecords;
}

/** What this person can put on record of the room: one form at a time, none open until asked for. */
export function RoomSteps(props: RoomStepsProps) {
  const t = useWords(householdWords);
  const steps = useSteps(props);
  if (steps.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('record')}</h2>}>
      <Flex vertical gap={16}>
        <OneAtATime forms={steps} large />
      </Flex>
    </Card>
  );
}

/** Things that are still spoken about at the door. */
function spokenOf({ structure, fixture }: RoomRecords): RecordId[] {
  const done: ReadonlySet<string> = new Set(['accepted', 'kept', 'void', 'removed']);
  return [...structure, ...fixture].filter(({ fields }) => !done.has(fields.status)).map(({ id }) => id);
}

function useSteps({ place, address, records }: RoomStepsProps): OfferedForm[] {
  const t = useWords(householdWords);
  const tc = useWords(correctionWords);
  const { user } = useDesk();
  const { room } = place;
  const subject: WatermarkSubject = { place: address, code: t('household') };
  const household = records.household.find(({ fields }) => fields.to === null);
  const things = spokenOf(records);
  const about = household === undefined ? (things[0] ?? null) : null;
  const team = records.assignment.find(({ fields }) => fields.to === null && fields.household === household?.id)?.fields.team;
  const visited = { place: { ...place, label: null }, household: household?.id ?? null, about: things };
  const told = { household: household?.id ?? null, about };
  const steps: (OfferedForm | false | undefined)[] = [
    mayCreate('visit', user) && {
      key: 'visit',
      label: t('visit'),
      form: (onSaved) => <VisitForm visited={visited} subject={subject} team={team} onSaved={onSaved} />,
    },
    household === undefined &&
      room !== null &&
      mayCreate('household', user) && {
        key: 'occupant',
        label: t('occupant'),
        form: (onSaved) => <OccupantForm place={{ ...place, room, label: null }} about={address} onSaved={onSaved} />,
      },
    household !== undefined &&
      mayCreate('consultation', user) && {
        key: 'consult',
        label: t('consult'),
        form: (onSaved) => <ConsultationForm household={household.id} about={address} onSaved={onSaved} />,
      },
    (told.household ?? told.about) !== null &&
      mayCreate('objection', user) && {
        key: 'object',
        label: t('object'),
        form: (onSaved) => <ObjectionForm told={told} by={household?.fields.contactName ?? ''} subject={subject} onSaved={onSaved} />,
      },
    household !== undefined &&
      mayPatch('household', household.fields, user).includes('accommodation') && {
        key: 'accommodate',
        label: t('accommodate'),
        form: (onSaved) => <AccommodationForm household={household} about={address} onSaved={onSaved} />,
      },
    household !== undefined &&
      mayPatch('household', household.fields, user).includes('to') && {
        key: 'occupancy',
        label: tc('occupancy'),
        form: (onSaved) => (
          <OccupancyForm living={records.household.filter(({ fields }) => fields.to === null)} about={address} onSaved={onSaved} />
        ),
      },
  ];
  return steps.filter((step) => step !== false && step !== undefined);
}
