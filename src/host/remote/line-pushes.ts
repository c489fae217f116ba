import { sayAlone, wholeGroups } from '#contract/batches.ts';
import { limits, type PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { HostInput } from '#contract/host-api.ts';
import type { Generations } from '../journal/generations.ts';
import type { JournalLine } from '../journal/journal.ts';

/** Lines of this device's journal to be sent: from a number on, up to another, at most so many in whole groups. */
export type LinePart = HostInput<'remote.pushLines'>;

type Lines = Pick<Generations, 'readLines'>;

/** A part on its way: the number that follows it, and what will be answered. */
interface Going {
  next: number;
  reply: Promise<PushReply>;
}

/** A part that nobody has asked for yet. */
interface Ahead {
  part: LinePart;
  going: Promise<Going>;
}

/** One part the server works on, one it has beside that: a third would overtake the second. */
const partsOnLine = 2;

/**
 * Sends lines from the journal as they stand there. While the server works on one part, the line brings it the next, and as soon as it answers, the
 * one after that; they are answered when they are asked for: the server takes them in their order, whichever comes first [G1].
 * @throws Failure journal-damaged where the first line cannot be read; TOO_BIG, `alone` where it was one group [B1]; and the wire's
 */
export function createLinePushes(
  journal: Lines,
  send: (batch: string, epoch: number, lines: JournalLine[]) => Promise<PushReply>,
): (part: LinePart) => Promise<PushReply> {
  let ahead: Ahead[] = [];

  /** Reads now, and sends once `turn` has come; never where it does not. */
  async function go(part: LinePart, turn: Promise<unknown> = Promise.resolve()): Promise<Going> {
    const lines = await readPart(journal, part);
    const sent = turn.then(() => send(part.batch, part.epoch, lines));
    const reply = sent.catch((error: unknown) => {
      throw sayAlone(error, lines);
    });
    reply.catch(() => undefined);
    return { next: part.from + lines.length, reply };
  }

  /** What cannot be read is told when it is asked for. */
  async function goAhead(part: LinePart, going: Promise<Going>): Promise<void> {
    let { next, reply } = await going;
    const turns = [Promise.resolve(), reply];
    for (const early of ahead) ({ next } = await early.going);
    while (ahead.length < partsOnLine && next <= part.to) {
      const early = { part: { ...part, from: next }, going: go({ ...part, from: next }, turns[ahead.length]) };
      ahead.push(early);
      ({ next } = await early.going);
    }
  }

  return async (part) => {
    const early = ahead[0] !== undefined && isSame(ahead[0].part, part) ? ahead.shift() : undefined;
    if (early === undefined) ahead = [];
    const going = early?.going ?? go(part);
    await goAhead(part, going).catch(() => undefined);
    const { reply } = await going;
    return reply.catch(async (error: unknown) => {
      // On its way it may have overtaken the part before it, which has been answered since.
      if (early === undefined || !(error instanceof Failure) || error.code !== 'GAP') throw error;
      return (await go(part)).reply;
    });
  };
}

const isSame = (a: LinePart, b: LinePart) =>
  a.batch === b.batch && a.epoch === b.epoch && a.from === b.from && a.to === b.to && a.most === b.most;

/** Lines with a hole between them are never sent in one push, nor is a group that may go on in the hole [M2]. */
async function readPart(journal: Lines, { from, to, most }: LinePart): Promise<JournalLine[]> {
  const all = await journal.readLines(from, limits.batchMutations);
  const hole = all.findIndex(({ n }, index) => n !== from + index);
  const lines = hole === -1 ? all : withoutOpenGroup(all.slice(0, hole));
  if (lines.length === 0) throw new Failure('journal-damaged', { n: from });
  return wholeGroups(lines, Math.min(most, to - from + 1), ({ text }) => text.length);
}

function withoutOpenGroup(lines: readonly JournalLine[]): JournalLine[] {
  const open = lines.at(-1)?.g ?? null;
  return open === null ? [...lines] : lines.slice(0, lines.findLastIndex(({ g }) => g !== open) + 1);
}
