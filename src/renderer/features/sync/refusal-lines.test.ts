import { expect, test } from 'vitest';
import { refusalLines } from './refusal-lines.ts';

const of = (code: 'handover-known' | 'handover-own' | 'handover-damaged', file: string) => ({ code, facts: { file } });

test('[HO2] a file that was not taken is named with why; many that are here already are one line', () => {
  const said = (...refused: ReturnType<typeof of>[]) => refusalLines(refused).map((line) => line('zh'));
  expect(said(of('handover-known', 'a.chx'), of('handover-damaged', 'b.chx'))).toEqual([
    'a.chx 以前已经读入过，没有重复记一遍。',
    expect.stringMatching(/^b\.chx 已损坏/),
  ]);
  expect(said(of('handover-known', 'a.chx'), of('handover-damaged', 'b.chx'), of('handover-own', 'c.chx'))).toEqual([
    expect.stringMatching(/^b\.chx 已损坏/),
    '另有 2 个文件是本机写的或以前读入过的，没有重复记。',
  ]);
  expect(refusalLines([of('handover-known', 'a.chx'), of('handover-own', 'c.chx')])[0]?.('en')).toBe(
    '2 more files of this device or taken in before: nothing was recorded twice.',
  );
});
