const at = (slug: string, rest: string): string => `/${encodeURIComponent(slug)}/${rest}`;

/** What the pages behind a private link answer to. */
export const patterns = {
  home: '/:slug/privateurls/:key',
  feedback: '/:slug/privateurls/:key/feedback',
  ballot: '/:slug/results/round/:seq/adjudicator/:key/add',
  receipt: '/:slug/results/round/:seq/adjudicator/:key/view',
  live: '/:slug/results/round/:seq/adjudicator/:key/live',
  sheet: '/:slug/results/round/:seq/speaker/:key',
  conflicts: '/:slug/privateurls/:key/conflicts',
  worker: '/:slug/ballot-worker.js',
  openBallots: '/:slug/results/round/:seq/add',
  openFeedback: '/:slug/feedback/add',
  formPassword: '/:slug/forms/password',
  checkIn: '/:slug/checkins/submit/:key',
} as const;

/** The links between them; the key is the whole secret. */
export const paths = {
  home: (slug: string, key: string) => at(slug, `privateurls/${key}/`),
  feedback: (slug: string, key: string) => at(slug, `privateurls/${key}/feedback`),
  ballot: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/adjudicator/${key}/add/`),
  receipt: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/adjudicator/${key}/view/`),
  /** The confirmed scoresheets of the visitor's own debate. */
  sheet: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/speaker/${key}/`),
  conflicts: (slug: string, key: string) => at(slug, `privateurls/${key}/conflicts`),
  /** Tells an open receipt that something of its tournament's ballots changed. */
  live: (slug: string, seq: number, key: string) => at(slug, `results/round/${seq}/adjudicator/${key}/live`),
  /** Opens the ballot from the phone itself while there is no network; it must lie above the pages it serves. */
  worker: (slug: string) => at(slug, 'ballot-worker.js'),
  /** Forms that are open to everybody. */
  openBallots: (slug: string, seq: number) => at(slug, `results/round/${seq}/add/`),
  openFeedback: (slug: string) => at(slug, 'feedback/add/'),
  formPassword: (slug: string) => at(slug, 'forms/password'),
  checkIn: (slug: string, key: string) => at(slug, `checkins/submit/${key}`),
};

/** In place of a private key where a form is open to everybody: no private link has a dash. */
export const openKey = (person: number): string => `open-${person}`;

/** Whom such a key stands for; null for a private key. */
export function openPerson(key: string): string | null {
  return /^open-(\d+)$/.exec(key)?.[1] ?? null;
}
