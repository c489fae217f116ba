import { loadReading } from '../../src/renderer/store/search-index.ts';
import type { Opened } from './desk-window.ts';
import { sizeOf } from './district.ts';
import { median, p95, round } from './figures.ts';
import type { StoreBench } from './page.ts';
import { type BenchQuery, mixedQueries } from './queries.ts';
import { type BenchDesk, buildPages, raiseDesk } from './stage.ts';

export interface Sizes {
  small: number;
  /** As many as PouchDB takes in reasonable time. */
  shared: number;
  large: number;
  rounds: number;
}

export type StoreFigures = Record<string, number>;

/** A kind of query: the 95th of 100 of its answers. */
export interface KindLine {
  kind: string;
  paintedMs: number;
  queryMs: number;
  rows: number;
}

const say = (what: string) => console.error(what);
const again = (rounds: number) => Array.from({ length: rounds }, (_, n) => n);

async function queriesOf(things: number): Promise<BenchQuery[]> {
  const { initialsOf } = await loadReading();
  return mixedQueries(sizeOf(things), initialsOf);
}

async function raiseFilled(things: number) {
  say(`filling ${things}`);
  const desk = await raiseDesk();
  const page = await desk.storePage();
  return { desk, things, filled: await page.evaluate((n) => window.bench.fill(n), things) };
}

/** Opens the desks in turn, each in a fresh navigation. The first time warms the files' cache. */
async function measureOpen(desks: readonly BenchDesk[], rounds: number) {
  const opened: Opened[][] = desks.map(() => []);
  for (const n of again(rounds + 1)) {
    for (const [index, desk] of desks.entries()) {
      const times = await desk.open();
      if (n > 0) opened[index]?.push(times);
    }
  }
  return opened.map((times) => ({
    rowsMs: median(times.map(({ rowsMs }) => rowsMs)),
    searchMs: median(times.map(({ searchMs }) => searchMs)),
    buildingMs: median(times.map(({ buildingMs }) => buildingMs)),
  }));
}

interface Timed {
  kind: string;
  ms: number;
  rows: number;
}

/** Of each pass its p95, and of the passes the median; the first pass is for the caches. */
async function passes<L extends Timed>(rounds: number, pass: () => Promise<L[]>) {
  await pass();
  const all: L[][] = [];
  for (const _ of again(rounds)) all.push(await pass());
  const p95Of = (read: (line: L) => number) => median(all.map((lines) => p95(lines.map(read))));
  const medianOf = (read: (line: L) => number) => median(all.flatMap((lines) => lines.map(read)));
  return { lines: all.flat(), p95Of, medianOf, p95: p95Of(({ ms }) => ms), median: medianOf(({ ms }) => ms) };
}

async function searchInPage(desk: BenchDesk, things: number, rounds: number) {
  const queries = await queriesOf(things);
  await desk.open();
  return passes(rounds, () => desk.search(queries));
}

async function searchInStore(desk: BenchDesk, things: number, rounds: number) {
  const queries = await queriesOf(things);
  const page = await desk.storePage();
  return passes(rounds, () => page.evaluate((asked) => window.bench.search(asked), queries));
}

async function besidePouch(desk: BenchDesk, things: number, rounds: number) {
  const queries = await queriesOf(things);
  const page = await desk.storePage();
  const fillMs = await page.evaluate((n) => window.bench.fillPouch(n), things);
  const found = await passes(rounds, () => page.evaluate((asked) => window.bench.search(asked), queries));
  const theirs = ({ pouchMs }: { pouchMs: number | null }) => pouchMs ?? Number.NaN;
  return { fillMs, ours: found.p95, oursMedian: found.median, theirs: found.p95Of(theirs), theirsMedian: found.medianOf(theirs) };
}

async function measureSave(desk: BenchDesk, things: number, rounds: number) {
  const page = await desk.storePage();
  const save = (count: number): Promise<Awaited<ReturnType<StoreBench['save']>>> =>
    page.evaluate(([n, times]) => window.bench.save(n, times), [things, count] as const);
  await save(5);
  const ours: number[] = [];
  const bare: number[] = [];
  for (const _ of again(rounds)) {
    const saved = await save(25);
    ours.push(p95(saved.ours));
    bare.push(p95(saved.bare));
  }
  return { ours: median(ours), bare: median(bare) };
}

function kindLines(painted: readonly Timed[], queried: readonly Timed[]): KindLine[] {
  return [...new Set(painted.map(({ kind }) => kind))].map((kind) => {
    const of = (lines: readonly Timed[]) => lines.filter((line) => line.kind === kind);
    const time = (lines: readonly Timed[]) => round(p95(of(lines).map(({ ms }) => ms)));
    return { kind, paintedMs: time(painted), queryMs: time(queried), rows: median(of(painted).map(({ rows }) => rows)) };
  });
}

/** Everything the store promises, at its sizes, in one run: two desks side by side, and a third that shares its records with PouchDB. */
export async function benchStore({ small, shared, large, rounds }: Sizes): Promise<{ figures: StoreFigures; kinds: KindLine[] }> {
  await buildPages();
  const raised: BenchDesk[] = [];
  const raise = async (things: number) => {
    const filled = await raiseFilled(things);
    raised.push(filled.desk);
    return filled;
  };
  try {
    const [few, many] = [await raise(small), await raise(large)];
    say('opening');
    const [openedFew, openedMany] = await measureOpen([few.desk, many.desk], rounds);
    if (openedFew === undefined || openedMany === undefined) throw new Error('nothing was opened');
    say('searching in the page');
    const paintedFew = await searchInPage(few.desk, small, rounds);
    const paintedMany = await searchInPage(many.desk, large, rounds);
    const heap = await many.desk.heapBytes();
    say('searching in the store');
    const queriedFew = await searchInStore(few.desk, small, rounds);
    const queriedMany = await searchInStore(many.desk, large, rounds);
    say('saving');
    const savedFew = await measureSave(few.desk, small, rounds);
    const savedMany = await measureSave(many.desk, large, rounds);
    say('searching beside pouchdb-find');
    const { desk } = await raise(shared);
    const beside = await besidePouch(desk, shared, rounds);
    return {
      kinds: kindLines(paintedMany.lines, queriedMany.lines),
      figures: roundAll({
        things: large,
        households: sizeOf(large).households,
        saveP95Ratio: savedMany.ours / savedMany.bare,
        saveP95Ms: savedMany.ours,
        saveFloorP95Ms: savedMany.bare,
        saveSmallP95Ms: savedFew.ours,
        searchP95Ms: paintedMany.p95,
        searchMedianMs: paintedMany.median,
        searchSmallP95Ms: paintedFew.p95,
        searchSmallMedianMs: paintedFew.median,
        queryP95Ms: queriedMany.p95,
        queryMedianMs: queriedMany.median,
        querySmallP95Ms: queriedFew.p95,
        searchVsPouch: beside.theirs / beside.ours,
        searchVsPouchMedian: beside.theirsMedian / beside.oursMedian,
        pouchThings: shared,
        pouchP95Ms: beside.theirs,
        pouchMedianMs: beside.theirsMedian,
        besidePouchP95Ms: beside.ours,
        besidePouchMedianMs: beside.oursMedian,
        pouchFillMs: beside.fillMs,
        openRatio: openedMany.searchMs / openedFew.searchMs,
        openMs: openedMany.searchMs,
        openSmallMs: openedFew.searchMs,
        openRowsMs: openedMany.rowsMs,
        openRowsSmallMs: openedFew.rowsMs,
        buildingMs: openedMany.buildingMs,
        buildingSmallMs: openedFew.buildingMs,
        heapMB: heap / 2 ** 20,
        pullMs: many.filled.ms,
        pullPageP95Ms: p95(many.filled.pageMs),
      }),
    };
  } finally {
    for (const desk of raised) await desk.close();
  }
}

const roundAll = (figures: StoreFigures): StoreFigures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
