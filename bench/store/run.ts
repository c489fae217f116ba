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

interface Filled {
  desk: BenchDesk;
  things: number;
  filled: Awaited<ReturnType<StoreBench['fill']>>;
}

async function raiseFilled(things: number): Promise<Filled> {
  say(`filling ${things}`);
  const desk = await raiseDesk();
  const page = await desk.storePage();
  return { desk, things, filled: await page.evaluate((n) => window.bench.fill(n), things) };
}

/** Opens the desks in turn, each in a fresh navigation. The first time warms the files' cache. */
async function measureOpen(desks: readonly BenchDesk[], rounds: number): Promise<Opened[]> {
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
    return { kind, paintedMs: time(painted), queryMs: time(queried), rows: median(of(queried).map(({ rows }) => rows)) };
  });
}

/** How one size does: what grows with it, beside what it is to stay under. */
export interface SizeLine {
  things: number;
  saveP95Ms: number;
  saveFloorP95Ms: number;
  searchP95Ms: number;
  searchMedianMs: number;
  queryP95Ms: number;
  openMs: number;
  openRowsMs: number;
  buildingMs: number;
  pullMs: number;
}

async function measureSize({ desk, things, filled }: Filled, opened: Opened, rounds: number) {
  say(`searching among ${things}`);
  const painted = await searchInPage(desk, things, rounds);
  const heapMB = (await desk.heapBytes()) / 2 ** 20;
  const queried = await searchInStore(desk, things, rounds);
  say(`saving among ${things}`);
  const saved = await measureSave(desk, things, rounds);
  const line: SizeLine = {
    ...{ things, saveP95Ms: saved.ours, saveFloorP95Ms: saved.bare },
    ...{ searchP95Ms: painted.p95, searchMedianMs: painted.median, queryP95Ms: queried.p95 },
    ...{
      openMs: opened.searchMs,
      openRowsMs: opened.rowsMs,
      buildingMs: opened.buildingMs,
      pullMs: filled.ms,
      pullIndexMs: filled.indexMs,
    },
  };
  return { line, heapMB, kinds: kindLines(painted.lines, queried.lines) };
}

export interface Bench {
  figures: StoreFigures;
  growth: SizeLine[];
  kinds: KindLine[];
}

/** Everything the store promises, in one run: three desks of three sizes side by side, the middle one beside PouchDB. */
export async function benchStore({ small, shared, large, rounds }: Sizes): Promise<Bench> {
  await buildPages(import.meta.dirname);
  const desks: Filled[] = [];
  try {
    for (const things of [small, shared, large]) desks.push(await raiseFilled(things));
    say('opening');
    const opened = await measureOpen(
      desks.map(({ desk }) => desk),
      rounds,
    );
    const measured = [];
    for (const [index, desk] of desks.entries()) measured.push(await measureSize(desk, opened[index] as Opened, rounds));
    const [few, between, many] = measured;
    if (few === undefined || between === undefined || many === undefined) throw new Error('three sizes were asked for');
    say('searching beside pouchdb-find');
    const beside = await besidePouch((desks[1] as Filled).desk, shared, rounds);
    return {
      kinds: many.kinds,
      growth: measured.map(({ line }) => roundAll(line)),
      figures: roundAll({
        things: large,
        households: sizeOf(large).households,
        saveP95Ratio: many.line.saveP95Ms / many.line.saveFloorP95Ms,
        searchP95Ms: many.line.searchP95Ms,
        searchVsPouch: beside.theirs / beside.ours,
        searchVsPouchMedian: beside.theirsMedian / beside.oursMedian,
        openRatio: many.line.openMs / few.line.openMs,
        heapMB: many.heapMB,
        saveP95Ms: many.line.saveP95Ms,
        searchMedianMs: many.line.searchMedianMs,
        queryP95Ms: many.line.queryP95Ms,
        openMs: many.line.openMs,
        saveGrowth: many.line.saveP95Ms / few.line.saveP95Ms,
        searchGrowth: many.line.searchP95Ms / few.line.searchP95Ms,
        pouchThings: shared,
        pouchP95Ms: beside.theirs,
        pouchMedianMs: beside.theirsMedian,
        besidePouchP95Ms: beside.ours,
        besidePouchMedianMs: beside.oursMedian,
        pouchFillMs: beside.fillMs,
        pullMs: many.line.pullMs,
        pullPageP95Ms: p95((desks[2] as Filled).filled.pageMs),
      }),
    };
  } finally {
    for (const { desk } of desks) await desk.close();
  }
}

const roundAll = <F extends object>(figures: F): F =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)])) as F;
