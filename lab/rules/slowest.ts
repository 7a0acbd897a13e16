/** How many people one press moves at most; lab specification, 4.6. */
export const mostMoved = 20;

export interface WhoIsMeant {
  /** Of the session's last page. */
  readonly maxPageIndex: number;
  /** Leaves out who has not started. */
  readonly onlyStarted: boolean;
}

/** The page of those who are furthest behind: 0 before the start. Null when nobody is meant; who has finished is not behind. */
export function slowestPage(people: readonly { readonly pageIndex: number }[], { maxPageIndex, onlyStarted }: WhoIsMeant): number | null {
  const places = people.map(({ pageIndex }) => pageIndex).filter((page) => page <= maxPageIndex && (page > 0 || !onlyStarted));
  return places.length === 0 ? null : places.reduce((least, page) => Math.min(least, page));
}
