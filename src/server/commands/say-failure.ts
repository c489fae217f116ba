import { commandWords } from '#contract/command-words.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import type { Sentence } from '#contract/start-sentence.ts';

const words: Partial<Record<FailureCode, Sentence>> = {
  ...commandWords,
  DISK: {
    zh: '磁盘已满，没有写完；上一份备份仍然完好。',
    en: 'The disk is full and nothing was finished; the previous backup is still good.',
  },
  'second-instance': { zh: '这个数据文件夹正被另一个服务器使用。', en: 'Another server is using this data folder.' },
};

/** What an administrator reads when a command fails: a sentence in both languages where it has a code, else what was said. */
export function sayFailure(error: unknown): string {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const said = words[error.code];
  if (said === undefined) return `${error.code} ${JSON.stringify(error.facts)}`;
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(error.facts[name] ?? ''));
  return `${error.code}\n${fill(said.zh)}\n${fill(said.en)}`;
}
