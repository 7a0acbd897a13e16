/** The time of day in the tournament's zone, to the second: 14:28:25. */
export function clockTime(at: Date, timezone: string): string {
  return at.toLocaleTimeString('en-GB', { timeZone: timezone });
}

/** The same to the minute, with its day: 9 May, 14:28. */
export function dayTime(at: Date, timeZone: string): string {
  return at.toLocaleString('en-GB', { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
