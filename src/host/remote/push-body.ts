import type { PushRequest } from '#contract/district-api.ts';
import type { JournalLine } from '../journal/journal.ts';

const comma = Buffer.from(',');

/** The JSON of a push in UTF-8, around lines that are JSON already: they go as the journal holds them. */
export function pushBody(envelope: Omit<PushRequest, 'muts'>, lines: readonly JournalLine[]): Buffer {
  const texts = lines.flatMap(({ text }, index) => (index === 0 ? [text] : [comma, text]));
  return Buffer.concat([Buffer.from(`${JSON.stringify(envelope).slice(0, -1)},"muts":[`), ...texts, Buffer.from(']}')]);
}
