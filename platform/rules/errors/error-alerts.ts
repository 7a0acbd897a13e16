import * as v from 'valibot';

/** So many within so many minutes. */
export interface Often {
  readonly count: number;
  readonly minutes: number;
}

/** When somebody is told of errors, beside new ones and such that are back (ERR-15); null: never. */
export interface ErrorAlerts {
  /** Of one issue. */
  readonly times: Often | null;
  /** Who meet one issue. */
  readonly people: Often | null;
  /** Fewer sessions of the newest release go without a crash. */
  readonly crashFreePercent: number | null;
}

export const noErrorAlerts: ErrorAlerts = { times: null, people: null, crashFreePercent: null };

/** Fewer sessions say nothing. */
export const fewestSessions = 20;

const often = v.nullable(
  v.object({
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_440)),
  }),
);
const schema = v.object({
  times: often,
  people: often,
  crashFreePercent: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(100))),
});

/** As they were kept; none when they are no such. */
export function errorAlertsIn(text: string | undefined): ErrorAlerts {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? parsed.output : noErrorAlerts;
}

/** What is wrong with them, as a sentence; null: nothing. */
export function errorAlertsFault(alerts: ErrorAlerts): string | null {
  return v.is(schema, alerts) ? null : 'An alert takes 1 to 1,000,000 times or people in 1 to 1,440 minutes, or 1 to 100 % of sessions.';
}
