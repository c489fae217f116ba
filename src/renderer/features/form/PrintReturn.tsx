import { useDesk } from '../../session.tsx';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { qrOf } from './form-code.ts';
import { ReturnSheetBody } from './ReturnSheetBody.tsx';
import type { ReturnSheet } from './return-sheet.ts';
import { sheetPage } from './sheet-page.tsx';
import { mostInCode, picturesOf } from './sheet-pictures.ts';
import { formWords } from './words.ts';

/** 打印确认单, or its copy in large print. `sheet` is asked for when pressed. */
export function PrintReturn({ sheet, large = false }: { sheet(): ReturnSheet; large?: boolean }) {
  const t = useWords(formWords);
  const word = useWord();
  const desk = useDesk();

  async function page(): Promise<PrintedPage> {
    const facts = sheet();
    const pictures = await picturesOf(desk, facts);
    const body = <ReturnSheetBody sheet={facts} large={large} pictures={pictures} t={t} word={word} />;
    const name = `${t(large ? 'largeTitle' : 'returnTitle')}-${facts.address}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), body), name };
  }

  return <PrintButton label={t(large ? 'printLarge' : 'print')} saveLabel={t(large ? 'openLarge' : 'open')} page={page} />;
}

interface PrintReturnsProps {
  /** What they are of: `城港新村 1幢`. */
  about: string;
  /** One for each household, asked for when pressed. */
  sheets(): Promise<ReturnSheet[]>;
}

/** 打印全幢确认单: one household to a page. Photos are left to each household's own form; their numbers stay. */
export function PrintReturns({ about, sheets }: PrintReturnsProps) {
  const t = useWords(formWords);
  const word = useWord();

  async function page(): Promise<PrintedPage> {
    const bodies = (await sheets()).map(async (sheet) => {
      const pictures = {
        qr: await qrOf('entitlement', sheet.ids.slice(0, mostInCode)),
        signature: null,
        photos: new Map<string, string>(),
      };
      return <ReturnSheetBody key={sheet.ids[0]} sheet={sheet} pictures={pictures} t={t} word={word} />;
    });
    const name = `${t('returnTitle')}-${about}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), await Promise.all(bodies)), name };
  }

  return <PrintButton label={t('printAll')} saveLabel={t('openAll')} page={page} />;
}
