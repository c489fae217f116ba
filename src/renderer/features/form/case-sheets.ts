import { type Acceptance, type PhotoRef, sizeText } from '#domain/evidence.ts';
import type { Day } from '#domain/identity.ts';
import type { Policy } from '#domain/policy.ts';
import {
  acceptanceStepWords,
  determinationResultWords,
  fixtureTypeWords,
  removalModeWords,
  salvageWords,
  serviceWayWords,
  structureKindWords,
  type Word,
} from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { addDays } from '../../ui/field/calendar.ts';
import type { Translate } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import type { CaseSheet } from './case-sheet.tsx';
import type { caseFormWords } from './case-words.ts';
import { photoNumber } from './return-sheet.ts';

export type FormedThing = RecordOf<'structure'> | RecordOf<'fixture'>;

/** All that the forms about a thing are written from. */
export interface CaseFacts {
  thing: FormedThing;
  place: string;
  office: string;
  /** Who lives there, as the form may say it. */
  contact: string;
  handledBy: string;
  today: Day;
  policy: Policy | null;
  removals: readonly RecordOf<'removal'>[];
  t: Translate<typeof caseFormWords.zh>;
  say(word: Word): string;
  nameOf(name: string): string;
}

export const caseForms = ['notice', 'witness', 'removal', 'acceptance'] as const;
export type CaseForm = (typeof caseForms)[number];

/** Days to answer a notice in, where none is on record yet. */
const usualDays = 7;

/** The forms that a thing has come to: paper is printed before it is signed, so a step's form is there when the step is next. */
export function formsOf({ fields }: FormedThing, removals: number): CaseForm[] {
  const notified = fields.notice !== null;
  const mayNotify = fields.status === 'determined' || (fields.status === 'surveyed' && !('determination' in fields));
  const open: Record<CaseForm, boolean> = {
    notice: notified || mayNotify,
    // Nobody can refuse for what nobody claims.
    witness: fields.refusal !== null || (fields.status === 'notified' && !('owner' in fields && fields.owner === 'UNCLAIMED')),
    removal: removals > 0,
    acceptance: 'acceptance' in fields && (fields.status === 'madeGood' || fields.acceptance !== null),
  };
  return caseForms.filter((form) => open[form]);
}

const numbers = (photos: readonly PhotoRef[]) =>
  photos
    .slice(0, 12)
    .map(({ sha256 }) => photoNumber(sha256))
    .join(' ');

function whatOf({ thing, say }: CaseFacts): string {
  if (thing.type === 'fixture') return `${say(fixtureTypeWords[thing.fields.type])} ${thing.fields.positionLabel} ×${thing.fields.qty}`;
  return say(structureKindWords[thing.fields.kind]);
}

function sizeOf({ thing, t }: CaseFacts): string {
  if (thing.type === 'fixture') return `${sizeText(thing.fields.sizes) || t('blank')} mm`;
  const { lengthM, widthM, heightM, areaM2 } = thing.fields;
  const sides = [lengthM, widthM, heightM].filter((side) => side !== null).join('×');
  return [sides === '' ? '' : `${sides} m`, areaM2 === null ? '' : `${areaM2} ㎡`].filter(Boolean).join('，');
}

/** The rows that every form begins with. */
function headOf(facts: CaseFacts): [string, string][] {
  const { t, thing } = facts;
  return [
    [t('office'), facts.office],
    [t('code'), thing.fields.code],
    [t('place'), facts.place],
    [t('what'), whatOf(facts)],
    [t('size'), sizeOf(facts)],
  ];
}

/** 告知书, with the receipt of its service: filled in where it is on record, else with room to write. */
export function noticeSheet(facts: CaseFacts): CaseSheet {
  const { t, say, thing, policy, nameOf } = facts;
  const { notice } = thing.fields;
  const determination = thing.type === 'structure' ? thing.fields.determination : null;
  const deadline = notice?.deadline ?? addDays(facts.today, usualDays);
  const blank = t('blank');
  const told = {
    way: notice === null ? blank : say(serviceWayWords[notice.way]),
    on: notice?.on ?? blank,
    receiver: (notice && nameOf(notice.receiver)) || blank,
    relation: notice?.relation || blank,
    witness: (notice && nameOf(notice.witness)) || blank,
  };
  const why =
    determination === null
      ? t('fixtureFacts')
      : t('structureFacts', {
          result: say(determinationResultWords[determination.result]),
          authority: determination.authority,
          opinion: determination.opinion,
        });
  return {
    title: t('notice'),
    head: [
      [t('to'), facts.contact || blank],
      ...headOf(facts),
      [t('photoNos'), numbers(thing.fields.photos.filter(({ stage }) => stage === 'BEFORE'))],
      [t('no'), notice?.no || t('noNumber')],
      ...(determination === null ? [] : [[t('basis'), determination.basis] as const]),
    ],
    parts: [
      { heading: t('facts'), lines: [why] },
      { heading: t('request'), lines: [t(determination === null ? 'fixtureRequest' : 'structureRequest', { deadline })] },
      { heading: t('rights'), lines: [t('rightsText'), t('contact', { phone: policy?.complaintPhone || blank })] },
      { heading: t('privacy'), lines: [t('privacyText')] },
      { heading: t('receipt'), lines: [t('receiptText', told)] },
    ],
    signs: [t('signReceiver'), t('signServer'), t('signWitness')],
  };
}

/** 见证/拒签记录: what was told, why it was refused, and room for those who saw it. */
export function witnessSheet(facts: CaseFacts): CaseSheet {
  const { t, say, thing, nameOf } = facts;
  const { notice, refusal, refusalRecord, photos } = thing.fields;
  const blank = t('blank');
  const told =
    notice === null ? t('notTold') : t('toldText', { on: notice.on, way: say(serviceWayWords[notice.way]), deadline: notice.deadline });
  return {
    title: t('witness'),
    head: [
      ...headOf(facts),
      [t('refuser'), nameOf(refusalRecord?.refuser ?? '') || facts.contact || blank],
      [t('refusedOn'), refusalRecord?.on ?? blank],
      [t('photoNos'), numbers(photos.filter(({ stage }) => stage === 'SERVICE'))],
      [t('handledBy'), refusalRecord?.by.name ?? facts.handledBy],
    ],
    parts: [
      { heading: t('told'), lines: [told] },
      { heading: t('why'), lines: [refusal ?? blank] },
      { heading: t('seen'), lines: [t('seenText'), t('refusalStays')] },
    ],
    signs: [`${t('signWitness')} ${nameOf(refusalRecord?.witness ?? '')}`.trim(), t('signRecorder')],
  };
}

/** 拆除确认单: what went, how much of it, who took it down, and what becomes of the pieces. */
export function removalSheet(facts: CaseFacts): CaseSheet {
  const { t, say, thing, removals } = facts;
  const last = removals.toSorted((a, b) => a.fields.at.localeCompare(b.fields.at)).at(-1);
  if (last === undefined) throw new Error('a removal form without a removal');
  const { fields } = last;
  const photos = [...thing.fields.photos.filter(({ stage }) => stage === 'BEFORE'), ...fields.photos];
  return {
    title: t('removal'),
    head: [
      ...headOf(facts),
      [t('removedOn'), localDay(new Date(fields.at))],
      [t('removedQty'), fields.areaM2 === null ? `${fields.qty}` : `${fields.areaM2} ㎡`],
      [t('mode'), say(removalModeWords[fields.mode])],
      [t('contractor'), fields.contractor],
      [t('photoNos'), numbers(photos)],
      [t('handledBy'), facts.handledBy],
    ],
    parts: [
      { heading: t('removed'), lines: [t('removedText')] },
      { heading: t('salvage'), lines: [t('salvageText', { what: say(salvageWords[fields.salvage]) })] },
      { heading: t('back'), lines: [fields.policy === null ? t('backNone') : t('backText', { policy: fields.policy.version })] },
    ],
    signs: [t('signHousehold'), t('signContractor'), t('signCommunity')],
  };
}

const satisfied = { true: 'YES', false: 'NO', null: 'UNSAID' } as const;

/** Who took which step, a line each; nothing where they were not taken apart. */
export const stepLines = (acceptance: Acceptance | null, say: (word: Word) => string): string[] =>
  (acceptance?.steps ?? []).map(({ who, on, by }) => `${say(acceptanceStepWords[who])} ${by} ${on}`);

/** 验收单: the steps of acceptance with room to sign each, and the household's word. */
export function acceptanceSheet(facts: CaseFacts): CaseSheet {
  const { t, say, thing } = facts;
  const acceptance = thing.type === 'structure' ? thing.fields.acceptance : null;
  const blank = t('blank');
  const word = acceptance === null ? blank : t(satisfied[`${acceptance.residentSatisfied}`]);
  return {
    title: t('acceptance'),
    head: [
      ...headOf(facts),
      [t('acceptedOn'), acceptance?.on ?? blank],
      [t('result'), acceptance?.result || blank],
      [t('photoNos'), numbers(thing.fields.photos.filter(({ stage }) => stage === 'AFTER'))],
      [t('handledBy'), acceptance?.by.name ?? facts.handledBy],
    ],
    parts: [
      { heading: t('checked'), lines: [t('checkedText'), ...stepLines(acceptance, say)] },
      { heading: t('household'), lines: [t('satisfied', { word })] },
    ],
    signs: [t('signContractor'), t('signSupervisor'), t('signCommunity'), t('signSubdistrict'), t('signHousehold')],
  };
}

export const sheetOf: Readonly<Record<CaseForm, (facts: CaseFacts) => CaseSheet>> = {
  notice: noticeSheet,
  witness: witnessSheet,
  removal: removalSheet,
  acceptance: acceptanceSheet,
};
