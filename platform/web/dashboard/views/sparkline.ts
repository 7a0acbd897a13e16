import { trusted, type Html } from '#kit/html/html.ts';

/** A small area drawing of a series, oldest first; only numbers of ours go into it. */
export function sparkline(values: readonly number[], line: 'p50' | 'p95'): Html {
  const width = 132;
  const height = 40;
  const top = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, index) => `${(index * step).toFixed(1)} ${(height - 2 - (value / top) * (height - 8)).toFixed(1)}`);
  const path = `M${points.join('L')}`;
  return trusted(
    `<svg class="spark r-chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"><path class="a" d="${path}L${width} ${height}L0 ${height}Z"/><path class="l ${line}" d="${path}"/></svg>`,
  );
}
