import { describe, expect, test } from 'vitest';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { type IntakeProgress, takeEach } from './photo-intake.ts';

const running = () => new AbortController().signal;
const photo = (name: string, text = name) => new File([text], name, { type: 'image/jpeg' });
const quiet = { signal: running(), onProgress: () => undefined };

describe('taking in many files', () => {
  test('a bad file is named with its own reason and the rest go on', async () => {
    const seen: string[] = [];
    const report = await takeEach([photo('1.jpg'), photo('2.jpg'), photo('1 (2).jpg'), photo('3.jpg')], {
      ...quiet,
      async take(name) {
        if (name === '2.jpg') throw new Failure('photo-damaged');
        if (name === '1 (2).jpg') return 'same';
        seen.push(name);
        return 'taken';
      },
    });
    expect(seen).toEqual(['1.jpg', '3.jpg']);
    expect(report).toMatchObject({ taken: 2, left: 0, stopped: undefined });
    expect(report.skipped).toEqual([
      { name: '2.jpg', why: expect.objectContaining({ code: 'photo-damaged' }) },
      { name: '1 (2).jpg', why: 'same' },
    ]);
  });

  test('what would fail every file ends the run, and says how many were not looked at', async () => {
    const report = await takeEach([photo('1.jpg'), photo('2.jpg'), photo('3.jpg')], {
      ...quiet,
      async take(name) {
        if (name === '2.jpg') throw new Failure('disk-low', { freeBytes: 1, floorBytes: 2 });
        return 'taken';
      },
    });
    expect(report).toMatchObject({ taken: 1, skipped: [], left: 2, stopped: expect.objectContaining({ code: 'disk-low' }) });
  });

  test('a film, an empty file and one over the limit are told from name and size, and never read', async () => {
    const huge = Object.defineProperties(photo('huge.jpg'), {
      size: { value: limits.photoBytes + 1 },
      arrayBuffer: { value: () => expect.fail('read') },
    });
    const film = Object.defineProperty(new File(['x'], 'DSC.MOV', { type: 'video/quicktime' }), 'arrayBuffer', {
      value: () => expect.fail('read'),
    });
    const { taken, skipped } = await takeEach([film, photo('none.jpg', ''), huge], { ...quiet, take: async () => 'taken' });
    expect(taken).toBe(0);
    expect(skipped.map(({ why }) => (why === 'same' ? why : why.code))).toEqual(['photo-not-image', 'photo-damaged', 'photo-too-big']);
  });

  test('a card that is pulled out names the file that could not be read', async () => {
    const gone = Object.defineProperty(photo('gone.jpg'), 'arrayBuffer', {
      value: () => Promise.reject(new DOMException('', 'NotReadableError')),
    });
    const { skipped } = await takeEach([gone], { ...quiet, take: async () => 'taken' });
    expect(skipped).toEqual([{ name: 'gone.jpg', why: expect.objectContaining({ code: 'file-unreadable' }) }]);
  });

  test('stopped by its person, it ends after the file in hand; progress counts files and bytes', async () => {
    const stopping = new AbortController();
    const told: IntakeProgress[] = [];
    const report = await takeEach([photo('1.jpg', 'abc'), photo('2.jpg', 'defg'), photo('3.jpg', 'h')], {
      signal: stopping.signal,
      onProgress: (progress) => told.push(progress),
      async take(name) {
        if (name === '2.jpg') stopping.abort();
        return 'taken';
      },
    });
    expect(report).toMatchObject({ taken: 2, left: 1, stopped: undefined });
    expect(told).toEqual([
      { done: 0, total: 3, doneBytes: 0, totalBytes: 8 },
      { done: 1, total: 3, doneBytes: 3, totalBytes: 8 },
    ]);
  });

  test('a card’s sizes are asked for some at a time: the page goes on between them', async () => {
    let [asked, inOneGo, most] = [0, 0, 0];
    const look = () => {
      asked += 1;
      inOneGo += 1;
      most = Math.max(most, inOneGo);
      queueMicrotask(() => {
        inOneGo = 0;
      });
      return 10;
    };
    const sized = Array.from({ length: 500 }, (_, n) => Object.defineProperty(photo(`${n}.jpg`), 'size', { get: look }));
    const told: IntakeProgress[] = [];
    const stopping = new AbortController();
    const taking = takeEach(sized, {
      signal: stopping.signal,
      onProgress(progress) {
        told.push(progress);
        stopping.abort();
      },
      take: async () => 'taken',
    });
    expect(asked).toBe(0);
    await taking;
    expect(most).toBeLessThan(50);
    expect(told).toEqual([{ done: 0, total: 500, doneBytes: 0, totalBytes: 5000 }]);
  });
});
