import { banner, csrfField, icon } from '#kit/html/controls.ts';
import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import { layout, type PageTab } from '#kit/html/layout.ts';
import type { LiveEvent } from '../../../rules/costs/cost-resources.ts';
import { eventUntil } from '../../../rules/costs/event-clock.ts';
import { rolesThatMay, type Need, type Role } from '../../../rules/roles.ts';
import { paths } from '../routes.ts';
import { appMenu, type AppTab } from './menu.ts';

/** What every signed-in page needs. */
export interface Visitor {
  readonly csrf: string;
  readonly name: string;
  readonly role: Role;
  /** Null: all. */
  readonly apps: readonly string[] | null;
  /** Incidents that are open now, for the bell. */
  readonly openIncidents: number;
  /** Events that are on now: what they hold back stands on every page of their apps. */
  readonly liveEvents: readonly LiveEvent[];
  readonly isDiskFull?: boolean;
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
  /** Which tab of the installation is open, on pages about no app. */
  readonly place?: PlaceTab;
  readonly isLive?: boolean;
}

const placeTabs = {
  apps: { label: 'Apps', href: paths.overview(), need: 'look' },
  alerts: { label: 'Alerts', href: paths.alerts(), need: 'look' },
  costs: { label: 'Costs', href: paths.costs(), need: 'look' },
  system: { label: 'System', href: paths.system(), need: 'own' },
  people: { label: 'People', href: paths.people(), need: 'own' },
  audit: { label: 'Audit', href: paths.audit(), need: 'change' },
} as const;

export type PlaceTab = keyof typeof placeTabs;

export function dashboardPage(page: DashboardPage): Html {
  const { title, visitor, body, islands = [], app, isLive = false } = page;
  return layout({
    title: app ? `${app.name}: ${title.toLowerCase()}` : title,
    face: 'platform',
    kind: 'desk',
    ...(app ? { event: html`<a class="r-plain" href="${paths.app(app.name)}">${app.name}</a>` } : {}),
    ...(app ? { menu: appMenu(app.name, app.tab) } : { tabs: placesOf(page) }),
    state: isLive ? html`<span class="r-saved" data-live-state>${icon('broadcast')}<span>Live</span></span>` : null,
    user: html`${bell(visitor)}<span class="r-muted r-small" title="${visitor.role}">${visitor.name}</span><form method="post" action="${paths.signOut()}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="Sign out" title="Sign out">${icon('box-arrow-right')}</button></form>`,
    islands: ['kit/hold-button', ...(isLive ? ['kit/live-region'] : []), ...islands],
    body: html`${diskBanner(page) ?? eventBanner(page)}${body}`,
  });
}

/** STA-05 */
function diskBanner({ visitor }: DashboardPage): Html | null {
  if (visitor.isDiskFull !== true) return null;
  return banner({
    kind: 'failed',
    text: 'The disk is full: nothing can be changed now.',
    detail: 'Apps go on. Delete old backups or make room on the disk; a few seconds later this is over by itself.',
  });
}

/** Event mode (platform specification, ALR-40). */
function eventBanner({ visitor, app }: DashboardPage): Html | null {
  const [event] = visitor.liveEvents.filter((each) => app === undefined || each.app === app.name);
  if (event === undefined) return null;
  const text = `Event mode: ${event.name} of ${event.app} is on until ${eventUntil(event).slice(11)}.`;
  return banner({
    kind: 'info',
    text,
    detail: 'Deploys ask twice, backups come every 15 minutes, and people are told sooner when something is slow.',
  });
}

/** What is wrong now, from every page. */
function bell({ openIncidents }: Visitor): Html {
  const words = openIncidents === 0 ? 'Alerts: nothing is wrong' : `Alerts: ${openIncidents} open`;
  return html`<a class="r-saved r-plain${openIncidents > 0 && ' r-fail'}" href="${paths.alerts()}" aria-label="${words}" title="${words}">${icon('bell')}${openIncidents > 0 && html`<b>${openIncidents}</b>`}</a>`;
}

function placesOf({ place, visitor }: DashboardPage): PageTab[] {
  const tabs = Object.entries(placeTabs).filter(([, { need }]) => visitor.may(need));
  return tabs.map(([tab, { label, href }]) => ({ label, href, current: tab === place }));
}

/** A button for what is public or cannot be undone: held for a second, or Enter twice. */
export function holdButton(label: HtmlValue, kind: 'primary' | 'danger' | 'outline' = 'danger'): Html {
  return html`<button class="btn btn-${kind} r-hold" data-island="hold-button">${label}</button>`;
}

/** Instead of what somebody may not do: who may. */
export function onlyFor(need: Need): Html {
  return html`<p class="r-muted">Your role does not change this. It takes ${rolesThatMay(need).join(' or ')}.</p>`;
}

/** The part of a page that one event stream keeps up to date. */
export function livePart(url: string, content: Html): Html {
  return html`<div data-island="live-region" data-props="${JSON.stringify({ url })}">${content}</div>`;
}

/** A region within a live part: replaced in place whenever its markup changes. */
export function region(name: string, content: Html): Html {
  return html`<div class="r-region" data-live="${name}">${content}</div>`;
}
