import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Language } from '../../words/language.ts';

/** React escapes what stands inside `<style>`: no quotes, no `>` and no `&` in here. */
const sheetCss = `
@page { size: A4; margin: 12mm 15mm; }
* { box-sizing: border-box; }
body { margin: 0; padding: 0 0.6pt; font: 11pt/1.5 Microsoft YaHei, PingFang SC, Form Sans, Noto Sans CJK SC, SimSun, sans-serif; color: #000; }
h1 { margin: 0 0 4mm; font-size: 20pt; text-align: center; letter-spacing: 2pt; }
h2 { margin: 5mm 0 2mm; font-size: 12pt; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.4pt solid #000; padding: 1.2mm 2mm; text-align: left; vertical-align: top; overflow-wrap: break-word; }
p { margin: 1.5mm 0; }
td { white-space: pre-line; }
th { font-weight: 600; white-space: nowrap; }
thead th { background: #eee; white-space: normal; word-break: keep-all; }
tr, .keep { break-inside: avoid; }
.lead { break-after: avoid; }
.head { display: flex; justify-content: space-between; gap: 6mm; align-items: flex-start; }
.head table { flex: 1; }
.code { width: 27mm; text-align: center; font-size: 8pt; }
.code img { width: 26mm; height: 26mm; }
.mono { font: 8.5pt/1.4 Consolas, Noto Sans Mono, monospace; overflow-wrap: anywhere; }
.pictures { display: flex; flex-wrap: wrap; gap: 3mm; }
.pictures figure { margin: 0; width: 40mm; font-size: 8pt; }
.pictures img { width: 40mm; height: 30mm; object-fit: cover; border: 0.4pt solid #666; }
.sign { display: flex; gap: 8mm; align-items: center; min-height: 24mm; border: 0.4pt solid #000; padding: 2mm 3mm; margin-bottom: 2mm; }
.sign img { height: 22mm; max-width: 70mm; object-fit: contain; }
.small { font-size: 9pt; }
.big { font-size: 14pt; font-weight: 600; }
main + main { break-before: page; }
.day { white-space: nowrap; }
.large { font-size: 16pt; line-height: 1.35; }
.large th, .large td { padding: 0.8mm 1.6mm; }
.large .sign { min-height: 16mm; padding: 1mm 3mm; }
.large .sign img { height: 16mm; }
.large h1 { margin-bottom: 3mm; font-size: 22pt; letter-spacing: 0; }
.large h2 { margin: 3mm 0 1.5mm; font-size: 17pt; }
.large .small { font-size: 14pt; }
`;

/** A form as one self-contained A4 page: no script, no request, pictures inside. */
export function sheetPage(title: string, language: Language, body: ReactNode): string {
  const page = (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <style>{sheetCss}</style>
      </head>
      <body>{body}</body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
