import type { Agreement, Notice } from '#domain/evidence.ts';
import {
  determinationResultWords,
  fixtureTypeWords,
  removalModeWords,
  serviceWayWords,
  signatureKindWords,
  structureKindWords,
  zoneWords,
} from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import type { RoomRecords } from './room-records.ts';
import type { Sayings, TimelineEntry } from './timeline-entry.ts';

type Thing = RecordOf<'structure'> | RecordOf<'fixture'>;

/** What was there, what its people were told and signed, and when it went. */
export function thingEntries(records: RoomRecords, sayings: Sayings): TimelineEntry[] {
  const things: readonly Thing[] = [...records.structure, ...records.fixture];
  // In the order in which one comes to the next: of two that are dated by the day alone, the later stands later.
  return things.flatMap((thing) => [
    surveyed(thing, sayings),
    ...(thing.type === 'structure' ? determined(thing, sayings) : []),
    ...consented(thing, sayings),
    ...(thing.type === 'structure' ? diverted(thing, sayings) : []),
    ...records.removal.filter(({ fields }) => fields.target === thing.id).map((removal) => removed(thing, removal, sayings)),
    ...(thing.type === 'structure' ? closed(thing, sayings) : protectedMeanwhile(thing, sayings)),
  ]);
}

/** `防盗窗 南阳台-窗1`, `棚屋 楼顶`. */
export function thingName(thing: Thing, { say }: Pick<Sayings, 'say'>): string {
  if (thing.type === 'fixture') return `${say(fixtureTypeWords[thing.fields.type])} ${thing.fields.positionLabel}`;
  return `${say(structureKindWords[thing.fields.kind])} ${thing.fields.place.label ?? say(zoneWords[thing.fields.zone])}`;
}

const pageOf = (thing: Thing) => (thing.type === 'structure' ? `/structures/${thing.id}` : `/fixtures/${thing.id}`);

function surveyed(thing: Thing, sayings: Sayings): TimelineEntry {
  const { t } = sayings;
  const size = thing.type === 'fixture' ? `×${thing.fields.qty}` : thing.fields.areaM2 === null ? '' : `${thing.fields.areaM2} ㎡`;
  return {
    key: `${thing.id} survey`,
    at: thing.fields.surveyedAt,
    topics: ['there'],
    text: t('surveyed', { what: [thingName(thing, sayings), size].filter(Boolean).join(' ') }),
    photos: thing.fields.photos.filter(({ stage }) => stage === 'BEFORE'),
    href: pageOf(thing),
  };
}

function consented(thing: Thing, sayings: Sayings): TimelineEntry[] {
  const { t, name } = sayings;
  const { notice, agreement, refusal, refusalRecord } = thing.fields;
  const entry = { href: pageOf(thing), photos: [] };
  const what = thingName(thing, sayings);
  const witness = refusalRecord?.witness ? t('witnessed', { name: name(refusalRecord.witness) }) : '';
  return [
    ...(notice === null
      ? []
      : [{ ...entry, key: `${thing.id} notice`, at: notice.on, topics: ['signed'] as const, text: told(what, notice, sayings) }]),
    ...(refusal === null
      ? []
      : [
          {
            ...entry,
            key: `${thing.id} refusal`,
            // Version 1 kept no day: it was after the notice.
            at: refusalRecord?.on ?? notice?.on ?? thing.fields.surveyedAt,
            undated: !refusalRecord,
            topics: ['signed'] as const,
            text: `${t('refused', { what, why: refusal })}${witness}`,
          },
        ]),
    ...(agreement === null ? [] : [{ ...entry, ...agreed(thing, what, agreement, sayings) }]),
  ];
}

function told(what: string, notice: Notice, { t, say, name, aside }: Sayings): string {
  const who = name(notice.receiver || notice.witness) || t('nobody');
  return `${t('notified', { what, way: say(serviceWayWords[notice.way]), who, deadline: notice.deadline })}${aside(notice.no || t('noNumber'))}`;
}

function agreed(thing: Thing, what: string, agreement: Agreement, { t, say, name, list }: Sayings) {
  const { signer, mode, due, on, others } = agreement;
  const signed = t('agreed', {
    what,
    mode: say(removalModeWords[mode]),
    who: list([name(signer.name), ...(others ?? []).map((party) => name(party.name))]),
    how: say(signatureKindWords[signer.kind]),
    due,
  });
  const photos = thing.fields.photos.filter(
    ({ stage, sha256 }) => stage === 'SIGN' && (signer.picture === null || signer.picture === sha256),
  );
  return { key: `${thing.id} agreement`, at: on, topics: ['signed'] as const, text: signed, photos };
}

function determined(thing: RecordOf<'structure'>, { t, say }: Sayings): TimelineEntry[] {
  const { determination } = thing.fields;
  if (determination === null) return [];
  const { result, authority, on } = determination;
  const text = t('determined', { what: thingName(thing, { say }), result: say(determinationResultWords[result]), authority });
  return [{ key: `${thing.id} determination`, at: on, topics: ['there'], text, photos: [], href: pageOf(thing) }];
}

/** Found gone, set aside, or kept after all. */
function diverted(thing: RecordOf<'structure'>, { t, say }: Sayings): TimelineEntry[] {
  const { found, aside, upheld } = thing.fields;
  const entry = { href: pageOf(thing), photos: [] };
  const what = thingName(thing, { say });
  return [
    ...(found ? [{ ...entry, key: `${thing.id} found`, at: found.on, topics: ['gone'] as const, text: t('foundRemoved', { what }) }] : []),
    ...(aside
      ? [{ ...entry, key: `${thing.id} aside`, at: aside.at, topics: ['said'] as const, text: t('setAside', { what, why: aside.reason }) }]
      : []),
    ...(upheld
      ? [{ ...entry, key: `${thing.id} upheld`, at: upheld.at, topics: ['said'] as const, text: t('kept', { what, why: upheld.reason }) }]
      : []),
  ];
}

function closed(thing: RecordOf<'structure'>, { t, say }: Sayings): TimelineEntry[] {
  const { acceptance } = thing.fields;
  if (acceptance === null) return [];
  const text = t('closed', { what: thingName(thing, { say }), by: acceptance.by.name });
  const topics = acceptance.signature ? (['gone', 'signed'] as const) : (['gone'] as const);
  return [{ key: `${thing.id} accepted`, at: acceptance.on, topics, text, photos: [], href: pageOf(thing) }];
}

function protectedMeanwhile(thing: RecordOf<'fixture'>, sayings: Sayings): TimelineEntry[] {
  const { interim } = thing.fields;
  if (!interim) return [];
  const what = thingName(thing, sayings);
  const text = sayings.t('interim', { what, how: interim.what });
  return [{ key: `${thing.id} interim`, at: interim.at, topics: ['gone'], text, photos: [], href: pageOf(thing) }];
}

function removed(thing: Thing, { id, fields }: RecordOf<'removal'>, sayings: Sayings): TimelineEntry {
  const { t, say } = sayings;
  const size = fields.areaM2 === null ? `×${fields.qty}` : `${fields.areaM2} ㎡`;
  const values = { what: `${thingName(thing, sayings)} ${size}`, mode: say(removalModeWords[fields.mode]), by: fields.contractor };
  return { key: id, at: fields.at, topics: ['gone'], text: t('removed', values), photos: fields.photos, href: pageOf(thing) };
}
