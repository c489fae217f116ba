/** The value that `share` of the samples do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const p95 = (samples: readonly number[]) => percentile(samples, 0.95);
export const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** Three digits that mean something. */
export const round = (value: number) => Number(value.toPrecision(3));
