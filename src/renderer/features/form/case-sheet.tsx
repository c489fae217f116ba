import { SheetHead } from './SheetHead.tsx';

/** A form about one thing, as it is printed: who and what at the top with the code that files its scan, then its parts, then room to sign. */
export interface CaseSheet {
  title: string;
  head: readonly (readonly [label: string, value: string])[];
  parts: readonly { heading: string; lines: readonly string[] }[];
  /** Who signs, each with room for it. */
  signs: readonly string[];
}

interface CaseSheetProps {
  sheet: CaseSheet;
  /** Data address of the code. */
  qr: string;
  words: { code: string; date: string };
}

export function CaseSheetBody({ sheet, qr, words }: CaseSheetProps) {
  const last = sheet.parts.at(-1);
  return (
    <main>
      <h1>{sheet.title}</h1>
      <SheetHead rows={sheet.head} qr={qr}>
        {words.code}
      </SheetHead>
      {sheet.parts.slice(0, -1).map((part) => (
        <Part key={part.heading} part={part} />
      ))}
      {/* Nobody signs on a page that says nothing. */}
      <div className="keep">
        {last !== undefined && <Part part={last} />}
        {sheet.signs.map((sign) => (
          <div key={sign} className="sign keep" style={{ minHeight: '15mm' }}>
            <div style={{ flex: 1 }}>{sign}</div>
            <div style={{ width: '45mm' }}>{words.date}</div>
          </div>
        ))}
      </div>
    </main>
  );
}

function Part({ part: { heading, lines } }: { part: CaseSheet['parts'][number] }) {
  return (
    <section className="keep">
      <h2>{heading}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}
