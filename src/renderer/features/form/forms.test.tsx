import { describe, expect, test } from 'vitest';
import { maskName } from '#domain/masking.ts';
import { examplePolicy } from '#domain/policy.ts';
import { entitlement, fixture, id, removal, removalId, signature } from '#domain/testing/samples.ts';
import type { Word } from '#domain/words.ts';
import { policy, recordOf } from '../operation/testing/desk.ts';
import { ReturnSheetBody } from './ReturnSheetBody.tsx';
import { returnSheetOf } from './return-sheet.ts';
import { sheetPage } from './sheet-page.tsx';
import { qrOf } from './sheet-pictures.ts';
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
    qr: await qrOf(sheet.ids),
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

  test('printed by somebody who has no need to know the household, it names neither contact nor signer', () => {
    const masked = returnSheetOf({ ...source, nameOf: maskName });
    expect([masked.contact, masked.signature?.name]).toEqual(['示**', maskName(signature.name)]);
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
