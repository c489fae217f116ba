import { Card, Flex } from 'antd';
import { maskName, mayUnmask } from '#domain/masking.ts';
import { policyInForce } from '#domain/policy.ts';
import { asProven } from '#domain/relink.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { CaseSheetBody } from './case-sheet.tsx';
import { type CaseForm, type FormedThing, formsOf, sheetOf } from './case-sheets.ts';
import { caseFormWords } from './case-words.ts';
import { qrOf } from './form-code.ts';
import { sheetPage } from './sheet-page.tsx';

interface PrintCaseProps {
  thing: FormedThing;
  place: string;
  contact: string;
  removals: readonly RecordOf<'removal'>[];
}

/** The forms that a thing has come to, each printed when pressed. It names its household where whoever prints has to do with it. */
export function PrintCase({ thing, place, contact, removals }: PrintCaseProps) {
  const t = useWords(caseFormWords);
  const say = useWord();
  const { enrollment, source, user } = useDesk();
  const policies = useRecords('policy');
  const photos = useChildren('photo', [thing.id, ...removals.map(({ id }) => id)]);
  const forms = formsOf(thing, removals.length);
  if (forms.length === 0 || policies === undefined || photos === undefined) return null;
  const known = photos.map(({ fields }) => fields);
  const nameOf = mayUnmask('household', user) ? (name: string) => name : maskName;
  const today = localDay(source.now());
  const facts = {
    ...{ place, today, t, say, nameOf },
    thing: asProven(thing, known),
    removals: removals.map((removal) => asProven(removal, known)),
    office: enrollment.scope.subdistrictName,
    contact: nameOf(contact),
    handledBy: user.name,
    policy: policyInForce(policies, today)?.fields ?? null,
  };

  async function page(form: CaseForm): Promise<PrintedPage> {
    const sheet = sheetOf[form](facts);
    const qr = await qrOf(thing.type, [thing.id]);
    const body = <CaseSheetBody sheet={sheet} qr={qr} words={{ code: t('scan'), date: t('date') }} />;
    const name = `${sheet.title}-${thing.fields.code}`.slice(0, 80);
    return { html: sheetPage(name, currentLanguage(), body), name };
  }

  return (
    <Card title={<h2 className="card-title">{t('forms')}</h2>}>
      <Flex vertical gap={12}>
        <span className="hint">{t('formsHint')}</span>
        <Flex gap={12} wrap>
          {forms.map((form) => (
            <PrintButton
              key={form}
              label={t('print', { form: t(form) })}
              saveLabel={t('open', { form: t(form) })}
              page={() => page(form)}
            />
          ))}
        </Flex>
      </Flex>
    </Card>
  );
}
