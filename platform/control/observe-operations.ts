import { botsOf } from '../rules/bots.ts';
import { findCode } from '../rules/codes.ts';
import type { ErrorCount, Metrics } from '../rules/resources.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { LogQuery, MetricQuery, Operations } from './operations.ts';

type ObserveVerbs = Pick<Operations, 'logs' | 'followLogs' | 'events' | 'metrics' | 'followMetrics' | 'errorCounts'>;

const mostLines = 10_000;
const mostEvents = 1_000;
const mostSeconds = 7_200;

export function observeOperations(control: Control): ObserveVerbs {
  return {
    logs: async (name, query) => control.logBook.newest(appNamed(control, name).name, bounded(query)),
    followLogs: async (name, query, tail) => control.logBook.tail(appNamed(control, name).name, bounded(query), tail),
    events: async (name, { limit, sinceMs = 0 }) =>
      control.store.events.list(appNamed(control, name).id, { sinceMs, limit: Math.min(limit, mostEvents) }),
    errorCounts: async (name, hours) => errorCounts(control, appNamed(control, name).name, hours),
    metrics: async (name, query) => metrics(control, name, query),
    followMetrics: async (name, tail) => {
      const app = appNamed(control, name).name;
      return untilAborted(
        tail.signal,
        control.trafficBook.follow(app, (point) => tail.onItem(point)),
      );
    },
  };
}

function errorCounts(control: Control, app: string, hours: number): readonly ErrorCount[] {
  const sinceMs = control.clock.nowMs() - hours * 3_600_000;
  return control.logBook.codeCounts(app, sinceMs).flatMap(({ code, count, lastMs }) => {
    const facts = findCode(code);
    return facts === null ? [] : { code, title: facts.title, level: facts.level, count, lastAt: new Date(lastMs).toISOString() };
  });
}

const bounded = (query: LogQuery): LogQuery => ({ ...query, lines: Math.min(Math.max(0, Math.floor(query.lines)), mostLines) });

function metrics(control: Control, name: string, { seconds: wish, bots = false }: MetricQuery): Metrics {
  const app = appNamed(control, name);
  const seconds = Math.min(Math.max(1, Math.floor(wish)), mostSeconds);
  const traffic = control.trafficBook.points(bots ? botsOf(app.name) : app.name, seconds);
  const sinceMs = control.clock.nowMs() - seconds * 1000;
  const series = [...control.trafficBook.dynos(app.name, seconds)].map(([dyno, points]) => ({ name: dyno, points }));
  const events = control.store.events.list(app.id, { sinceMs, limit: mostEvents });
  return { app: app.name, ...traffic, dynos: series, events };
}

async function untilAborted(signal: AbortSignal, stop: () => void): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  stop();
}
