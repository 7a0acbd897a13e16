import type { StepName } from '../../rules/round-stage.ts';

/** Every address of the tab room. Views and handlers build their links here; the patterns are what the handlers listen on. */
export const patterns = {
  signIn: '/login',
  signOut: '/logout',
  tournaments: '/admin',
  newTournament: '/admin/tournaments',
  newDemo: '/admin/demos',
  overview: '/:slug/admin',
  round: '/:slug/admin/rounds/:seq',
  step: '/:slug/admin/rounds/:seq/:step',
  roundLive: '/:slug/admin/rounds/:seq/live',
  act: '/:slug/admin/rounds/:seq/acts/:act',
  markIn: '/:slug/admin/rounds/:seq/available',
  moveJudge: '/:slug/admin/rounds/:seq/panels',
  board: '/:slug/admin/rounds/:seq/panels/board',
  seats: '/:slug/admin/rounds/:seq/panels/seats',
  importance: '/:slug/admin/rounds/:seq/panels/importance',
  moveRoom: '/:slug/admin/rounds/:seq/rooms',
  ballot: '/:slug/admin/debates/:id/ballot',
  decision: '/:slug/admin/ballots/:id/:decision',
  standings: '/:slug/admin/standings',
  breaks: '/:slug/admin/breaks',
  people: '/:slug/admin/people',
  motions: '/:slug/admin/motions',
  motionAct: '/:slug/admin/motions/:seq/:act',
  import: '/:slug/admin/import',
  settings: '/:slug/admin/settings',
} as const;

const at = (slug: string, rest = ''): string => `/${encodeURIComponent(slug)}/admin${rest}`;

/** The links. */
export const paths = {
  signIn: () => '/login',
  signOut: () => '/logout',
  tournaments: () => '/admin',
  newTournament: () => '/admin/tournaments',
  newDemo: () => '/admin/demos',
  overview: (slug: string) => at(slug),
  step: (slug: string, seq: number, step: StepName) => at(slug, `/rounds/${seq}/${step}`),
  roundLive: (slug: string, seq: number) => at(slug, `/rounds/${seq}/live`),
  act: (slug: string, seq: number, act: string) => at(slug, `/rounds/${seq}/acts/${act}`),
  markIn: (slug: string, seq: number) => at(slug, `/rounds/${seq}/available`),
  moveJudge: (slug: string, seq: number) => at(slug, `/rounds/${seq}/panels`),
  board: (slug: string, seq: number) => at(slug, `/rounds/${seq}/panels/board`),
  seats: (slug: string, seq: number) => at(slug, `/rounds/${seq}/panels/seats`),
  importance: (slug: string, seq: number) => at(slug, `/rounds/${seq}/panels/importance`),
  moveRoom: (slug: string, seq: number) => at(slug, `/rounds/${seq}/rooms`),
  ballot: (slug: string, debateId: number) => at(slug, `/debates/${debateId}/ballot`),
  decision: (slug: string, ballotId: number, decision: string) => at(slug, `/ballots/${ballotId}/${decision}`),
  standings: (slug: string) => at(slug, '/standings'),
  breaks: (slug: string) => at(slug, '/breaks'),
  people: (slug: string) => at(slug, '/people'),
  motions: (slug: string) => at(slug, '/motions'),
  motionAct: (slug: string, seq: number, act: 'release' | 'withdraw') => at(slug, `/motions/${seq}/${act}`),
  import: (slug: string) => at(slug, '/import'),
  settings: (slug: string) => at(slug, '/settings'),
  /** Seen by spectators and holders of a link; owned by other audiences. */
  publicHome: (slug: string) => `/${encodeURIComponent(slug)}/`,
  privateLink: (slug: string, key: string) => `/${encodeURIComponent(slug)}/privateurls/${key}/`,
};
