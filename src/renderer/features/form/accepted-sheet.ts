import { countIn, quantityText } from '#domain/count.ts';
import { sizeText } from '#domain/evidence.ts';
import { fixtureTypeWords, type Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Translate } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import type { CaseSheet } from './case-sheet.tsx';
import { stepLines } from './case-sheets.ts';
import type { caseFormWords } from './case-words.ts';
import { photoNumber } from './return-sheet.ts';

/** All that the 验收单 of one returned piece is written from. */
export interface ReturnedFacts {
  line: RecordOf<'entitlement'>;
  replacement: RecordOf<'replacement'>;
  office: string;
  address: string;
  position: string;
  contact: string;
  handledBy: string;
  t: Translate<typeof caseFormWords.zh>;
  say(word: Word): string;
}

const satisfied = { true: 'YES', false: 'NO', null: 'UNSAID' } as const;

/** 验收单 of what came back: old size beside new, who put it in, until when they answer for it, and what the household says. */
export function acceptedSheet({ line, replacement, t, say, ...told }: ReturnedFacts): CaseSheet {
  const { type, removedSizes, acceptance, shortfall } = line.fields;
  const { spec, sizes, installer, installedAt, windowOpens, serial, warrantor, warrantyUntil, photos } = replacement.fields;
  const blank = t('blank');
  const word = acceptance === null ? blank : t(satisfied[`${acceptance.residentSatisfied}`]);
  const opens = windowOpens === null ? [] : [t(windowOpens ? 'opens' : 'blocked')];
  return {
    title: t('returnAcceptance'),
    head: [
      [t('office'), told.office],
      [t('place'), told.address],
      [t('householdName'), told.contact || blank],
      [t('what'), `${say(fixtureTypeWords[type])} ${told.position} ×${say(quantityText(countIn(line.fields)))}`],
      [t('oldSize'), `${sizeText(removedSizes) || blank} mm`],
      [t('newSize'), `${sizeText(sizes) || blank} mm`],
      [t('spec'), [spec, serial].filter(Boolean).join('，')],
      [t('installer'), `${installer}，${localDay(new Date(installedAt))}`],
      [t('warranty'), warrantyUntil === null ? blank : `${warrantor}，${warrantyUntil}`],
      [
        t('photoNos'),
        photos
          .slice(0, 12)
          .map(({ sha256 }) => photoNumber(sha256))
          .join(' '),
      ],
      [t('acceptedOn'), acceptance?.on ?? blank],
      [t('handledBy'), acceptance?.by.name ?? told.handledBy],
    ],
    parts: [
      {
        heading: t('checked'),
        lines: [t('returnChecked', { result: acceptance?.result || blank }), ...opens, ...stepLines(acceptance, say)],
      },
      ...(shortfall === null ? [] : [{ heading: t('shortfall'), lines: [shortfall.reason] }]),
      { heading: t('household'), lines: [t('satisfied', { word })] },
    ],
    signs: [t('signHousehold'), t('signInstaller'), t('signCommunity')],
  };
}
