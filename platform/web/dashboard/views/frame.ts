import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { csrfField } from '#kit/html/controls.ts';
import type { Need, Role } from '../../../rules/roles.ts';
import { paths } from '../routes.ts';

/** What every signed-in page needs. */
export interface Visitor {
  readonly csrf: string;
  readonly name: string;
  readonly role: Role;
  /** Null: all. */
  readonly apps: readonly string[] | null;
  /** What is not allowed is not offered. */
  may(need: Need): boolean;
}

/** A page of the dashboard. */
export interface DashboardPage {
  readonly title: string;
  readonly visitor: Visitor;
  readonly body: Html;
  readonly islands?: readonly string[];
  /** The app the page is about, and which of its tabs is open. */
  readonly app?: { readonly name: string; readonly tab: AppTab };
  readonly isLive?: boolean;
}

const appTabs = {
  overview: { label: 'Overview', href: paths.app },
  metrics: { label: 'Metrics', href: (app: string) => paths.metrics(app) },
  releases: { label: 'Releases', href: paths.releases },
  config: { label: 'Config', href: paths.config },
  logs: { label: 'Logs', href: (app: string) => paths.logs(app) },
  addons: { label: 'Add-ons', href: paths.addons },
  settings: { label: 'Settings', href: paths.settings },
} as const;

export type AppTab = keyof typeof appTabs;

export function dashboardPage({ title, visitor, body, islands = [], app, isLive = false }: DashboardPage): Html {
  const tabs = app && Object.entries(appTabs).map(([tab, { label, href }]) => ({ label, href: href(app.name), current: tab === app.tab }));
  return layout({
    title: app ? `${app.name}: ${title.toLowerCase()}` : title,
    face: 'platform',
    kind: 'desk',
    ...(app ? { event: html`<a class="r-plain" href="${paths.app(app.name)}">${app.name}</a>` } : {}),
    ...(tabs ? { tabs } : {}),
    state: isLive ? html`<span class="r-saved" data-live-state>${icon('broadcast')}<span>Live</span></span>` : null,
    user: html`<form method="post" action="${paths.signOut()}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="Sign out" title="Sign out">${icon('box-arrow-right')}</button></form>`,
    islands: [...(isLive ? ['kit/live-region'] : []), ...islands],
    body,
  });
}

/** The part of a page that one event stream keeps up to date. */
export function livePart(url: string, content: Html): Html {
  return html`<div data-island="live-region" data-props="${JSON.stringify({ url })}">${content}</div>`;
}

/** A region within a live part: replaced in place whenever its markup changes. */
export function region(name: string, content: Html): Html {
  return html`<div class="r-region" data-live="${name}">${content}</div>`;
}
