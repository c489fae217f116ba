import type { Page } from '@playwright/test';
import { median, round } from '../store/figures.ts';
import { buildPages, raiseDesk } from '../store/stage.ts';

interface Opened {
  /** From navigation to the first contentful paint. */
  paintMs: number;
  /** From navigation to the paint of a button that can be pressed. */
  readyMs: number;
}

function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry !== undefined) resolve(entry.startTime);
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}

async function open(page: Page, address: string): Promise<Opened> {
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  const readyMs = await page.evaluate(() => window.watch.painted('main button:not(:disabled)'));
  return { paintMs: await page.evaluate(firstPaint), readyMs };
}

/** The enrolled desk up to its door, beside an empty page of React and Ant Design: same browser, same server, in turn. The first time of each warms the caches. */
export async function benchStart(rounds: number): Promise<Record<string, number>> {
  await buildPages(import.meta.dirname);
  const desk = await raiseDesk();
  try {
    const page = desk.context.pages()[0] ?? (await desk.context.newPage());
    const times: { ours: Opened; empty: Opened }[] = [];
    for (let n = 0; n <= rounds; n += 1) {
      const pair = { ours: await open(page, `${desk.origin}/#/`), empty: await open(page, `${desk.origin}/bench/index.html`) };
      if (n > 0) times.push(pair);
    }
    const of = (read: (pair: (typeof times)[number]) => number) => median(times.map(read));
    const figures = {
      startRatio: of(({ ours }) => ours.readyMs) / of(({ empty }) => empty.readyMs),
      paintRatio: of(({ ours }) => ours.paintMs) / of(({ empty }) => empty.paintMs),
      readyMs: of(({ ours }) => ours.readyMs),
      emptyReadyMs: of(({ empty }) => empty.readyMs),
      paintMs: of(({ ours }) => ours.paintMs),
      emptyPaintMs: of(({ empty }) => empty.paintMs),
    };
    return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
  } finally {
    await desk.close();
  }
}
