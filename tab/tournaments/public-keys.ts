/**
 * The tag of every public page of a tournament (`Surrogate-Key`), and what a write that spectators can see purges (`Surrogate-Purge`): the menu stands
 * on every page, so a publish changes them all.
 */
export function tournamentKey(slug: string): string {
  return `tournament-${slug}`;
}

/** The tag of the site's home page, which lists the tournaments. */
export const siteKey = 'tab-site';

/** The live topic on which a tournament says that its public version has risen. */
export function publicTopic(slug: string): string {
  return `tab-public:${slug}`;
}

/** The live topic on which the tab room hears of every change. */
export function staffTopic(slug: string): string {
  return `tab-staff:${slug}`;
}
