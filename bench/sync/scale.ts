import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Fields } from '#domain/mutation.ts';
import { enrollTestDevice } from '#server/testing/enrolled-device.ts';
import { createFetchCaller } from '#server/testing/fetch-caller.ts';
import { newRecordId } from '#server/testing/test-device.ts';
import type { Wire } from '#sync/ports.ts';
import { fixtureOf, sizeOf } from '../store/district.ts';
import { median } from '../store/figures.ts';
import { type BenchDistrict, raiseDistrict, subdistrictOf } from './district.ts';
import { joinPlainDesk, type PlainDesk } from './plain-desk.ts';

export interface ScaleSizes {
  /** Records that the full server holds. */
  held: number;
  /** Changes of one incremental sync: as many up, and as many of a colleague's down. */
  changes: number;
  rounds: number;
}

interface Side {
  district: BenchDistrict;
  desk: PlainDesk;
  colleague: PlainDesk;
  syncMs: number[];
  idleMs: number[];
  idleCalls: number[];
}

/** What a sync costs on a server that holds much, beside an empty one: in turn, from the device's side, its own store left out. */
export async function measureScale({ held, changes, rounds }: ScaleSizes, say: (what: string) => void) {
  const sides: Side[] = [];
  try {
    for (const records of [0, held]) {
      say(`scale: a server that holds ${records}`);
      sides.push(await raiseSide(records));
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) await playRound(side, changes, round);
    }
    const [empty, full] = sides;
    if (empty === undefined || full === undefined) throw new Error('two servers were asked for');
    return {
      incrementalRatio: median(full.syncMs) / median(empty.syncMs),
      incrementalMs: median(full.syncMs),
      incrementalEmptyMs: median(empty.syncMs),
      idleRatio: median(full.idleMs) / median(empty.idleMs),
      idleMs: median(full.idleMs),
      idleCalls: Math.max(...full.idleCalls),
      idleCallsEmpty: Math.max(...empty.idleCalls),
      heldRecords: full.desk.store.rows - (rounds + 1) * 2 * changes,
      incrementalChanges: changes,
    };
  } finally {
    for (const { desk, colleague, district } of sides) {
      await desk.close();
      await colleague.close();
      await district.close();
    }
  }
}

async function raiseSide(records: number): Promise<Side> {
  const district = await raiseDistrict();
  await fill(district, records);
  const join = async () => joinPlainDesk(await district.code(subdistrictOf(0)));
  const [desk, colleague] = [await join(), await join()];
  await desk.sync();
  await colleague.sync();
  return { district, desk, colleague, syncMs: [], idleMs: [], idleCalls: [] };
}

/** Through ingest, as devices send them. */
async function fill({ server }: BenchDistrict, records: number): Promise<void> {
  if (records === 0) return;
  const caller = createFetchCaller(server.url);
  const { device, token } = await enrollTestDevice(caller, server.db, subdistrictOf(0));
  const size = sizeOf(records);
  for (let start = 0; start < records; start += limits.batchMutations) {
    const count = Math.min(limits.batchMutations, records - start);
    const drafts = Array.from({ length: count }, (_, n) => device.create('fixture', newRecordId(), surveyed(start + n, size)));
    const { status } = await caller.call('POST', '/sync/v1/push', { token, json: device.push(device.write(...drafts)) });
    if (status !== 200) throw new Failure('server-broken', { status });
  }
}

const surveyed = (n: number, size: ReturnType<typeof sizeOf>): Fields =>
  ({ ...fixtureOf(n, size), status: 'surveyed' }) as unknown as Fields; // plain data, whose interface has no index

/** The first round is for the caches. */
async function playRound(side: Side, changes: number, round: number): Promise<void> {
  const { desk, colleague } = side;
  const size = sizeOf(100_000);
  const fixtures = (from: number) =>
    Array.from({ length: changes }, (_, n) => ({ type: 'fixture' as const, fields: surveyed(200_000 + from + n, size) }));
  await colleague.create(fixtures(2 * round * changes));
  await colleague.sync();
  await desk.create(fixtures((2 * round + 1) * changes));
  const syncMs = await timed(() => desk.sync());
  const counted = countCalls(desk.wire);
  const idleMs = await timed(() => desk.sync(counted.wire));
  if (desk.store.refused > 0) throw new Error(`${desk.store.refused} changes were not applied`);
  if (round === 0) return;
  side.syncMs.push(syncMs);
  side.idleMs.push(idleMs);
  side.idleCalls.push(counted.calls());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Counts what reaches the server: whether there is room on the disk is asked of host alone. */
function countCalls(wire: Wire): { wire: Wire; calls(): number } {
  let calls = 0;
  const counted = Object.entries(wire).map(([name, call]) => [
    name,
    (...asked: unknown[]) => {
      if (name !== 'needsRoom') calls += 1;
      return (call as (...all: unknown[]) => unknown)(...asked);
    },
  ]);
  return { wire: Object.fromEntries(counted) as Wire, calls: () => calls };
}
