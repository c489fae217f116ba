import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Parts } from '#server/parts.ts';
import { type DistrictLine, openDistrictLine } from './district-line.ts';
import { type DiskImage, WholeDesk } from './whole-desk.ts';

/** One district for a file's tests, and the desks of each of them. */
export interface TestDistrict {
  readonly line: DistrictLine;
  /** A desk that has joined it. */
  joined(): Promise<WholeDesk>;
  /** A desk that runs from a disk image; `wiped`: its profile was lost. */
  run(image: DiskImage, options?: { wiped?: boolean }): Promise<WholeDesk>;
}

/** Opens a district before the tests of the file that calls it, and closes it after; its desks after each test. */
export function openTestDistrict(change?: (parts: Parts) => Parts): TestDistrict {
  let line: DistrictLine | undefined;
  const desks: WholeDesk[] = [];
  beforeAll(async () => {
    line = await openDistrictLine(change);
  }, 60_000);
  afterAll(() => line?.close());
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
  });

  function opened(): DistrictLine {
    if (line === undefined) throw new Error('the district is not open yet');
    return line;
  }

  function kept(desk: WholeDesk): WholeDesk {
    desks.push(desk);
    return desk;
  }

  return {
    get line() {
      return opened();
    },
    joined: async () => kept(await WholeDesk.join(opened())),
    run: async (image, options) => kept(await WholeDesk.fromImage(image, options)),
  };
}
