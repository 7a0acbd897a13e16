import type { MetricPanels, Panel } from '../../../rules/metric-panels.ts';

/** What was known, with what came: steps that came again are as they came last, and the oldest make room. */
export function joined(known: MetricPanels, more: MetricPanels): MetricPanels {
  const [first = Infinity] = more.seconds;
  const before = known.seconds.findIndex((second) => second >= first);
  const keep = before === -1 ? known.seconds.length : before;
  const drop = Math.max(0, keep + more.seconds.length - known.seconds.length);
  const panels = more.panels.map((panel) => joinedPanel(known, panel, { keep, drop }));
  const [from = more.from] = known.seconds.slice(drop);
  return {
    ...more,
    from,
    panels,
    seconds: [...known.seconds.slice(drop, keep), ...more.seconds],
    codes: [...known.codes.filter(({ second }) => second >= from && second < first), ...more.codes],
  };
}

/** A panel that was not there is empty until now. */
function joinedPanel(known: MetricPanels, panel: Panel, { keep, drop }: { readonly keep: number; readonly drop: number }): Panel {
  const former = known.panels.find(({ key }) => key === panel.key);
  const lines = panel.lines.map((line) => {
    const values = former?.lines.find(({ key }) => key === line.key)?.values ?? known.seconds.map(() => null);
    return { ...line, values: [...values.slice(drop, keep), ...line.values] };
  });
  return { ...panel, lines };
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
