import { Dexie } from 'dexie';
import type { Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Host } from '../host-client.ts';
import { DeskDatabase, deskDatabaseName } from './database.ts';
import { storeFailure } from './store-failure.ts';

/** What can be read of a store without opening a seal; nothing where the browser cannot open its files. */
async function readInClear(name: string): Promise<{ numbers: number[]; receipts: Receipt[] }> {
  const there = new Dexie(name);
  try {
    await there.open();
    const numbers = (await there.table('outbox').toCollection().primaryKeys()) as number[];
    const receipts: Receipt[] = await there
      .table('receipts')
      .toArray()
      .catch(() => []);
    return { numbers, receipts };
  } catch (error) {
    if (error instanceof Dexie.NoSuchDatabaseError) return { numbers: [], receipts: [] };
    const failure = storeFailure(error);
    if (failure instanceof Failure && failure.code === 'store-damaged') return { numbers: [], receipts: [] };
    throw failure;
  } finally {
    there.close();
  }
}

/**
 * Takes a damaged store away, so that the next opening builds it anew from host's journal and the district's answers, as after a wiped profile.
 * Receipts, which lie in it in clear, are taken along. A kill in between leaves an empty store, which start-up fills as well.
 * @throws Failure journal-damaged where the store has lines that the journal cannot read any more: nothing was touched then
 */
export async function clearStore(host: Host, storeKey: string, name = deskDatabaseName): Promise<void> {
  const { journal } = await host.call('device.status', {});
  const { numbers, receipts } = await readInClear(name);
  const isOnlyHere = (n: number) =>
    journal === undefined || n > journal.last || journal.damaged.some(({ afterN, beforeN }) => afterN < n && n < beforeN);
  if (numbers.some(isOnlyHere)) throw new Failure('journal-damaged');
  await Dexie.delete(name);
  const fresh = new DeskDatabase(storeKey, name);
  await fresh.receipts.bulkPut(receipts).finally(() => fresh.close());
}
