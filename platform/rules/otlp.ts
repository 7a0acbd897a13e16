import type { MetricFamily, MetricSample } from './exposition.ts';
import type { LogLine } from './resources.ts';

/** What a collector takes over OTLP/HTTP in its JSON form (opentelemetry.io/docs/specs/otlp, 1.9; MET-08). */
export interface OtlpBody {
  readonly [resources: string]: readonly object[];
}

interface Span {
  /** When what is counted began to be counted. */
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** All figures of now. Counts go on from the beginning of the span (cumulative). */
export function otlpMetrics(families: readonly MetricFamily[], span: Span): OtlpBody {
  const metrics = families.filter(({ samples }) => samples.length > 0).map((family) => metricOf(family, span));
  return { resourceMetrics: [{ resource: resourceOf('rostra'), scopeMetrics: [{ scope, metrics }] }] };
}

export interface CollectedLine extends Pick<LogLine, 'source' | 'dyno' | 'text'> {
  readonly atMs: number;
}

/** Lines of one app: each says which dyno wrote it. */
export function otlpLogs(app: string, lines: readonly CollectedLine[]): OtlpBody {
  const logRecords = lines.map(({ atMs, source, dyno, text }) => ({
    timeUnixNano: nanos(atMs),
    body: { stringValue: text },
    attributes: attributesOf({ 'rostra.source': source, 'rostra.dyno': dyno }),
  }));
  return { resourceLogs: [{ resource: resourceOf(app), scopeLogs: [{ scope, logRecords }] }] };
}

const scope = { name: 'rostra' };
const cumulative = 2;

function metricOf({ name, type, help, samples }: MetricFamily, span: Span): object {
  const named = { name, description: help };
  if (type === 'histogram')
    return { ...named, histogram: { aggregationTemporality: cumulative, dataPoints: histogramPoints(samples, span) } };
  const dataPoints = samples.map(({ labels, value }) => ({ ...pointOf(labels, span), asDouble: value }));
  return type === 'gauge'
    ? { ...named, gauge: { dataPoints } }
    : { ...named, sum: { aggregationTemporality: cumulative, isMonotonic: true, dataPoints } };
}

/** One point of what OpenMetrics tells in many lines; there each bucket has those before it in it. */
function histogramPoints(samples: readonly MetricSample[], span: Span): object[] {
  const ofPoint = ({ labels: { le: _le, ...labels } }: MetricSample): string => JSON.stringify(labels);
  return [...Map.groupBy(samples, ofPoint)].map(([labels, own]) => {
    const upTo = own.filter(({ suffix }) => suffix === '_bucket').map(({ value }) => value);
    const bounds = own.flatMap(({ labels: { le } }) => (le === undefined || le === '+Inf' ? [] : [Number(le)]));
    const valueOf = (wanted: string): number => own.find(({ suffix }) => suffix === wanted)?.value ?? 0;
    return {
      ...pointOf(JSON.parse(labels), span),
      count: String(valueOf('_count')),
      sum: valueOf('_sum'),
      bucketCounts: upTo.map((value, at) => String(value - (upTo[at - 1] ?? 0))),
      explicitBounds: bounds,
    };
  });
}

const pointOf = (labels: Readonly<Record<string, string>>, { sinceMs, nowMs }: Span) => ({
  attributes: attributesOf(labels),
  startTimeUnixNano: nanos(sinceMs),
  timeUnixNano: nanos(nowMs),
});

const resourceOf = (service: string) => ({ attributes: attributesOf({ 'service.name': service, 'service.namespace': 'rostra' }) });

const attributesOf = (labels: Readonly<Record<string, string>>): object[] =>
  Object.entries(labels).map(([key, value]) => ({ key, value: { stringValue: value } }));

/** As text: a number in JSON has not room enough. */
const nanos = (ms: number): string => `${Math.round(ms)}000000`;
