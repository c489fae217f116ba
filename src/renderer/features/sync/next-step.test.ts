import { expect, test } from 'vitest';
import { hash } from '#domain/testing/samples.ts';
import { fillIn } from '../../words/language.ts';
import { clockError, countUnsentPhotos, type DayEnd, nextStep, nextStepLine, spanLine } from './next-step.ts';
import { progressLine } from './progress-line.ts';
import { syncWords } from './words.ts';

const clear: DayEnd = { missing: 0, held: 0, clockOffsetMs: 0, backup: 'good' };
const all: DayEnd = { missing: 2, held: 3, clockOffsetMs: -600_000, backup: 'none' };
const say = (key: keyof typeof syncWords.zh, values?: Record<string, string | number>) => fillIn(syncWords.zh[key], values);

test.each<[string, DayEnd, RegExp]>([
  ['photos that are missing come before all else', all, /^还缺 2 张照片/],
  ['then what waits for a decision', { ...all, missing: 0 }, /^有 3 条待核对/],
  ['then a clock that is wrong, fast or slow', { ...all, missing: 0, held: 0 }, /^本机时钟差了 10 分钟/],
  ['then a server without a backup', { ...clear, backup: 'none' }, /^区服务器还没有备份/],
  ['with one that nobody knows to be off its machine', { ...clear, backup: 'on-machine' }, /没有确认存在别的机器上/],
  ['with one that is old', { ...clear, backup: 'stale' }, /三天没有更新/],
  ['nothing left: the day is over', clear, /可以收工/],
  ['a clock within five minutes is right', { ...clear, clockOffsetMs: 300_000 }, /可以收工/],
  ['a server that never spoke of its backup is not accused', { ...clear, backup: undefined }, /可以收工/],
])('%s', (_, state, sentence) => {
  expect(nextStepLine(say, nextStep(state))).toMatch(sentence);
});

test('progress says bytes, speed and what remains, and claims no time that nobody can tell', () => {
  const so = { bytesSent: 1_048_576, bytesToSend: 10_485_760, bytesPerSecond: 524_288, remainingMs: 90_000 };
  expect(progressLine(say, so)).toBe('已送 1.0/10.0 MB，每秒 0.50 MB，约还要 2 分钟');
  expect(progressLine(say, { ...so, remainingMs: 20_000 })).toBe('已送 1.0/10.0 MB，每秒 0.50 MB，约还要不到 1 分钟');
  expect(progressLine(say, { ...so, bytesPerSecond: 0, remainingMs: null })).toBe('已送 1.0/10.0 MB');
});

test('a photo whose original is gone or damaged here is not promised for the next sync', () => {
  const sha256 = hash(1);
  const failures = (['photo-missing', 'photo-unreadable', 'BLOB_HASH'] as const).map((code) => ({ sha256, code }));
  expect(countUnsentPhotos(failures)).toEqual({ broken: 2, later: 1 });
});

test('a clock is wrong beyond five minutes, and it is said which way', () => {
  expect([0, 299_000, -300_000].map(clockError)).toEqual([undefined, undefined, undefined]);
  expect(clockError(-600_000)).toEqual({ which: 'fast', byMs: 600_000 });
  expect(clockError(600_000)?.which).toBe('slow');
  expect([420_000, 3 * 3_600_000, 2 * 365 * 86_400_000].map((ms) => spanLine(say, ms))).toEqual([' 7 分钟', ' 3 小时', ' 730 天']);
});
