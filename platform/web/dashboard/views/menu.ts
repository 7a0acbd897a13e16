import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';

interface Entry {
  readonly label: string;
  readonly href: (app: string) => string;
  /** Stands in the row, where there is room. */
  readonly isOften?: boolean;
}

const groups = {
  'What goes on': {
    metrics: { label: 'Metrics', href: (app) => paths.metrics(app), isOften: true },
    logs: { label: 'Logs', href: (app) => paths.logs(app), isOften: true },
    activity: { label: 'Activity', href: (app) => paths.activity(app), isOften: true },
    errors: { label: 'Errors', href: (app) => paths.errors(app), isOften: true },
    alerts: { label: 'Alerts', href: paths.appAlerts, isOften: true },
    monitor: { label: 'Monitor', href: (app) => paths.monitor(app) },
  },
  'What runs': {
    scaling: { label: 'Scaling', href: paths.scaling, isOften: true },
    releases: { label: 'Releases', href: paths.releases, isOften: true },
    upgrade: { label: 'Upgrade', href: paths.upgrade },
    runs: { label: 'Run', href: paths.runs },
    mirrors: { label: 'Mirror', href: paths.mirrors },
    rehearsals: { label: 'Rehearsal', href: paths.rehearsals, isOften: true },
  },
  'What it uses': {
    config: { label: 'Config', href: paths.config, isOften: true },
    addons: { label: 'Add-ons', href: paths.addons, isOften: true },
    backups: { label: 'Backups', href: paths.backups },
  },
  'What visitors meet': {
    cache: { label: 'Cache', href: paths.cache },
    domains: { label: 'Domains', href: paths.domains },
    status: { label: 'Status page', href: paths.status },
    project: { label: 'Project page', href: paths.project },
  },
  House: {
    settings: { label: 'Settings', href: paths.settings },
  },
} as const satisfies Record<string, Record<string, Entry>>;

type Groups = typeof groups;
type KeysOf<Group> = Group extends unknown ? keyof Group : never;

/** A page of an app. */
export type AppTab = 'overview' | KeysOf<Groups[keyof Groups]>;

/** The pages of an app: those that are wanted often in a row, all of them in the menu. */
export function appMenu(app: string, current: AppTab): Html {
  const all = Object.entries(groups).map(([title, entries]) => ({ title, entries: Object.entries<Entry>(entries) }));
  const inRow = all.flatMap(({ entries }) => entries).filter(([tab, { isOften }]) => isOften === true || tab === current);
  const link = ([tab, { label, href }]: readonly [string, Entry]): Html =>
    html`<a href="${href(app)}"${tab === current && html` aria-current="page"`}>${label}</a>`;
  return html`<nav class="r-tabs r-nav" aria-label="App">${link(['overview', { label: 'Overview', href: paths.app }])}${inRow.map(
    (entry) => html`<span class="${entry[0] === current ? 'here' : 'often'}">${link(entry)}</span>`,
  )}<span class="r-grow"></span><details><summary>Menu ${icon('chevron-down')}</summary><div class="r-menu">${all.map(
    ({ title, entries }) => html`<section><h2>${title}</h2>${entries.map((entry) => link(entry))}</section>`,
  )}</div></details></nav>`;
}
