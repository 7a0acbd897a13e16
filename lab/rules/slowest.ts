/** How many people one press moves at most; lab specification, 4.6. */
export const mostMoved = 20;

export interface WhoIsMeant {
  /** Of the session's last page. */
  readonly maxPageIndex: number;
  /** Leaves out who has not started. */
  readonly onlyStarted: boolean;
}

/** How far somebody is: on which page of the session, and the how manieth it is to them. */
export interface Standing {
  /** 0 before the start. */
  readonly pageIndex: number;
  /** The same number, unless they play games in an order of their own. */
  readonly place: number;
}

/**
 * Those who are furthest behind. Null when nobody is meant; who has finished is not behind. Where people who are equally far are on different
 * pages, because each has an order of their own, those on the first of these pages.
 */
export function slowestOf(people: readonly Standing[], { maxPageIndex, onlyStarted }: WhoIsMeant): Standing | null {
  const meant = people.filter(({ pageIndex }) => pageIndex <= maxPageIndex && (pageIndex > 0 || !onlyStarted));
  return meant.toSorted((a, b) => a.place - b.place || a.pageIndex - b.pageIndex)[0] ?? null;
}

/** Whether somebody is exactly so far. */
export function standsAt({ pageIndex, place }: Standing, other: Standing): boolean {
  return pageIndex === other.pageIndex && place === other.place;
}
