export interface DailyTime {
  readonly hour: number;
  readonly minute: number;
}

/** `04:00`; null: it is none. */
export function readDailyTime(text: string): DailyTime | null {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return found === null ? null : { hour: Number(found[1]), minute: Number(found[2]) };
}

export const dailyTimeText = ({ hour, minute }: DailyTime): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
