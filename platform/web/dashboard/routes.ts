/** Every address of the dashboard. Views and handlers build their links here; the patterns are what the handlers listen on. */
export const patterns = {
  overview: '/',
  overviewLive: '/live',
  signIn: '/login',
  signOut: '/logout',
  newApp: '/apps',
  app: '/apps/:app',
  appLive: '/apps/:app/live',
  scale: '/apps/:app/scale',
  restart: '/apps/:app/restart',
  maintenance: '/apps/:app/maintenance',
  metrics: '/apps/:app/metrics',
  metricsLive: '/apps/:app/metrics/live',
  metricsCsv: '/apps/:app/metrics.csv',
  activity: '/apps/:app/activity',
  size: '/apps/:app/size',
  scaling: '/apps/:app/scaling',
  autoscale: '/apps/:app/scaling/autoscale',
  schedules: '/apps/:app/scaling/schedules',
  removeSchedule: '/apps/:app/scaling/schedules/:schedule/remove',
  releases: '/apps/:app/releases',
  release: '/apps/:app/releases/:version',
  rollback: '/apps/:app/releases/:version/rollback',
  config: '/apps/:app/config',
  unsetConfig: '/apps/:app/config/unset',
  revealConfig: '/apps/:app/config/reveal',
  pasteConfig: '/apps/:app/config/paste',
  logs: '/apps/:app/logs',
  addons: '/apps/:app/addons',
  removeAddon: '/apps/:app/addons/:addon/remove',
  changeAddon: '/apps/:app/addons/:addon/plan',
  runs: '/apps/:app/runs',
  run: '/apps/:app/runs/:run',
  appAlerts: '/apps/:app/alerts',
  presetAlerts: '/apps/:app/alerts/preset',
  removeAlert: '/apps/:app/alerts/remove',
  snoozeAlerts: '/apps/:app/alerts/snooze',
  finding: '/apps/:app/findings/:finding',
  actOnFinding: '/apps/:app/findings/:finding/act',
  dismissFinding: '/apps/:app/findings/:finding/dismiss',
  alerts: '/alerts',
  addChannel: '/alerts/channels',
  removeChannel: '/alerts/channels/remove',
  testChannels: '/alerts/test',
  resendAlert: '/alerts/resend',
  stopRun: '/apps/:app/runs/:run/stop',
  rehearsals: '/apps/:app/rehearsals',
  rehearsal: '/apps/:app/rehearsals/:id',
  rehearsalLive: '/apps/:app/rehearsals/:id/live',
  stopRehearsal: '/apps/:app/rehearsals/:id/stop',
  applyRehearsal: '/apps/:app/rehearsals/:id/apply',
  domains: '/apps/:app/domains',
  removeDomain: '/apps/:app/domains/remove',
  https: '/apps/:app/domains/https',
  addCertificate: '/apps/:app/domains/certificate',
  removeCertificate: '/apps/:app/domains/certificate/remove',
  cache: '/apps/:app/cache',
  settings: '/apps/:app/settings',
  destroy: '/apps/:app/destroy',
  people: '/people',
  changePerson: '/people/:name',
  removePerson: '/people/:name/remove',
  tokens: '/people/tokens',
  revokeToken: '/people/tokens/:id/revoke',
  audit: '/audit',
  costs: '/costs',
  costsCsv: '/costs.csv',
  costEstimate: '/costs/estimate',
  applyPlan: '/costs/estimate/apply',
  unapplyPlan: '/costs/events/:app/:name/remove',
  costLedger: '/costs/ledger',
  costReceipt: '/costs/receipt',
  costPrices: '/costs/prices',
  confirmPrices: '/costs/prices/:id/confirm',
  chooseBook: '/costs/prices/:id/choose',
  budgets: '/costs/budgets',
  removeBudget: '/costs/budgets/:name/remove',
} as const;

const at = (app: string, rest = ''): string => `/apps/${encodeURIComponent(app)}${rest}`;

/** What a page's event stream is to bring. */
export interface LiveWish {
  readonly regions: readonly string[];
  readonly streams: readonly ('traffic' | 'logs' | 'run')[];
  /** How far back the traffic goes. */
  readonly range?: string;
  /** Which log lines. */
  readonly source?: string;
  readonly dyno?: string;
  /** A text that log lines hold: a word, a request's id. */
  readonly search?: string;
  /** The id of a one-off dyno. */
  readonly run?: string;
}

type Filled = Readonly<Record<string, string | undefined>>;

/** `?a=1&b=2` of what is there; nothing when nothing is. */
function queryOf(values: Filled): string {
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** The links. */
export const paths = {
  overview: () => '/',
  /** `regions` are the parts of the page to keep up to date. */
  overviewLive: (regions: readonly string[]) => `/live?${new URLSearchParams({ regions: regions.join(',') }).toString()}`,
  signIn: (next?: string) => (next === undefined ? '/login' : `/login?${new URLSearchParams({ next }).toString()}`),
  signOut: () => '/logout',
  newApp: () => '/apps',
  app: (app: string) => at(app),
  /** After a change of scale: offers to take it back. */
  appScaled: (app: string, before: { readonly type: string; readonly quantity: number }) =>
    at(app, `?scaled=${encodeURIComponent(before.type)}&before=${before.quantity}`),
  appLive: (app: string, { regions, streams, ...rest }: LiveWish) =>
    at(app, `/live?${new URLSearchParams({ regions: regions.join(','), streams: streams.join(','), ...rest }).toString()}`),
  scale: (app: string) => at(app, '/scale'),
  restart: (app: string) => at(app, '/restart'),
  maintenance: (app: string) => at(app, '/maintenance'),
  metrics: (app: string, range?: string) => at(app, range === undefined ? '/metrics' : `/metrics?range=${range}`),
  metricsAt: (app: string, wish: Readonly<Record<string, string>>) => at(app, `/metrics${queryOf(wish)}`),
  metricsLive: (app: string, wish: Readonly<Record<string, string>>) => at(app, `/metrics/live${queryOf(wish)}`),
  metricsCsv: (app: string, wish: Readonly<Record<string, string>>) => at(app, `/metrics.csv${queryOf(wish)}`),
  activity: (app: string, filter: { readonly kind?: string; readonly by?: string } = {}) => at(app, `/activity${queryOf(filter)}`),
  size: (app: string) => at(app, '/size'),
  scaling: (app: string) => at(app, '/scaling'),
  autoscale: (app: string) => at(app, '/scaling/autoscale'),
  schedules: (app: string) => at(app, '/scaling/schedules'),
  removeSchedule: (app: string, schedule: number) => at(app, `/scaling/schedules/${schedule}/remove`),
  releases: (app: string) => at(app, '/releases'),
  release: (app: string, version: number) => at(app, `/releases/${version}`),
  rollback: (app: string, version: number) => at(app, `/releases/${version}/rollback`),
  config: (app: string) => at(app, '/config'),
  unsetConfig: (app: string) => at(app, '/config/unset'),
  revealConfig: (app: string) => at(app, '/config/reveal'),
  pasteConfig: (app: string) => at(app, '/config/paste'),
  logs: (app: string, filter: { readonly source?: string; readonly dyno?: string; readonly search?: string } = {}) =>
    at(app, `/logs${queryOf(filter)}`),
  addons: (app: string) => at(app, '/addons'),
  removeAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/remove`),
  changeAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/plan`),
  runs: (app: string) => at(app, '/runs'),
  run: (app: string, run: string) => at(app, `/runs/${encodeURIComponent(run)}`),
  stopRun: (app: string, run: string) => at(app, `/runs/${encodeURIComponent(run)}/stop`),
  cache: (app: string) => at(app, '/cache'),
  rehearsals: (app: string) => at(app, '/rehearsals'),
  rehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}`),
  rehearsalLive: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/live`),
  stopRehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/stop`),
  applyRehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/apply`),
  appAlerts: (app: string) => at(app, '/alerts'),
  presetAlerts: (app: string) => at(app, '/alerts/preset'),
  removeAlert: (app: string) => at(app, '/alerts/remove'),
  snoozeAlerts: (app: string) => at(app, '/alerts/snooze'),
  finding: (app: string, id: number) => at(app, `/findings/${id}`),
  actOnFinding: (app: string, id: number) => at(app, `/findings/${id}/act`),
  dismissFinding: (app: string, id: number) => at(app, `/findings/${id}/dismiss`),
  alerts: () => '/alerts',
  addChannel: () => '/alerts/channels',
  removeChannel: () => '/alerts/channels/remove',
  testChannels: () => '/alerts/test',
  resendAlert: () => '/alerts/resend',
  domains: (app: string) => at(app, '/domains'),
  removeDomain: (app: string) => at(app, '/domains/remove'),
  https: (app: string) => at(app, '/domains/https'),
  addCertificate: (app: string) => at(app, '/domains/certificate'),
  removeCertificate: (app: string) => at(app, '/domains/certificate/remove'),
  settings: (app: string) => at(app, '/settings'),
  destroy: (app: string) => at(app, '/destroy'),
  costs: (filter: Filled = {}) => `/costs${queryOf(filter)}`,
  costsCsv: (filter: Filled = {}) => `/costs.csv${queryOf(filter)}`,
  costEstimate: (plan?: string) => `/costs/estimate${queryOf({ plan })}`,
  applyPlan: () => '/costs/estimate/apply',
  unapplyPlan: (app: string, name: string) => `/costs/events/${encodeURIComponent(app)}/${encodeURIComponent(name)}/remove`,
  costLedger: (filter: Filled = {}) => `/costs/ledger${queryOf(filter)}`,
  costReceipt: (filter: Filled = {}) => `/costs/receipt${queryOf(filter)}`,
  costPrices: (book?: string) => `/costs/prices${queryOf({ book })}`,
  confirmPrices: (id: string) => `/costs/prices/${encodeURIComponent(id)}/confirm`,
  chooseBook: (id: string) => `/costs/prices/${encodeURIComponent(id)}/choose`,
  budgets: () => '/costs/budgets',
  removeBudget: (name: string) => `/costs/budgets/${encodeURIComponent(name)}/remove`,
  people: () => '/people',
  changePerson: (name: string) => `/people/${encodeURIComponent(name)}`,
  removePerson: (name: string) => `/people/${encodeURIComponent(name)}/remove`,
  tokens: () => '/people/tokens',
  revokeToken: (id: string) => `/people/tokens/${encodeURIComponent(id)}/revoke`,
  audit: (filter: { readonly actor?: string; readonly app?: string; readonly action?: string; readonly before?: string } = {}) =>
    `/audit${queryOf(filter)}`,
  auditCheck: () => '/audit?check=1',
};
