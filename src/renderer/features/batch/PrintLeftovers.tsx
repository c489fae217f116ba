import { useDesk } from '../../session.tsx';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { caseFormWords } from '../form/case-words.ts';
import { qrOf } from '../form/form-code.ts';
import { LeftoverSheetBody } from '../form/LeftoverSheet.tsx';
import { sheetPage } from '../form/sheet-page.tsx';
import type { BuildingReturn } from './building-return.ts';

/** 打印遗留清单 of a building that was closed with one. */
export function PrintLeftovers({ facts }: { facts: BuildingReturn }) {
  const t = useWords(caseFormWords);
  const say = useWord();
  const { enrollment } = useDesk();
  const { building, estate } = facts.site;
  const { closing } = building.fields;
  if (!closing || closing.leftovers.length === 0) return null;
  const form = t('leftovers');

  async function page({ on, by, leftovers }: NonNullable<typeof closing>): Promise<PrintedPage> {
    const address = `${estate.fields.name} ${building.fields.label}`;
    const lines = leftovers.flatMap(({ line: id, reason }) => {
      const line = facts.lines.find((one) => one.id === id);
      return line === undefined ? [] : [{ line, reason, position: facts.fixtures.get(line.fields.fixture)?.fields.positionLabel ?? '' }];
    });
    const sheet = { office: enrollment.scope.subdistrictName, building: address, closedOn: on, closedBy: by.name, lines };
    const qr = await qrOf('building', [building.id]);
    const name = `${form}-${address}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), <LeftoverSheetBody sheet={sheet} qr={qr} t={t} say={say} />), name };
  }

  return <PrintButton label={t('print', { form })} saveLabel={t('open', { form })} page={() => page(closing)} />;
}
