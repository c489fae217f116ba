import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What was asked of a program. `--help` says how it is used; what it does not know ends it with 2, in words. */
export function readCommandLine<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseUse(usage, error instanceof Error ? error.message : String(error));
  }
}

/** Ends a program that was asked what it cannot do: nothing was done. */
export function refuseUse(usage: string, why: string): never {
  console.error(`${why}\n${usage}`);
  process.exit(2);
}

/** Whole numbers of options, each at least `least`: a run of NaN rounds would find nothing wrong. */
export function readCounts<K extends string>(usage: string, given: Readonly<Record<K, string>>, least = 0): Record<K, number> {
  const counts = Object.entries<string>(given).map(([option, text]): [string, number] => {
    const count = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isSafeInteger(count) || count < least)
      return refuseUse(usage, `--${option} ${text}: a whole number from ${least} on is needed`);
    return [option, count];
  });
  return Object.fromEntries(counts) as Record<K, number>;
}

/** Names with commas, all of them known. */
export function readNames<N extends string>(usage: string, option: string, text: string, known: readonly N[]): N[] {
  const names = text.split(',');
  const unknown = names.filter((name) => !known.some((each) => each === name));
  if (unknown.length > 0) return refuseUse(usage, `--${option}: there is no ${unknown.join(', ')}`);
  return known.filter((each) => names.includes(each));
}
