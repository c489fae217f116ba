import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Each finding of axe by its rule and the first element that breaks it. */
export async function findViolations(page: Page): Promise<string[]> {
  if (page.frames().length > 1) throw new Error('a page of several frames needs axe’s own way through them');
  // Without frames axe needs no page of its own to bring results together, and nobody reads what passes.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`);
}

/** Nothing that axe finds. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
}
