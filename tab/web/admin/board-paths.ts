/** Addresses of the boards on which panels are made: of a round's draw, of panels ahead of it, of several out-rounds at once. */
export const boardPatterns = {
  pin: '/:slug/admin/rounds/:seq/panels/pin',
  ahead: '/:slug/admin/rounds/:seq/panels-ahead',
  aheadBoard: '/:slug/admin/rounds/:seq/panels-ahead/board',
  aheadSeats: '/:slug/admin/rounds/:seq/panels-ahead/seats',
  aheadImportance: '/:slug/admin/rounds/:seq/panels-ahead/importance',
  aheadPin: '/:slug/admin/rounds/:seq/panels-ahead/pin',
  aheadAct: '/:slug/admin/rounds/:seq/panels-ahead/acts/:act',
  applyPanels: '/:slug/admin/rounds/:seq/panels-ahead/apply/:fit',
  outRounds: '/:slug/admin/out-rounds',
  outBoard: '/:slug/admin/out-rounds/board',
  outSeats: '/:slug/admin/out-rounds/seats',
  outImportance: '/:slug/admin/out-rounds/importance',
  outPin: '/:slug/admin/out-rounds/pin',
  outAct: '/:slug/admin/out-rounds/acts/:act',
} as const;

/** What is done to panels ahead by a press of a button. */
export const aheadActNames = ['make', 'from-draw', 'by-bracket', 'by-liveness', 'fill', 'clear', 'move', 'keep', 'drop'] as const;
export type AheadActName = (typeof aheadActNames)[number];

/** What is done to several out-rounds at once. */
export const outActNames = ['allocate', 'clear', 'move', 'keep'] as const;
export type OutActName = (typeof outActNames)[number];

const of = (slug: string, seq: number, rest: string): string => `/${encodeURIComponent(slug)}/admin/rounds/${seq}${rest}`;
const out = (slug: string, rest: string, seqs: readonly number[]): string =>
  `/${encodeURIComponent(slug)}/admin/out-rounds${rest}${seqs.length > 0 ? `?rounds=${seqs.join(',')}` : ''}`;

export const boardPaths = {
  pin: (slug: string, seq: number) => of(slug, seq, '/panels/pin'),
  ahead: (slug: string, seq: number) => of(slug, seq, '/panels-ahead'),
  aheadBoard: (slug: string, seq: number) => of(slug, seq, '/panels-ahead/board'),
  aheadSeats: (slug: string, seq: number) => of(slug, seq, '/panels-ahead/seats'),
  aheadImportance: (slug: string, seq: number) => of(slug, seq, '/panels-ahead/importance'),
  aheadPin: (slug: string, seq: number) => of(slug, seq, '/panels-ahead/pin'),
  aheadAct: (slug: string, seq: number, act: AheadActName) => of(slug, seq, `/panels-ahead/acts/${act}`),
  applyPanels: (slug: string, seq: number, fit: 'direct' | 'smart') => of(slug, seq, `/panels-ahead/apply/${fit}`),
  outRounds: (slug: string, seqs: readonly number[] = []) => out(slug, '', seqs),
  outBoard: (slug: string, seqs: readonly number[]) => out(slug, '/board', seqs),
  outSeats: (slug: string, seqs: readonly number[]) => out(slug, '/seats', seqs),
  outImportance: (slug: string, seqs: readonly number[]) => out(slug, '/importance', seqs),
  outPin: (slug: string, seqs: readonly number[]) => out(slug, '/pin', seqs),
  outAct: (slug: string, seqs: readonly number[], act: OutActName) => out(slug, `/acts/${act}`, seqs),
};
