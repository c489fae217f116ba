import type { Word } from '#domain/words.ts';
import type { Translate } from '../../words/language.ts';
import type { SpecChoice } from '../owed/spec-choices.ts';
import { photoNumber, type ReturnLine, type ReturnSheet } from './return-sheet.ts';
import { SheetHead } from './SheetHead.tsx';
import { SheetTable } from './SheetTable.tsx';
import type { formWords } from './words.ts';

/** Pictures as data addresses. A picture that is not on this device is left out; its number stays. */
export interface SheetPictures {
  qr: string;
  signature: string | null;
  photos: ReadonlyMap<string, string>;
}

interface SheetProps {
  sheet: ReturnSheet;
  /** A copy in large print, for a household to keep. */
  large?: boolean;
  pictures: SheetPictures;
  t: Translate<typeof formWords.zh>;
  word(word: Word): string;
}

export function ReturnSheetBody({ sheet, large = false, pictures, t, word }: SheetProps) {
  return (
    <main className={large ? 'large' : ''}>
      <h1>{t(large ? 'largeTitle' : 'returnTitle')}</h1>
      <Head sheet={sheet} qr={pictures.qr} t={t} />
      <h2>{t('removed')}</h2>
      <Removed lines={sheet.lines} numbered={!large} t={t} word={word} />
      {/* On one page as long as it fits one: nobody signs apart from what they sign for. */}
      <section className="keep">
        <h2>{t('returned')}</h2>
        <Returned lines={sheet.lines} t={t} word={word} />
        <p className="small lead">{t('promise')}</p>
        <Signed sheet={sheet} picture={pictures.signature} t={t} />
      </section>
      {pictures.photos.size > 0 && (
        <>
          <h2>{t('photos')}</h2>
          <div className="pictures">
            {[...pictures.photos].map(([number, data]) => (
              <figure key={number} className="keep">
                <img src={data} alt="" />
                {number}
              </figure>
            ))}
          </div>
        </>
      )}
    </main>
  );
}

function Head({ sheet, qr, t }: Pick<SheetProps, 'sheet' | 't'> & { qr: string }) {
  const { policy, expected } = sheet;
  const rows: [string, string][] = [
    [t('office'), sheet.office],
    [t('address'), sheet.address],
    [t('contact'), sheet.contact],
    [t('policy'), policy === null ? '' : `${policy.version}${policy.example ? t('example') : ''}`],
    [
      t('expected'),
      expected === null || policy === null ? '' : t('aside', { said: expected, remark: t('expectedHint', { days: policy.overdueDays }) }),
    ],
    [t('complaint'), policy?.complaintPhone ?? ''],
  ];
  return (
    <SheetHead rows={rows} qr={qr}>
      {t('code')}
      <div className="mono">{sheet.ids[0]}</div>
    </SheetHead>
  );
}

type LinesProps = { lines: readonly ReturnLine[] } & Pick<SheetProps, 't' | 'word'>;

/** `numbered`: with the numbers of the photos, which a household's own copy has no use for, and no room. */
function Removed({ lines, numbered, t, word }: LinesProps & { numbered: boolean }) {
  const photoNos = numbered ? [t('photoNos')] : [];
  const titles = [t('no'), t('type'), t('position'), t('qty'), t('sizes'), t('removedOn'), ...photoNos];
  return (
    <SheetTable
      titles={titles}
      rows={lines.map((line, index) => [
        String(index + 1),
        word(line.type),
        line.position,
        word(line.qty),
        line.sizes,
        line.removedOn,
        line.photos.map(photoNumber).join(' '),
      ])}
    />
  );
}

/** What may be chosen, to be ticked on paper. */
function ticks(specs: readonly SpecChoice[], t: SheetProps['t']): string {
  const offered = specs.map(({ spec, yuan }) => (yuan === 0 ? spec : t('upgradeSpec', { spec, yuan })));
  return [...offered, t('tickWaive')].map((one) => `□ ${one}`).join('\n');
}

function Returned({ lines, t, word }: LinesProps) {
  const choiceText = ({ type, choice }: ReturnLine): string[] => {
    switch (choice.kind) {
      case 'return': {
        const exchanged = choice.type.zh === type.zh ? t('toReturn') : t('exchanged', { type: word(choice.type) });
        return [exchanged, choice.spec, choice.upgradeYuan.toFixed(2)];
      }
      case 'waived':
        return [t('waived', { reason: choice.reason }), '', ''];
      case 'compensated':
        return [t('compensated', { yuan: choice.amountYuan.toFixed(2) }), '', ''];
      case 'relocated':
        return [t('relocated', { to: choice.to }), '', ''];
      case 'undecided':
        return [t('undecided'), ticks(choice.specs, t), ''];
      default:
        return choice satisfies never;
    }
  };
  const titles = [t('no'), t('type'), t('qty'), t('choice'), t('spec'), t('upgrade')];
  return (
    <SheetTable
      titles={titles}
      rows={lines.map((line, index) => [String(index + 1), word(line.type), word(line.qty), ...choiceText(line)])}
    />
  );
}

/** The signature as given, or the room for one: paper signing stays primary. */
function Signed({ sheet, picture, t }: Pick<SheetProps, 'sheet' | 't'> & { picture: string | null }) {
  const { signature } = sheet;
  const relation = signature === null || signature.relation === '' ? '' : ` ${signature.relation}`;
  const named = (label: string, value: string) => t('named', { label, value });
  const signer = signature === null ? t('blank') : t('aside', { said: signature.name, remark: `${t(signature.capacity)}${relation}` });
  return (
    <section className="keep">
      <h2>{t('signature')}</h2>
      <div className="sign">
        <div>{named(t('signer'), signer)}</div>
        {picture !== null && <img src={picture} alt="" />}
        {signature !== null && signature.witness !== '' && <div>{named(t('witness'), signature.witness)}</div>}
        <div className="day">{named(t('signedOn'), signature === null ? t('blank') : signature.at.slice(0, 10))}</div>
      </div>
      <div>{named(t('handledBy'), sheet.handledBy)}</div>
    </section>
  );
}
