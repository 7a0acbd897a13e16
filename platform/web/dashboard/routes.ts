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

/** Links to every address of the dashboard; patterns.ts has what the handlers listen on. */
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
  metricsLead: (app: string, wish: Readonly<Record<string, string>>) => at(app, `/metrics/lead${queryOf(wish)}`),
  metricsScale: (app: string) => at(app, '/metrics/scale'),
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
  backups: (app: string) => at(app, '/backups'),
  bringBackup: (app: string) => at(app, '/backups/bring'),
  backup: (app: string, backup: number) => at(app, `/backups/${backup}`),
  backupFile: (app: string, backup: number) => at(app, `/backups/${backup}/file`),
  drillBackup: (app: string, backup: number) => at(app, `/backups/${backup}/drill`),
  restoreBackup: (app: string, backup: number) => at(app, `/backups/${backup}/restore`),
  deleteBackup: (app: string, backup: number) => at(app, `/backups/${backup}/delete`),
  backupSchedule: (app: string) => at(app, '/backup-schedule'),
  park: (app: string) => at(app, '/park'),
  errors: (app: string, filter: Filled = {}) => at(app, `/errors${queryOf(filter)}`),
  errorSettings: (app: string) => at(app, '/errors/settings'),
  errorKeys: (app: string) => at(app, '/errors/keys'),
  issue: (app: string, issue: number, event?: string) => at(app, `/errors/${issue}${queryOf({ event })}`),
  decideIssue: (app: string, issue: number) => at(app, `/errors/${issue}/decide`),
  arrangeIssue: (app: string, issue: number) => at(app, `/errors/${issue}/arrange`),
  noteIssue: (app: string, issue: number) => at(app, `/errors/${issue}/note`),
  removeAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/remove`),
  changeAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/plan`),
  attachAddon: (app: string) => at(app, '/addons/attach'),
  detachAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/detach`),
  mails: (app: string) => at(app, '/mail'),
  mail: (app: string, mail: number) => at(app, `/mail/${mail}`),
  clearMails: (app: string) => at(app, '/mail/clear'),
  mailRelay: (app: string) => at(app, '/mail/relay'),
  jobs: (app: string) => at(app, '/jobs'),
  job: (app: string, job: number) => at(app, `/jobs/${job}`),
  runJob: (app: string, job: number) => at(app, `/jobs/${job}/run`),
  removeJob: (app: string, job: number) => at(app, `/jobs/${job}/remove`),
  project: (app: string) => at(app, '/project'),
  status: (app: string) => at(app, '/status'),
  statusNote: (app: string) => at(app, '/status/notes'),
  upgrade: (app: string) => at(app, '/upgrade'),
  upgradeVersions: (app: string) => at(app, '/upgrade?versions=1'),
  upgradeLive: (app: string, id: number) => at(app, `/upgrade/${id}/live`),
  takeUpgradeBack: (app: string, id: number) => at(app, `/upgrade/${id}/take-back`),
  mirrors: (app: string) => at(app, '/mirrors'),
  mirrorDoor: (app: string) => at(app, '/mirrors/door'),
  followMirror: (app: string) => at(app, '/mirrors/follow'),
  resyncMirror: (app: string) => at(app, '/mirrors/resync'),
  promoteMirror: (app: string) => at(app, '/mirrors/promote'),
  drains: (app: string) => at(app, '/drains'),
  removeDrain: (app: string, drain: number) => at(app, `/drains/${drain}/remove`),
  runs: (app: string) => at(app, '/runs'),
  run: (app: string, run: string) => at(app, `/runs/${encodeURIComponent(run)}`),
  stopRun: (app: string, run: string) => at(app, `/runs/${encodeURIComponent(run)}/stop`),
  cache: (app: string) => at(app, '/cache'),
  cacheRules: (app: string) => at(app, '/cache/rules'),
  cacheWarm: (app: string) => at(app, '/cache/warm'),
  rehearsals: (app: string) => at(app, '/rehearsals'),
  rehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}`),
  rehearsalLive: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/live`),
  stopRehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/stop`),
  applyRehearsal: (app: string, id: string) => at(app, `/rehearsals/${encodeURIComponent(id)}/apply`),
  planRehearsed: (app: string, id: string) => at(app, `/rehearsals/${id}/plan`),
  appAlerts: (app: string) => at(app, '/alerts'),
  presetAlerts: (app: string) => at(app, '/alerts/preset'),
  removeAlert: (app: string) => at(app, '/alerts/remove'),
  snoozeAlerts: (app: string) => at(app, '/alerts/snooze'),
  finding: (app: string, id: number) => at(app, `/findings/${id}`),
  actOnFinding: (app: string, id: number) => at(app, `/findings/${id}/act`),
  dismissFinding: (app: string, id: number) => at(app, `/findings/${id}/dismiss`),
  undoFinding: (app: string, id: number) => at(app, `/findings/${id}/undo`),
  monitor: (app: string, time: Filled = {}) => at(app, `/monitor${queryOf(time)}`),
  monitorText: (app: string, time: Filled = {}) => at(app, `/monitor.md${queryOf(time)}`),
  alerts: () => '/alerts',
  addChannel: () => '/alerts/channels',
  removeChannel: () => '/alerts/channels/remove',
  testChannels: () => '/alerts/test',
  channelHours: () => '/alerts/channels/hours',
  actLink: () => '/act',
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
  system: () => '/system',
  systemLive: () => '/system/live',
  systemBackup: () => '/system/backup',
  people: () => '/people',
  changePerson: (name: string) => `/people/${encodeURIComponent(name)}`,
  removePerson: (name: string) => `/people/${encodeURIComponent(name)}/remove`,
  tokens: () => '/people/tokens',
  revokeToken: (id: string) => `/people/tokens/${encodeURIComponent(id)}/revoke`,
  audit: (filter: { readonly actor?: string; readonly app?: string; readonly action?: string; readonly before?: string } = {}) =>
    `/audit${queryOf(filter)}`,
  auditCheck: () => '/audit?check=1',
};
