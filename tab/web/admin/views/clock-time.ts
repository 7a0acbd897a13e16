/** The time of day in the tournament's zone, to the second: 14:28:25. */
export function clockTime(at: Date, timezone: string): string {
  return at.toLocaleTimeString('en-GB', { timeZone: timezone });
}
