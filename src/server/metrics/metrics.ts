/** Upper bounds in seconds of how long requests take. */
const bounds = [0.005, 0.025, 0.1, 0.5, 1, 2, 5, 15, 60] as const;

interface Histogram {
  buckets: number[];
  sum: number;
  count: number;
}

type Labels = Record<string, string | number>;

/** Counts of this process since it started, as Prometheus reads them. They are of the process alone: Prometheus adds processes up. */
export interface Metrics {
  requestEnded(labels: { method: string; route: string; status: number }, seconds: number): void;
  pushed(outcome: string, count: number): void;
  /** Prometheus text, format 0.0.4. */
  text(): string;
}

export function createMetrics(): Metrics {
  const requests = new Map<string, Histogram>();
  const outcomes = new Map<string, number>();
  return {
    requestEnded: (labels, seconds) => {
      const key = labelText(labels);
      const histogram = requests.get(key) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 };
      requests.set(key, histogram);
      histogram.sum += seconds;
      histogram.count += 1;
      for (const [index, bound] of bounds.entries()) if (seconds <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    },
    pushed: (outcome, count) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count),
    text: () => {
      const duration = [...requests].flatMap(([key, histogram]) => histogramLines('chaihuan_request_seconds', key, histogram));
      const pushes = [...outcomes].map(([outcome, count]) => `chaihuan_push_results_total{outcome="${outcome}"} ${count}`);
      return [
        ...family('chaihuan_request_seconds', 'histogram', 'Time to answer a request.', duration),
        ...family('chaihuan_push_results_total', 'counter', 'Results told to devices, replays included.', pushes),
      ].join('\n');
    },
  };
}

function histogramLines(name: string, key: string, { buckets, sum, count }: Histogram): string[] {
  const lines = bounds.map((bound, index) => `${name}_bucket{${key},le="${bound}"} ${buckets[index] ?? 0}`);
  return [...lines, `${name}_bucket{${key},le="+Inf"} ${count}`, `${name}_sum{${key}} ${sum}`, `${name}_count{${key}} ${count}`];
}

/** One metric with what it says of itself; nothing where there is no sample yet. */
export function family(name: string, type: 'counter' | 'gauge' | 'histogram', help: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

export function gauge(name: string, help: string, value: number, labels?: Labels): string[] {
  return family(name, 'gauge', help, [`${name}${labels === undefined ? '' : `{${labelText(labels)}}`} ${value}`]);
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replace(/[\\"\n]/g, '_')}"`)
    .join(',');
}
