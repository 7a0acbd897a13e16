/** What the assistants' pages answer to. */
export const patterns = {
  queue: '/:slug/assistant',
  live: '/:slug/assistant/live',
  enter: '/:slug/assistant/debates/:id/enter',
  check: '/:slug/assistant/ballots/:id/check',
  reject: '/:slug/assistant/ballots/:id/reject',
} as const;

const at = (slug: string, rest = ''): string => `/${encodeURIComponent(slug)}/assistant${rest}`;

/** The links between them. */
export const paths = {
  queue: (slug: string) => at(slug),
  live: (slug: string) => at(slug, '/live'),
  enter: (slug: string, debateId: number) => at(slug, `/debates/${debateId}/enter`),
  check: (slug: string, ballotId: number) => at(slug, `/ballots/${ballotId}/check`),
  reject: (slug: string, ballotId: number) => at(slug, `/ballots/${ballotId}/reject`),
};
