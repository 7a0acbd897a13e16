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
  releases: '/apps/:app/releases',
  rollback: '/apps/:app/releases/:version/rollback',
  config: '/apps/:app/config',
  unsetConfig: '/apps/:app/config/unset',
  logs: '/apps/:app/logs',
  addons: '/apps/:app/addons',
  removeAddon: '/apps/:app/addons/:addon/remove',
  settings: '/apps/:app/settings',
  destroy: '/apps/:app/destroy',
} as const;

const at = (app: string, rest = ''): string => `/apps/${encodeURIComponent(app)}${rest}`;

/** What a page's event stream is to bring. */
export interface LiveWish {
  readonly regions: readonly string[];
  readonly streams: readonly ('traffic' | 'logs')[];
  /** How far back the traffic goes. */
  readonly range?: string;
  /** Which log lines. */
  readonly source?: string;
  readonly dyno?: string;
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
  releases: (app: string) => at(app, '/releases'),
  rollback: (app: string, version: number) => at(app, `/releases/${version}/rollback`),
  config: (app: string) => at(app, '/config'),
  unsetConfig: (app: string) => at(app, '/config/unset'),
  logs: (app: string, filter?: { readonly source?: string; readonly dyno?: string }) =>
    at(app, `/logs${filter ? `?${new URLSearchParams({ ...filter }).toString()}` : ''}`),
  addons: (app: string) => at(app, '/addons'),
  removeAddon: (app: string, addon: string) => at(app, `/addons/${encodeURIComponent(addon)}/remove`),
  settings: (app: string) => at(app, '/settings'),
  destroy: (app: string) => at(app, '/destroy'),
};
