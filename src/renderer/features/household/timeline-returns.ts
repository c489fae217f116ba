import { countIn, quantityText } from '#domain/count.ts';
import { sizeText } from '#domain/evidence.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import type { RoomRecords } from './room-records.ts';
import type { Sayings, TimelineEntry } from './timeline-entry.ts';

type Line = RecordOf<'entitlement'>;
type Told = Omit<TimelineEntry, 'href' | 'photos' | 'topics' | 'key'> & Partial<Pick<TimelineEntry, 'photos' | 'topics'>>;

/** What was chosen, given back, given up or argued about, line by line. */
export function returnEntries(records: RoomRecords, sayings: Sayings): TimelineEntry[] {
  return records.entitlement.flatMap((line) => {
    const replacement = records.replacement.find(({ id }) => id === line.fields.replacement);
    const told = [...decided(line, sayings), ...givenBack(line, replacement, sayings), ...argued(line, sayings)];
    return told.map(
      (one, index): TimelineEntry => ({
        topics: ['back'],
        photos: [],
        ...one,
        key: `${line.id} ${index}`,
        href: `/entitlements/${line.id}`,
      }),
    );
  });
}

const whatOf = ({ fields }: Line, { say }: Sayings) => `${say(fixtureTypeWords[fields.type])} ×${say(quantityText(countIn(fields)))}`;

function decided(line: Line, sayings: Sayings): Told[] {
  const { t, name } = sayings;
  const { confirmation, waiver, compensation, relocation, cancellation } = line.fields;
  const what = whatOf(line, sayings);
  const signed = ['back', 'signed'] as const;
  return [
    ...(confirmation === null
      ? []
      : [
          {
            at: confirmation.at,
            topics: signed,
            text: t('confirmed', { what, spec: confirmation.spec, who: name(confirmation.signature.name) }),
          },
        ]),
    ...(cancellation ? [{ at: cancellation.at, text: t('cancelled', { what, why: cancellation.reason }) }] : []),
    ...(waiver === null
      ? []
      : [{ at: waiver.at, topics: signed, text: t('waived', { what, why: waiver.reason, who: name(waiver.signature.name) }) }]),
    ...(compensation
      ? [
          {
            at: compensation.at,
            topics: signed,
            text: t('compensated', { what, yuan: compensation.amountYuan, who: name(compensation.signature.name) }),
          },
        ]
      : []),
    ...(relocation
      ? [{ at: relocation.at, topics: signed, photos: relocation.photos, text: t('relocated', { what, to: relocation.to }) }]
      : []),
  ];
}

function givenBack(line: Line, replacement: RecordOf<'replacement'> | undefined, sayings: Sayings): Told[] {
  const { t } = sayings;
  const { acceptance, rework, closure } = line.fields;
  const what = whatOf(line, sayings);
  return [
    ...(replacement === undefined
      ? []
      : [
          {
            at: replacement.fields.installedAt,
            photos: replacement.fields.photos,
            text: t('installed', {
              what,
              spec: `${replacement.fields.spec} ${sizeText(replacement.fields.sizes)}`.trim(),
              by: replacement.fields.installer,
            }),
          },
        ]),
    ...(rework ? [{ at: rework.at, text: t('reworked', { what, why: rework.reason }) }] : []),
    ...(acceptance === null
      ? []
      : [
          {
            at: acceptance.on,
            topics: acceptance.signature ? (['back', 'signed'] as const) : (['back'] as const),
            text: t('accepted', { what, result: acceptance.result, by: acceptance.by.name }),
          },
        ]),
    ...(closure ? [{ at: closure.on, text: t('warrantyOver', { what }) }] : []),
  ];
}

function argued(line: Line, sayings: Sayings): Told[] {
  const { dispute } = line.fields;
  if (!dispute) return [];
  const { t } = sayings;
  const what = whatOf(line, sayings);
  const topics = ['back', 'said'] as const;
  return [
    { at: dispute.at, topics, text: t('disputed', { what, why: dispute.reason }) },
    ...(dispute.settled ? [{ at: dispute.settled.at, topics, text: t('settled', { what, how: dispute.settled.how }) }] : []),
  ];
}
