import type { Page } from '@playwright/test';
import { StartPage } from '../../e2e/pages/start-page.ts';
import { buildingId } from './district.ts';
import { person } from './person.ts';
import type { BenchQuery } from './queries.ts';

export interface Opened {
  /** From navigation to the first rows, and on to the answer of the first search: without the time a person takes to press. */
  rowsMs: number;
  searchMs: number;
  /** From the address to a building's elevation. */
  buildingMs: number;
}

export interface PageLine {
  kind: string;
  ms: number;
  rows: number;
}

const box = (page: Page) => page.getByRole('searchbox');

/** Opens the desk's page anew, signs in, and asks for one room: what is timed is the machine's part. */
export async function openAndSearch(page: Page, origin: string): Promise<Opened> {
  await page.goto('about:blank');
  await page.goto(`${origin}/#/`, { waitUntil: 'commit' });
  const doorMs = await page.evaluate(() => window.watch.painted('main button'));
  const rows = page.evaluate(() => window.watch.paintedSincePress('.things > li'));
  await new StartPage(page).signIn(person);
  const rowsMs = doorMs + (await rows);
  await box(page).fill('1-1-101');
  const found = page.evaluate(() => window.watch.paintedSincePress('[aria-busy=false] .hits > li'));
  await box(page).press('Enter');
  const searchMs = rowsMs + (await found);
  const buildingMs = await page.evaluate(
    async (path) => {
      const from = performance.now();
      location.hash = path;
      return (await window.watch.painted('.elevation, [role=grid]')) - from;
    },
    `/buildings/${buildingId(0)}`,
  );
  return { rowsMs, searchMs, buildingMs };
}

async function goAsking(page: Page, path: string) {
  await page.evaluate((to) => window.watch.goAsking(to), path);
  return page.evaluate(() => window.watch.answered());
}

async function type(page: Page, text: string) {
  await page.evaluate(() => window.watch.expectKey());
  await page.keyboard.insertText(text);
  return page.evaluate(() => window.watch.answered());
}

/** A search as it is made: its filters chosen, all but its last sign typed and answered, then the key that is timed. */
async function ask(page: Page, { text, filters }: BenchQuery) {
  await page.evaluate(() => {
    location.hash = '/search';
    return window.watch.painted('.teach');
  });
  const address = `/search?filters=${encodeURIComponent(JSON.stringify(filters))}`;
  if (text === '') return goAsking(page, address);
  if (Object.keys(filters).length > 0) await goAsking(page, address);
  await box(page).focus();
  const signs = [...text];
  if (signs.length > 1) await type(page, signs.slice(0, -1).join(''));
  return type(page, signs.at(-1) ?? '');
}

/** One pass over the queries in the page that people use. */
export async function searchInPage(page: Page, queries: readonly BenchQuery[]): Promise<PageLine[]> {
  const lines: PageLine[] = [];
  for (const query of queries) lines.push({ kind: query.kind, ...(await ask(page, query)) });
  return lines;
}
