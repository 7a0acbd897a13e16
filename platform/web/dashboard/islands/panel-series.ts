import type { MetricPanels, Panel } from '../../../rules/metric-panels.ts';

/** What was known, with what came: steps that came again are as they came last, and the oldest make room. */
export function joined(known: MetricPanels, more: MetricPanels): MetricPanels {
  const [first = Infinity] = more.seconds;
  const before = known.seconds.findIndex((second) => second >= first);
  const keep = before === -1 ? known.seconds.length : before;
  const drop = Math.max(0, keep + more.seconds.length - known.seconds.length);
  const panels = known.panels.map((panel) => joinedPanel(panel, more, { keep, drop }));
  const [from = more.from] = known.seconds.slice(drop);
  const news = new Set(more.events.map(({ id }) => id));
  return {
    ...more,
    from,
    panels,
    seconds: [...known.seconds.slice(drop, keep), ...more.seconds],
    codes: [...known.codes.filter(({ second }) => second >= from && second < first), ...more.codes],
    events: [...more.events, ...known.events.filter(({ id }) => !news.has(id))],
    spikes: { ...known.spikes, ...more.spikes },
  };
}

/** Nothing new of it is nothing measured. */
function joinedPanel(known: Panel, more: MetricPanels, { keep, drop }: { readonly keep: number; readonly drop: number }): Panel {
  const fresh = more.panels.find(({ key }) => key === known.key);
  const lines = known.lines.map((line) => {
    const values = fresh?.lines.find(({ key }) => key === line.key)?.values ?? more.seconds.map(() => null);
    return { ...line, values: [...line.values.slice(drop, keep), ...values] };
  });
  return { ...(fresh ?? known), lines };
}

/** Whether what came over the stream is what the page shows. */
export function isPanels(data: unknown): data is MetricPanels {
  return (
    typeof data === 'object' &&
    data !== null &&
    'panels' in data &&
    Array.isArray(data.panels) &&
    'seconds' in data &&
    Array.isArray(data.seconds)
  );
}
