const counts = new Intl.NumberFormat('en');
const clockTimes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** `1,204` */
export function count(number: number): string {
  return counts.format(number);
}

/** `one dyno`, `4 dynos`. */
export function several(number: number, word: string): string {
  return number === 1 ? `one ${word}` : `${count(number)} ${word}s`;
}

/** `302 MB`, `1.5 GB`. */
export function megabytes(mb: number | null): string {
  if (mb === null) return '–';
  return mb < 1024 ? `${Math.round(mb)} MB` : `${Math.round((mb / 1024) * 10) / 10} GB`;
}

/** `14:28:25` on the same day, `20 Nov, 14:28` before. In the machine's own zone. */
export function clockTime(at: string, nowMs: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  return isToday ? clockTimes.format(date) : days.format(date);
}
