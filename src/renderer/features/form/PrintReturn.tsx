import { useDesk } from '../../session.tsx';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { ReturnSheetBody } from './ReturnSheetBody.tsx';
import type { ReturnSheet } from './return-sheet.ts';
import { sheetPage } from './sheet-page.tsx';
import { picturesOf } from './sheet-pictures.ts';
import { formWords } from './words.ts';

/** 打印确认单. `sheet` is asked for when pressed. */
export function PrintReturn({ sheet }: { sheet(): ReturnSheet }) {
  const t = useWords(formWords);
  const word = useWord();
  const desk = useDesk();

  async function page(): Promise<PrintedPage> {
    const facts = sheet();
    const pictures = await picturesOf(desk, facts);
    const body = <ReturnSheetBody sheet={facts} pictures={pictures} t={t} word={word} />;
    const name = `${t('returnTitle')}-${facts.address}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), body), name };
  }

  return <PrintButton label={t('print')} saveLabel={t('open')} page={page} />;
}
