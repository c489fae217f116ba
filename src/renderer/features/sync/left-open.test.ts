import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Receipt } from '#contract/district-api.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { DeskDatabase } from '../../store/database.ts';
import type { BlobRow } from '../../store/rows.ts';
import { storeKey } from '../../store/testing/store-key.ts';
import { receiptForm } from '../form/receipt-form.tsx';
import { findLeftOpen } from './left-open.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `left-open-${Math.random()}`);
});
afterEach(() => db.delete());

const receipt: Receipt = {
  ...{
    batch: id(800),
    serverId: id(801),
    epoch: 1,
    dev: tablet,
    issuedAt: '2026-03-02T17:30:00Z',
    from: 1,
    to: 9,
    head: hash(1),
    digest: hash(2),
    sig: 'AA',
  },
  counts: { received: 9, applied: 7, noop: 0, conflict: 1, quarantined: 1 },
  items: [
    { n: 4, type: 'structure', id: id(1), outcome: 'conflict', rule: 'FIELD' },
    { n: 6, type: 'fixture', id: id(2), outcome: 'quarantined', rule: 'of-a-newer-version' },
  ],
  photos: { total: 5, verified: 1, bytes: 1, missing: [hash(11), hash(12), hash(13), hash(14)] },
};

function photo(n: number, code: string, verified: 0 | 1): BlobRow {
  const watermark: BlobRow['watermark'] = {
    ...{ place: '5幢2单元301室', code, stage: '拆除前' },
    ...{ capturedAt: null, capturedSource: 'UNKNOWN', importedAt: receipt.issuedAt, device: '平板A' },
  };
  return { sha256: hash(n), bytes: 1, own: 1, verified, thumb: 1, display: 1, wanted: 0, addedAt: n, watermark };
}

test('a receipt names what waits and what the missing photos are of, and says no more of those that arrived since', async () => {
  await db.blobs.bulkPut([photo(11, 'W01-0003', 0), photo(12, 'W01-0003', 0), photo(13, 'W01-0004', 1)]);
  const said = async (language: 'zh' | 'en') => {
    const { items, missing } = await findLeftOpen(db, receipt, language);
    return [...items, ...missing].map((line) => line.said);
  };
  expect(await said('zh')).toEqual([
    `违建 ${id(1).slice(-6)}：与别处的改动不一致。两台设备改了同一项，请核对。`,
    `设施 ${id(2).slice(-6)}：服务器按规则留置`,
    '5幢2单元301室 W01-0003：2 张',
    `${hash(14).slice(0, 16)}…：1 张`,
  ]);
  expect((await said('en')).slice(2)).toEqual(['5幢2单元301室 W01-0003: 2 photos', `${hash(14).slice(0, 16)}…: 1 photo`]);
});

test('what was made and not recorded is named by what was sent, a photo of it by what it is of', async () => {
  const [window, picture] = [
    draft('create', 'fixture', id(2), people.zhang, { set: { code: { old: null, new: 'W01-0009' } } }),
    draft('create', 'photo', id(3), people.zhang, { set: { sha256: { old: null, new: hash(11) } } }),
  ];
  const sent = [window, picture].map((made, index) => ({
    ...made,
    dev: tablet,
    n: 6 + index,
    prev: hash(0),
    c: hash(1),
    h: hash(20 + index),
  }));
  await db.outbox.bulkPut(sent.map((mutation) => ({ ...mutation, state: 2 as const, mutation })));
  await db.blobs.put(photo(11, 'W01-0009', 1));
  const items: Receipt['items'] = [
    { n: 6, type: 'fixture', id: id(2), outcome: 'quarantined', rule: 'NO_GRANT' },
    { n: 7, type: 'photo', id: id(3), outcome: 'quarantined', rule: 'NO_GRANT' },
    { n: 7, type: 'photo', id: id(4), outcome: 'quarantined', rule: 'NO_GRANT' },
  ];
  const open = await findLeftOpen(db, { ...receipt, items }, 'zh');
  expect(open.items.map(({ said }) => said.split('：')[0])).toEqual([
    '设施 W01-0009',
    '照片 5幢2单元301室 W01-0009',
    `照片 ${id(4).slice(-6)}`,
  ]);
});

test('the print says the same by name, and prints no empty list', () => {
  const lists = [
    { title: '待核对', lines: [{ key: '4', said: '违建 W01-0003：与别处的改动不一致' }] },
    { title: '还缺的照片', lines: [] },
  ];
  const html = receiptForm(receipt, { line: '送达 9 条', next: '下一步', lists, deviceName: '平板A', language: 'zh' });
  expect(html).toContain('<li>违建 W01-0003：与别处的改动不一致</li>');
  expect(html).not.toContain('还缺的照片');
});
