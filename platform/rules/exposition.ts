import { bucketMs } from './latency-buckets.ts';
import type { LatencyBuckets } from './latency-buckets.ts';

/** Figures of one name in the OpenMetrics text format (platform specification, MET-07). */
export interface MetricFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

export interface MetricSample {
  /** `_total`, `_bucket`, … */
  readonly suffix?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All families, without those of which there is nothing; ends with `# EOF`. */
export function expositionText(families: readonly MetricFamily[]): string {
  const known = families.filter(({ samples }) => samples.length > 0);
  return `${known.flatMap(familyLines).join('\n')}\n# EOF\n`;
}

function familyLines({ name, type, help, samples }: MetricFamily): string[] {
  const lines = samples.map(({ suffix = '', labels, value }) => `${name}${suffix}${labelsText(labels)} ${value}`);
  return [`# TYPE ${name} ${type}`, `# HELP ${name} ${escaped(help)}`, ...lines];
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** Upper ends of the classic buckets, in seconds: 5 ms to 60 s. */
const bucketEnds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A histogram of milliseconds in the classic buckets of seconds. */
export function histogramSamples(buckets: LatencyBuckets, labels: Readonly<Record<string, string>>): readonly MetricSample[] {
  const atMost = (seconds: number): number =>
    buckets.reduce((sum, count, bucket) => (bucketMs(bucket) <= seconds * 1000 ? sum + count : sum), 0);
  const count = buckets.reduce((sum, each) => sum + each, 0);
  const seconds = buckets.reduce((sum, each, bucket) => sum + (each * bucketMs(bucket)) / 1000, 0);
  const ends = [...bucketEnds.map((end) => [String(end), atMost(end)] as const), ['+Inf', count] as const];
  return [
    ...ends.map(([le, value]) => ({ suffix: '_bucket', labels: { ...labels, le }, value })),
    { suffix: '_sum', labels, value: Number(seconds.toPrecision(9)) },
    { suffix: '_count', labels, value: count },
  ];
}
