/** Addresses of what goes public, and when: of one round's draw, and of the whole site. */
export const publishPatterns = {
  plan: '/:slug/admin/rounds/:seq/plan',
  dropPlan: '/:slug/admin/rounds/:seq/plan/drop',
  projector: '/:slug/admin/rounds/:seq/projector',
  shown: '/:slug/admin/rounds/:seq/projector/shown',
  publicSite: '/:slug/admin/public-site',
  staticSite: '/:slug/admin/public-site.zip',
} as const;

const at = (slug: string, rest: string): string => `/${encodeURIComponent(slug)}/admin${rest}`;

export const publishPaths = {
  plan: (slug: string, seq: number) => at(slug, `/rounds/${seq}/plan`),
  dropPlan: (slug: string, seq: number) => at(slug, `/rounds/${seq}/plan/drop`),
  projector: (slug: string, seq: number) => at(slug, `/rounds/${seq}/projector`),
  shown: (slug: string, seq: number) => at(slug, `/rounds/${seq}/projector/shown`),
  publicSite: (slug: string) => at(slug, '/public-site'),
  staticSite: (slug: string) => at(slug, '/public-site.zip'),
};
