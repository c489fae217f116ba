import type { Page } from '@playwright/test';
import { median, p95, round } from './figures.ts';
import type { StoreBench } from './page.ts';
import { raiseStage, type Stage } from './stage.ts';

export interface Sizes {
  small: number;
  /** As many as PouchDB takes in reasonable time. */
  shared: number;
  large: number;
  rounds: number;
}

export interface StoreFigures {
  [name: string]: number;
}

const say = (what: string) => console.error(what);
type SearchLine = Awaited<ReturnType<StoreBench['search']>>[number];

const fill = (page: Page, things: number) => page.evaluate((n) => window.bench?.fill(n), things);
const search = async (page: Page, things: number): Promise<SearchLine[]> =>
  (await page.evaluate((n) => window.bench?.search(n), things)) ?? [];

/** Opens small and large in turn, each in a fresh navigation. */
async function measureOpen(stage: Stage, { small, large, rounds }: Sizes) {
  const times = { small: [] as number[], large: [] as number[], smallRows: [] as number[], largeRows: [] as number[] };
  for (let n = 0; n <= rounds; n += 1) {
    for (const [key, things] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const page = await stage.open();
      const opened = await page.evaluate((count) => window.bench?.open(count), things);
      // The first opening of each warms the files' cache.
      if (n === 0 || opened === undefined) continue;
      times[key].push(opened.searchMs);
      times[`${key}Rows`].push(opened.rowsMs);
    }
  }
  return times;
}

async function measureSave(page: Page, things: number, rounds: number) {
  const ours: number[] = [];
  const bare: number[] = [];
  await page.evaluate(([n, count]) => window.bench?.save(n, count), [things, 5] as const);
  for (let n = 0; n < rounds; n += 1) {
    const saved = await page.evaluate(([size, count]) => window.bench?.save(size, count), [things, 25] as const);
    ours.push(p95(saved?.ours ?? []));
    bare.push(p95(saved?.bare ?? []));
  }
  return { ours: median(ours), bare: median(bare) };
}

async function measureSearch(page: Page, things: number, rounds: number) {
  await search(page, things);
  const passes: SearchLine[][] = [];
  for (let n = 0; n < rounds; n += 1) passes.push(await search(page, things));
  const mid = (read: (line: SearchLine) => number) => median(passes.map((lines) => p95(lines.map(read))));
  return {
    ours: mid((line) => line.ours),
    oursMedian: median(passes.flatMap((lines) => lines.map((line) => line.ours))),
    pouch: mid((line) => line.pouch ?? Number.NaN),
    pouchMedian: median(passes.flatMap((lines) => lines.map((line) => line.pouch ?? Number.NaN))),
    kinds: byKind(passes.flat()),
  };
}

function byKind(lines: readonly SearchLine[]) {
  const kinds = [...new Set(lines.map((line) => line.kind))];
  return kinds.map((kind) => {
    const own = lines.filter((line) => line.kind === kind);
    return { kind, p95: round(p95(own.map((line) => line.ours))), found: median(own.map((line) => line.found)) };
  });
}

/** Everything the store promises, measured at three sizes in one run of one browser. */
export async function benchStore(sizes: Sizes): Promise<{ figures: StoreFigures; kinds: ReturnType<typeof byKind> }> {
  const { small, shared, large, rounds } = sizes;
  const stage = await raiseStage();
  try {
    let page = await stage.open();
    const fills = new Map<number, { ms: number; pageMs: number[] }>();
    for (const things of [small, shared, large]) {
      say(`filling ${things}`);
      const filled = await fill(page, things);
      if (filled !== undefined) fills.set(things, filled);
    }
    say('opening');
    const opened = await measureOpen(stage, sizes);
    say('searching');
    page = await stage.open();
    const found = { small: await measureSearch(page, small, rounds), large: await measureSearch(page, large, rounds) };
    const heap = await stage.heapBytes(page);
    say('saving');
    const saved = { small: await measureSave(page, small, rounds), large: await measureSave(page, large, rounds) };
    say('searching beside pouchdb-find');
    const pouchFillMs = await page.evaluate((n) => window.bench?.fillPouch(n), shared);
    const beside = await measureSearch(page, shared, rounds);
    const largeFill = fills.get(large);
    return {
      kinds: found.large.kinds,
      figures: roundAll({
        things: large,
        households: large * 0.3,
        saveP95Ms: saved.large.ours,
        saveFloorP95Ms: saved.large.bare,
        saveP95Ratio: saved.large.ours / saved.large.bare,
        saveGrowth: saved.large.ours / saved.small.ours,
        searchP95Ms: found.large.ours,
        searchMedianMs: found.large.oursMedian,
        searchSmallP95Ms: found.small.ours,
        searchGrowth: found.large.ours / found.small.ours,
        searchVsPouch: beside.ours / beside.pouch,
        searchSharedThings: shared,
        searchSharedP95Ms: beside.ours,
        pouchSharedP95Ms: beside.pouch,
        searchSharedMedianMs: beside.oursMedian,
        pouchSharedMedianMs: beside.pouchMedian,
        openSmallMs: median(opened.small),
        openLargeMs: median(opened.large),
        openRatio: median(opened.large) / median(opened.small),
        rowsSmallMs: median(opened.smallRows),
        rowsLargeMs: median(opened.largeRows),
        heapMB: heap / 2 ** 20,
        fillLargeMs: largeFill?.ms ?? Number.NaN,
        pullPageP95Ms: p95(largeFill?.pageMs ?? []),
        pouchFillMs: pouchFillMs ?? Number.NaN,
      }),
    };
  } finally {
    await stage.close();
  }
}

const roundAll = (figures: StoreFigures): StoreFigures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
