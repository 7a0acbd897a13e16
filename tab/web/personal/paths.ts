const at = (slug: string, rest: string): string => `/${encodeURIComponent(slug)}/${rest}`;

/** What the pages behind a private link answer to. */
export const patterns = {
  home: '/:slug/privateurls/:key',
  ballot: '/:slug/results/round/:seq/adjudicator/:key/add',
  receipt: '/:slug/results/round/:seq/adjudicator/:key/view',
} as const;

/** The links between them; the key is the whole secret. */
export const paths = {
  home: (slug: string, key: string) => at(slug, `privateurls/${key}/`),
  ballot: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/adjudicator/${key}/add/`),
  receipt: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/adjudicator/${key}/view/`),
};
