import { countIn, quantityText } from '#domain/count.ts';
import { sizeText } from '#domain/evidence.ts';
import type { Day } from '#domain/identity.ts';
import { placeText } from '#domain/place.ts';
import { fixtureTypeWords, type Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Translate } from '../../words/language.ts';
import type { caseFormWords } from './case-words.ts';
import { SheetHead } from './SheetHead.tsx';
import { SheetTable } from './SheetTable.tsx';

/** 遗留清单 of a building that was closed: what is still owed where nobody lives, and why it was left over. */
export interface LeftoverSheet {
  office: string;
  building: string;
  closedOn: Day;
  closedBy: string;
  lines: readonly { line: RecordOf<'entitlement'>; position: string; reason: string }[];
}

interface LeftoverSheetProps {
  sheet: LeftoverSheet;
  /** Data address of the code that leads to the building. */
  qr: string;
  t: Translate<typeof caseFormWords.zh>;
  say(word: Word): string;
}

export function LeftoverSheetBody({ sheet, qr, t, say }: LeftoverSheetProps) {
  const { office, building, closedOn, closedBy, lines } = sheet;
  const head = [
    [t('office'), office],
    [t('place'), building],
    [t('closedOn'), closedOn],
    [t('closedBy'), closedBy],
  ] as const;
  const titles = [t('row'), t('room'), t('what'), t('quantity'), t('oldSize'), t('removedOn'), t('leftoverWhy')];
  const rows = lines.map(({ line: { fields }, position, reason }, index) => [
    String(index + 1),
    placeText({ ...fields.place, label: null }, ''),
    `${say(fixtureTypeWords[fields.type])} ${position}`,
    say(quantityText(countIn(fields))),
    sizeText(fields.removedSizes),
    fields.removedOn,
    reason,
  ]);
  return (
    <main>
      <h1>{t('leftovers')}</h1>
      <SheetHead rows={head} qr={qr}>
        {t('scan')}
      </SheetHead>
      <p>{t('leftoversText')}</p>
      <SheetTable titles={titles} rows={rows} />
      <div style={{ height: '4mm' }} />
      {[t('signReviewer'), t('signCommunity')].map((sign) => (
        <div key={sign} className="sign keep" style={{ minHeight: '15mm' }}>
          <div style={{ flex: 1 }}>{sign}</div>
          <div style={{ width: '45mm' }}>{t('date')}</div>
        </div>
      ))}
    </main>
  );
}
