import { maskName, mayUnmask } from '#domain/masking.ts';
import { asProven } from '#domain/relink.ts';
import { useDesk } from '../../session.tsx';
import { findRecords, type RecordOf } from '../../store/records.ts';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { acceptedSheet } from './accepted-sheet.ts';
import { CaseSheetBody } from './case-sheet.tsx';
import { caseFormWords } from './case-words.ts';
import { qrOf } from './form-code.ts';
import { sheetPage } from './sheet-page.tsx';

interface PrintAcceptedProps {
  line: RecordOf<'entitlement'>;
  replacement: RecordOf<'replacement'>;
  address: string;
  position: string;
  contact: string;
}

/** 打印验收单 of one piece that came back: there once it is installed, to be signed on paper or kept. */
export function PrintAccepted({ line, replacement, address, position, contact }: PrintAcceptedProps) {
  const t = useWords(caseFormWords);
  const say = useWord();
  const { db, enrollment, user } = useDesk();
  const form = t('returnAcceptance');

  async function page(): Promise<PrintedPage> {
    const named = mayUnmask('household', user) ? contact : maskName(contact);
    const told = { address, position, contact: named, office: enrollment.scope.subdistrictName, handledBy: user.name };
    const known = (await findRecords(db, 'photo', replacement.id)).map(({ fields }) => fields);
    const sheet = acceptedSheet({ line, replacement: asProven(replacement, known), ...told, t, say });
    const qr = await qrOf('entitlement', [line.id]);
    const body = <CaseSheetBody sheet={sheet} qr={qr} words={{ code: t('scan'), date: t('date') }} />;
    const name = `${form}-${address}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), body), name };
  }

  return <PrintButton label={t('print', { form })} saveLabel={t('open', { form })} page={page} />;
}
