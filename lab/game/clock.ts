/** A time limit that several pages share; the `timeout` of each of them. */
export interface Clock {
  readonly clock: string;
  /** From the first view of the first of the pages. */
  readonly seconds: number;
  /** A page is passed when less is left. */
  readonly minSeconds: number;
}

/** One time limit for several pages: `timeout: clock('partA', { seconds: 300 })` on each. Pages are passed when it is up. */
export function clock(name: string, { seconds, minSeconds = 0 }: { readonly seconds: number; readonly minSeconds?: number }): Clock {
  return { clock: name, seconds, minSeconds };
}

/** Under which name a participant's data hold when the time is up, in milliseconds since 1970. No declared field has a colon in its name. */
export function clockKey({ clock: name }: Pick<Clock, 'clock'>): string {
  return `clock:${name}`;
}
