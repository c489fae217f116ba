import { expect, test } from 'vitest';
import { recoveryAnswerBytes } from '#contract/recovery.ts';
import { readAnswer } from './recovery-answer.ts';

test('an answer is read from its file', async () => {
  expect(await readAnswer(new File(['{"format":"x"}'], '恢复应答.json'))).toBe('{"format":"x"}');
});

test('a file larger than any answer is refused before it is read', async () => {
  let read = false;
  const text = () => {
    read = true;
    return Promise.resolve('');
  };
  await expect(readAnswer({ size: recoveryAnswerBytes + 1, text })).rejects.toMatchObject({ code: 'recovery-file-wrong' });
  expect(read).toBe(false);
});

test('a file that cannot be read is said to be so', async () => {
  const text = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  await expect(readAnswer({ size: 1, text })).rejects.toMatchObject({ code: 'file-unreadable' });
});
