import { limits, type PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Cancel, SyncPosition, SyncStore, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
}

/** A page that was asked for while the one before it is written. */
interface Ahead {
  position: SyncPosition;
  page: ReturnType<typeof askPage>;
}

/**
 * Pulls up to the head, page by page; the line brings the next while the store writes one. Answers how many rows brought news, and where what
 * waits for people stands. @throws Failure with a wire code; what was written so far stays
 */
export async function pullAll(
  { store, wire }: Parts,
  { signal, report }: { signal: Cancel; report: (pulled: number) => void },
): Promise<{ pulled: number; holds: PullReply['holds'] }> {
  let pulled = 0;
  let ahead: Ahead | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      const position = await store.position();
      const page = await (isAt(position, ahead) ? ahead.page : askPage(wire, position));
      if (page === undefined) {
        // [L2] Another beginning of the same feed: everything comes again, and the outbox stays as it is.
        await store.notePage(position, { rows: [], cursor: 0, head: Number.POSITIVE_INFINITY });
        continue;
      }
      if (page.epoch !== position.epoch) throw new Failure('EPOCH', { epoch: page.epoch });
      ahead = page.cursor < page.head ? askAhead({ store, wire }, { epoch: page.epoch, cursor: page.cursor }) : undefined;
      const news = await store.notePage(position, page);
      pulled += news ?? 0;
      report(pulled);
      if (news !== undefined && page.cursor < page.head) continue;
      await store.noteServer(page);
      return { pulled, holds: page.holds };
    }
  } finally {
    await ahead?.page.catch(() => undefined);
  }
}

/** Its failure is told when its turn comes, or never. */
function askAhead({ store, wire }: Parts, position: SyncPosition): Ahead {
  const page = askPage(wire, position);
  page.then(
    (came) => came && store.awaitPage(came),
    () => undefined,
  );
  return { position, page };
}

const isAt = (position: SyncPosition, ahead: Ahead | undefined): ahead is Ahead =>
  ahead?.position.epoch === position.epoch && ahead.position.cursor === position.cursor;

async function askPage(wire: Wire, position: SyncPosition) {
  try {
    return await wire.pull(position, limits.pageRows);
  } catch (error) {
    if (error instanceof Failure && error.code === 'CURSOR' && position.cursor > 0) return undefined;
    throw error;
  }
}
