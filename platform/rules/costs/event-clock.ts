import type { LiveEvent } from './cost-resources.ts';

/** When an event is over, with the half hour after it, by the clock of the place where it is: `2026-07-04 18:30 Europe/Dublin`. */
export function eventUntil({ until, timezone }: Pick<LiveEvent, 'until' | 'timezone'>): string {
  const wall = Temporal.Instant.from(until).toZonedDateTimeISO(timezone).toPlainDateTime();
  return `${wall.toPlainDate().toString()} ${wall.toPlainTime().toString({ smallestUnit: 'minute' })} ${timezone}`;
}
