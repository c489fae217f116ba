import type { Answer } from '#contract/answer.ts';
import type { SyncStore } from '#sync/ports.ts';
import type { Host } from '../host-client.ts';

/** As the session would have taken it in. Rows that tell this device something it had not written itself. */
async function takeIn(store: SyncStore, answer: Answer): Promise<number> {
  if (answer.epoch > (await store.position()).epoch) await store.beginEpoch(answer.epoch);
  switch (answer.kind) {
    case 'page':
      return (await store.notePage({ epoch: answer.epoch, cursor: answer.from }, answer)) ?? 0;
    case 'results':
      await store.noteResults(answer.results, answer.batch);
      return 0;
    default:
      return answer satisfies never;
  }
}

/**
 * Start-up, after the journal: a store that never met its server takes in what the server had answered to this device before, from host's disk
 * [RS1]. Where that ends, and after a kill in the middle, the next sync goes on from where the store stands. Answers how many rows came back.
 */
export async function replayAnswers(store: SyncStore, host: Host, onProgress?: (done: number, total: number) => void): Promise<number> {
  if ((await store.position()).epoch !== 0) return 0;
  let rows = 0;
  for (let after = 0; ; after += 1) {
    const { answer, total } = await host.call('answers.read', { after });
    if (answer === null) return rows;
    rows += await takeIn(store, answer);
    onProgress?.(after + 1, total);
  }
}
