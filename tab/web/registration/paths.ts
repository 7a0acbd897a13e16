import type { OpenRegistration } from '../../rules/registration/open.ts';

/** What the pages of registration answer to. */
export const patterns = {
  start: '/:slug/registration',
  open: '/:slug/registration/:form',
  own: '/:slug/privateurls/:key/registration',
  team: '/:slug/privateurls/:key/registration/teams/:id',
  withdrawTeam: '/:slug/privateurls/:key/registration/teams/:id/withdraw',
  adjudicator: '/:slug/privateurls/:key/registration/adjudicators/:id',
  withdrawAdjudicator: '/:slug/privateurls/:key/registration/adjudicators/:id/withdraw',
} as const;

const at = (slug: string, rest: string): string => `/${encodeURIComponent(slug)}/${rest}`;
const own = (slug: string, key: string, rest: string): string => at(slug, `privateurls/${key}/registration${rest}`);

/** The links between them; the key is the whole secret. */
export const paths = {
  start: (slug: string) => at(slug, 'registration/'),
  open: (slug: string, form: OpenRegistration) => at(slug, `registration/${form}/`),
  own: (slug: string, key: string) => own(slug, key, '/'),
  team: (slug: string, key: string, id: number | 'new') => own(slug, key, `/teams/${id}`),
  withdrawTeam: (slug: string, key: string, id: number) => own(slug, key, `/teams/${id}/withdraw`),
  adjudicator: (slug: string, key: string, id: number | 'new') => own(slug, key, `/adjudicators/${id}`),
  withdrawAdjudicator: (slug: string, key: string, id: number) => own(slug, key, `/adjudicators/${id}/withdraw`),
};
