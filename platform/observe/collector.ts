import { send } from '#kit/http/client.ts';
import type { Collector } from '../config.ts';
import type { Control } from '../control/control.ts';
import { otlpLogs, otlpMetrics, type OtlpBody } from '../rules/otlp.ts';
import { metricFamilies } from './exposition.ts';

const batchLines = 1_000;
/** An app that writes more in a minute is not waited for: what is left goes with the next. */
const mostBatches = 20;

/** By app: the last line that a collector has. What was written before control started is nobody's news. */
const sent = new WeakMap<Control, Map<string, number>>();

/** Figures of now and the lines since the last time, for a collector that speaks OTLP/HTTP (MET-08). Throws when it does not take them. */
export async function tellCollector(control: Control, collector: Collector): Promise<void> {
  const nowMs = control.clock.nowMs();
  await post(collector, 'metrics', otlpMetrics(metricFamilies(control), { sinceMs: control.startedAtMs, nowMs }));
  const known = sent.get(control) ?? new Map<string, number>();
  sent.set(control, known);
  for (const { name } of control.store.apps.list()) await tellLines(control, collector, { app: name, known });
}

async function tellLines(
  { logBook }: Control,
  collector: Collector,
  { app, known }: { readonly app: string; readonly known: Map<string, number> },
): Promise<void> {
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const lines = logBook.after(app, known.get(app) ?? logBook.newestId(app), batchLines);
    if (!known.has(app)) known.set(app, logBook.newestId(app));
    if (lines.length === 0) return;
    await post(
      collector,
      'logs',
      otlpLogs(
        app,
        lines.map(({ at, ...line }) => ({ ...line, atMs: Date.parse(at) })),
      ),
    );
    known.set(app, lines.at(-1)?.id ?? 0);
  }
}

async function post({ url, headers }: Collector, signal: 'metrics' | 'logs', body: OtlpBody): Promise<void> {
  const { status } = await send({ method: 'POST', url: `${url}/v1/${signal}`, headers, body });
  if (status >= 300) throw new Error(`The collector answered ${status} to ${signal}`);
}
