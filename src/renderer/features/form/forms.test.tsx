import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { maskName } from '#domain/masking.ts';
import { examplePolicy } from '#domain/policy.ts';
import { entitlement, fixture, id, removal, removalId, signature } from '#domain/testing/samples.ts';
import type { Word } from '#domain/words.ts';
import { policy, recordOf } from '../operation/testing/desk.ts';
import { qrOf } from './form-code.ts';
import { ReturnSheetBody } from './ReturnSheetBody.tsx';
import { returnSheetOf } from './return-sheet.ts';
import { linesIn } from './scans.ts';
import { sheetPage } from './sheet-page.tsx';
import { mostInCode } from './sheet-pictures.ts';
import { type FormWord, formWords } from './words.ts';

const zh = (key: FormWord, values: Record<string, string | number> = {}) =>
  formWords.zh[key].replace(/\{\{(\w+)\}\}/g, (_match, name: string) => String(values[name] ?? ''));
const word = ({ zh: text }: Word) => text;

const confirmation = { at: signature.at, by: id(904), spec: '304不锈钢平面防盗窗', upgradeYuan: 120, note: '', signature } as const;
const lines = [
  recordOf('entitlement', id(61), entitlement({ status: 'confirmed', confirmation: { ...confirmation, by: confirmation.by as never } })),
  recordOf('entitlement', id(62), entitlement({ waiver: { at: signature.at, reason: '自行购置<b>', signature } })),
];
const removed = { type: 'removal', id: removalId, rev: 1, pending: 0, openConflicts: 0, fields: removal() } as const;
const source: Parameters<typeof returnSheetOf>[0] = {
  lines,
  fixtures: new Map([[id(20), recordOf('fixture', id(20), fixture())]]),
  removals: new Map([[removalId, removed]]),
  policies: [policy],
  ...{ office: '城东街道', address: '1幢1单元101室', contact: '示例住户', handledBy: '陈静' },
  nameOf: (name) => name,
};
const sheet = returnSheetOf(source);

async function printed() {
  const pictures = {
    qr: await qrOf('entitlement', sheet.ids),
    signature: 'data:image/png;base64,AA==',
    photos: new Map([['00000003', 'data:image/jpeg;base64,AA==']]),
  };
  return sheetPage('拆一还一确认单', 'zh', <ReturnSheetBody sheet={sheet} pictures={pictures} t={zh} word={word} />);
}

describe('拆一还一确认单', () => {
  test('says what went with its photo numbers, what comes back, the upgrade, the waiver, and by when', async () => {
    const html = await printed();
    for (const text of [
      '1幢1单元101室',
      '防盗窗',
      '1500×1200',
      '00000003',
      '304不锈钢平面防盗窗',
      '120.00',
      examplePolicy.complaintPhone,
      '2026-05-31',
    ]) {
      expect(html).toContain(text);
    }
  });

  test('where nothing is chosen yet, it offers on paper what the policy offers, to be ticked; the household’s own copy has no numbers', async () => {
    const open = returnSheetOf({ ...source, lines: [recordOf('entitlement', id(63), entitlement())] });
    const pictures = { qr: 'data:image/png;base64,AA==', signature: null, photos: new Map<string, string>() };
    const printedAs = (large: boolean) =>
      sheetPage('单', 'zh', <ReturnSheetBody sheet={open} large={large} pictures={pictures} t={zh} word={word} />);
    for (const text of ['□ 304不锈钢平面防盗窗', '□ 铝合金平面防盗窗', '□ 放弃，原因：']) expect(printedAs(true)).toContain(text);
    expect([printedAs(false).includes('照片编号'), printedAs(true).includes('照片编号')]).toEqual([true, false]);
  });

  test('printed by somebody who has no need to know the household, it names neither contact nor signer', () => {
    const masked = returnSheetOf({ ...source, nameOf: maskName });
    expect([masked.contact, masked.signature?.name]).toEqual(['示**', maskName(signature.name)]);
  });

  test('the code of as many lines as it names is read from a photo of the page, askew and in poor light', async () => {
    const ids = Array.from({ length: mostInCode }, (_, n) => id(61 + n));
    const code = await sharp(Buffer.from((await qrOf('entitlement', ids)).split(',')[1] ?? '', 'base64'))
      .resize(307)
      .rotate(4, { background: '#fff' })
      .toBuffer();
    const page = { create: { width: 2480, height: 3508, channels: 3, background: '#fff' } } as const;
    const shot = sharp(
      await sharp(page)
        .composite([{ input: code, left: 2000, top: 200 }])
        .png()
        .toBuffer(),
    );
    const { data, info } = await shot.linear(0.6, 20).blur(0.8).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(linesIn({ data: new Uint8ClampedArray(data), width: info.width, height: info.height } as ImageData)).toEqual(ids);
  });

  test('a building’s forms are one household to a page, and a household keeps its own in large print', async () => {
    const pictures = { qr: 'data:,', signature: null, photos: new Map<string, string>() };
    const one = (large: boolean) => (
      <ReturnSheetBody key={String(large)} sheet={sheet} large={large} pictures={pictures} t={zh} word={word} />
    );
    const html = sheetPage('全幢', 'zh', [one(false), one(true)]);
    expect(html.match(/<main/g)).toHaveLength(2);
    expect(html).toContain('main + main { break-before: page; }');
    expect(html).toContain('<main class="large">');
  });

  test('says what comes back instead, what is paid instead, and where the household’s own piece stands', () => {
    const ended = (n: number, change: Parameters<typeof entitlement>[0]) => recordOf('entitlement', id(n), entitlement(change));
    const by = { name: '陈静', user: null };
    const exchanged = { ...confirmation, by: confirmation.by as never, type: 'INVISIBLE_GUARD' } as const;
    const told = returnSheetOf({
      ...source,
      lines: [
        ended(61, { confirmation: exchanged }),
        ended(62, { compensation: { at: signature.at, by, amountYuan: 200, reason: '不装', signature } }),
        ended(63, { relocation: { at: signature.at, by, to: '北阳台', photos: [], signature } }),
      ],
    });
    expect(told.lines.map(({ choice }) => choice)).toMatchObject([
      { kind: 'return', type: { zh: '隐形防护网' } },
      { kind: 'compensated', amountYuan: 200 },
      { kind: 'relocated', to: '北阳台' },
    ]);
  });

  test('stands on one page with what is signed for, as far as a page has room, and no heading ends a page', async () => {
    const html = await printed();
    const kept = html.slice(html.indexOf('<section class="keep"><h2>二、约定返还'), html.indexOf('<h2>照片'));
    expect(kept).toContain('<h2>三、住户签字');
    expect(kept).toContain('304不锈钢平面防盗窗');
    expect(html).toMatch(/tr, \.keep \{ break-inside: avoid; \}/);
    expect(html).toMatch(/h2 \{[^}]*break-after: avoid/);
  });

  test('what people typed is text, never markup', async () => {
    expect(await printed()).toContain('放弃：自行购置&lt;b&gt;');
  });

  test('is one self-contained page: nothing to fetch, nothing to run, styles unharmed', async () => {
    const html = await printed();
    expect(html).not.toMatch(/<script|<link|src="(?!data:)|url\(/);
    expect(html.slice(html.indexOf('<style>'), html.indexOf('</style>'))).not.toContain('&');
  });
});
