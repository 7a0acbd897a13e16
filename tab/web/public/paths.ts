const at = (slug: string, rest = ''): string => `/${encodeURIComponent(slug)}/${rest}`;

/** Every link between public pages; the patterns they answer to stand in `public-pages/pages.ts`. */
export const paths = {
  site: () => '/',
  home: (slug: string) => at(slug),
  draw: (slug: string) => at(slug, 'draw/'),
  drawOfRound: (slug: string, seq: number) => at(slug, `draw/round/${seq}/`),
  results: (slug: string) => at(slug, 'results/'),
  resultsOfRound: (slug: string, seq: number) => at(slug, `results/round/${seq}/`),
  standings: (slug: string) => at(slug, 'standings/current-standings/'),
  teamTab: (slug: string) => at(slug, 'tab/team/'),
  speakerTab: (slug: string) => at(slug, 'tab/speaker/'),
  repliesTab: (slug: string) => at(slug, 'tab/replies/'),
  breaks: (slug: string) => at(slug, 'break/'),
  breakOfCategory: (slug: string, category: string) => at(slug, `break/teams/${encodeURIComponent(category)}/`),
  participants: (slug: string) => at(slug, 'participants/list/'),
  teamRecord: (slug: string, id: number) => at(slug, `participants/team/${id}/`),
  adjudicatorRecord: (slug: string, id: number) => at(slug, `participants/adjudicator/${id}/`),
  motions: (slug: string) => at(slug, 'motions/'),
  /** The stream of a page that shows this version: a newer one is told at once. */
  live: ({ slug, publicVersion }: { readonly slug: string; readonly publicVersion: number }) => at(slug, `live?version=${publicVersion}`),
};
