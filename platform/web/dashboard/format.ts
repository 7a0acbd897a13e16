const counts = new Intl.NumberFormat('en');
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

/** `14:28:25` on the same day, `20 Nov, 14:28` before; in the machine's own zone unless another is named. */
export function clockTime(at: string, nowMs: number, timeZone?: string): string {
  const { today, earlier, date } = formsIn(timeZone);
  const atMs = Date.parse(at);
  return date.format(atMs) === date.format(nowMs) ? today.format(atMs) : earlier.format(atMs);
}

type ClockForms = Readonly<Record<'today' | 'earlier' | 'date', Intl.DateTimeFormat>>;

const forms = new Map<string | undefined, ClockForms>();

/** They are dear to make. */
function formsIn(timeZone: string | undefined): ClockForms {
  const known = forms.get(timeZone);
  if (known !== undefined) return known;
  const inZone = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  const made = {
    today: inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    earlier: inZone({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    date: inZone({ dateStyle: 'short' }),
  };
  forms.set(timeZone, made);
  return made;
}
