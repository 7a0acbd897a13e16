/** What is known of a dyno now. */
export interface DynoFigures {
  readonly name: string;
  readonly id: string;
  /** One-minute load; null until measured. */
  readonly load: number | null;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number;
}

/** The lines of `log-runtime-metrics`, in the words that Heroku's parsers know (SUP-35); only what was measured. */
export function runtimeMetrics({ name, id, load, memoryMb, memoryQuotaMb }: DynoFigures): readonly string[] {
  const who = `source=${name} dyno=${id}`;
  const quota = `sample#memory_quota=${memoryQuotaMb.toFixed(2)}MB`;
  return [
    ...(load === null ? [] : [`${who} sample#load_avg_1m=${load.toFixed(2)}`]),
    ...(memoryMb === null ? [] : [`${who} sample#memory_total=${memoryMb.toFixed(2)}MB ${quota}`]),
  ];
}
