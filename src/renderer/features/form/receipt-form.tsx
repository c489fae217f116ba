import type { Receipt } from '#contract/district-api.ts';
import type { Language } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { type OpenLine, OpenList } from './OpenList.tsx';
import { sheetPage } from './sheet-page.tsx';
import { type FormWord, formWords } from './words.ts';

/** What a printed receipt says besides its own numbers: the sentence of the screen, and whose device it was. */
export interface ReceiptWords {
  line: string;
  /** The one thing to do next. */
  next: string;
  /** What it leaves open, by name. A list without lines is not printed. */
  lists: readonly { title: string; lines: readonly OpenLine[] }[];
  deviceName: string;
  language: Language;
}

/** 同步回执 as a self-contained A4 page for `forms.pdf`. */
export function receiptForm(receipt: Receipt, { line, next, lists, deviceName, language }: ReceiptWords): string {
  const words = formWords[language];
  const { counts, photos } = receipt;
  const rows: [FormWord, string | number][] = [
    ['issuedAt', localTime(receipt.issuedAt)],
    ['device', deviceName],
    ['batch', receipt.batch],
    ['range', words.rangeValue.replace('{{from}}', String(receipt.from)).replace('{{to}}', String(receipt.to))],
    ['received', counts.received],
    ['applied', counts.applied],
    ['noop', counts.noop],
    ['conflict', counts.conflict],
    ['quarantined', counts.quarantined],
    ['photosVerified', `${photos.verified} / ${photos.total}`],
    ['photosMissing', photos.missing.length],
    ['head', receipt.head],
    ['digest', receipt.digest],
  ];
  const body = (
    <main>
      <h1>{words.receiptTitle}</h1>
      <p className="big">{line}</p>
      {next !== '' && <p className="big">{next}</p>}
      <table>
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{words[label]}</th>
              <td className={typeof value === 'string' && value.length > 40 ? 'mono' : ''}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lists.map((list) => (
        <OpenList key={list.title} {...list} />
      ))}
      <p className="small">{words.note}</p>
    </main>
  );
  return sheetPage(words.receiptTitle, language, body);
}
