import { beginningOf } from '../posting/posting.ts';
import type { RoomRecords } from './room-records.ts';
import type { Sayings, TimelineEntry } from './timeline-entry.ts';
import { thingName } from './timeline-things.ts';

const said = { topics: ['said'] as const, photos: [] };

/** What was asked, posted, objected and answered. */
export function saidEntries(records: RoomRecords, sayings: Sayings): TimelineEntry[] {
  return [
    ...consultationEntries(records, sayings),
    ...postingEntries(records, sayings),
    ...objectionEntries(records, sayings),
    ...statementEntries(records, sayings),
    ...findingEntries(records, sayings),
  ];
}

function consultationEntries({ consultation }: RoomRecords, { t }: Sayings): TimelineEntry[] {
  return consultation.flatMap(({ id, fields }) => [
    { ...said, key: id, at: fields.at, text: t('consulted', { opinion: fields.opinion, by: fields.by.name }) },
    ...(fields.reply === null
      ? []
      : [
          {
            ...said,
            key: `${id} reply`,
            at: fields.reply.at,
            text: t(fields.reply.outcome, { text: fields.reply.text, by: fields.reply.by.name }),
          },
        ]),
  ]);
}

function postingEntries({ posting }: RoomRecords, { t }: Sayings): TimelineEntry[] {
  return posting.map(({ id, fields }) => ({
    ...said,
    key: id,
    at: fields.from,
    text: t('posted', { text: beginningOf(fields.text, 40), to: fields.to, count: fields.comments.length }),
    photos: fields.photos,
    href: `/postings/${id}`,
  }));
}

function objectionEntries({ objection }: RoomRecords, { t, name }: Sayings): TimelineEntry[] {
  return objection.flatMap(({ id, fields }) => [
    {
      ...said,
      key: id,
      at: fields.at,
      photos: fields.photos,
      text: t('objected', { who: name(fields.by) || t('nobody'), text: fields.text }),
    },
    ...(fields.reply === null
      ? []
      : [{ ...said, key: `${id} reply`, at: fields.reply.at, text: t('answered', { text: fields.reply.text, by: fields.reply.by.name }) }]),
  ]);
}

function statementEntries({ statement, structure }: RoomRecords, sayings: Sayings): TimelineEntry[] {
  const { t, name } = sayings;
  return statement.flatMap(({ id, fields }) => {
    const about = structure.find((one) => one.id === fields.structure);
    const what = about === undefined ? '' : thingName(about, sayings);
    const entry = { ...said, href: `/structures/${fields.structure}` };
    return [
      { ...entry, key: id, at: fields.at, photos: fields.photos, text: t('stated', { who: name(fields.by), what, text: fields.text }) },
      ...(fields.decision === null
        ? []
        : [
            {
              ...entry,
              key: `${id} decision`,
              at: fields.decision.at,
              text: t(fields.decision.result, { what, why: fields.decision.reason }),
            },
          ]),
    ];
  });
}

function findingEntries({ finding }: RoomRecords, { t }: Sayings): TimelineEntry[] {
  return finding.map(({ id, fields }) => ({
    ...said,
    key: id,
    at: fields.foundAt,
    photos: fields.photos,
    text: t('found', { text: fields.text }),
  }));
}
