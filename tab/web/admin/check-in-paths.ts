import type { IdentifierKind } from '../../rules/check-in/identifiers.ts';

/** Addresses of the door: who is here, scanning, badges. */
export const checkInPatterns = {
  people: '/:slug/admin/check-in',
  rooms: '/:slug/admin/check-in/rooms',
  live: '/:slug/admin/check-in/live',
  scan: '/:slug/admin/check-in/scan',
  tick: '/:slug/admin/check-in/tick',
  save: '/:slug/admin/check-in/save',
  party: '/:slug/admin/check-in/party',
  identifiers: '/:slug/admin/check-in/identifiers',
  labels: '/:slug/admin/check-in/labels/:kind',
} as const;

const at = (slug: string, rest = ''): string => `/${encodeURIComponent(slug)}/admin/check-in${rest}`;

export const checkInPaths = {
  people: (slug: string) => at(slug),
  rooms: (slug: string) => at(slug, '/rooms'),
  live: (slug: string) => at(slug, '/live'),
  scan: (slug: string) => at(slug, '/scan'),
  tick: (slug: string) => at(slug, '/tick'),
  save: (slug: string) => at(slug, '/save'),
  party: (slug: string) => at(slug, '/party'),
  identifiers: (slug: string) => at(slug, '/identifiers'),
  labels: (slug: string, kind: IdentifierKind) => at(slug, `/labels/${kind}`),
};
