import { isObject } from './envelope.ts';
import { timeOf } from './event.ts';
import { scrubbedUrl } from './scrub.ts';

/** A request or a task that was traced, without its spans. */
export interface LightTransaction {
  readonly atMs: number;
  readonly name: string;
  readonly op: string;
  readonly durationMs: number;
  readonly status: string;
  readonly traceId: string | null;
  /** How many spans it had. */
  readonly spans: number;
}

export function lightTransaction(raw: Readonly<Record<string, unknown>>, receivedMs: number): LightTransaction {
  const trace = isObject(raw['contexts']) && isObject(raw['contexts']['trace']) ? raw['contexts']['trace'] : {};
  const startedMs = timeOf(raw['start_timestamp'], receivedMs);
  const endedMs = timeOf(raw['timestamp'], receivedMs);
  const word = (value: unknown, other: string): string => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : other);
  return {
    atMs: startedMs,
    name: scrubbedUrl(word(raw['transaction'], 'unnamed')),
    op: word(trace['op'], 'default'),
    durationMs: Math.max(0, endedMs - startedMs),
    status: word(trace['status'], 'unknown'),
    traceId: typeof trace['trace_id'] === 'string' ? trace['trace_id'].slice(0, 32) : null,
    spans: Array.isArray(raw['spans']) ? Math.min(raw['spans'].length, 1_000) : 0,
  };
}
