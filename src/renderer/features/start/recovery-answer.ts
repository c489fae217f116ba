import { Failure } from '#contract/failure.ts';
import { recoveryAnswerBytes } from '#contract/recovery.ts';

/** The answer that a file holds. @throws Failure recovery-file-wrong, unread, where it is larger than any answer; file-unreadable */
export async function readAnswer(file: Pick<File, 'size' | 'text'>): Promise<string> {
  if (file.size > recoveryAnswerBytes) throw new Failure('recovery-file-wrong');
  try {
    return await file.text();
  } catch (cause) {
    throw new Failure('file-unreadable', {}, { cause });
  }
}
