import { occupancyEndingWords, occupancyWords, visitResultWords } from '#domain/words.ts';
import type { RoomRecords } from './room-records.ts';
import type { Sayings, TimelineEntry } from './timeline-entry.ts';

/** Who lived there from when to when, who was to look after them, and who stood at the door. */
export function peopleEntries(records: RoomRecords, sayings: Sayings): TimelineEntry[] {
  const { t, say, name, aside } = sayings;
  const occupancies = records.household.flatMap(({ id, fields }): TimelineEntry[] => {
    const who = fields.contactName === '' ? t('nobody') : name(fields.contactName);
    const occupancy = say(occupancyWords[fields.occupancy]);
    const why = fields.ending ? aside(say(occupancyEndingWords[fields.ending.kind])) : '';
    const entry = { topics: ['people'] as const, photos: [] };
    return [
      ...(fields.from === null ? [] : [{ ...entry, key: `${id} from`, at: fields.from, text: t('movedIn', { who, occupancy }) }]),
      ...(fields.to === null ? [] : [{ ...entry, key: `${id} to`, at: fields.to, text: `${t('movedOut', { who })}${why}` }]),
    ];
  });
  const visits = records.visit.map(({ id, fields }): TimelineEntry => {
    const said = t('visited', { by: fields.by.name, result: say(visitResultWords[fields.result]) });
    return {
      key: id,
      at: fields.at,
      topics: fields.result === 'SIGNED' || fields.result === 'REFUSED' ? ['visits', 'signed'] : ['visits'],
      text: fields.note === '' ? said : t('withNote', { said, note: fields.note }),
      photos: fields.photos,
    };
  });
  return [...occupancies, ...visits];
}
