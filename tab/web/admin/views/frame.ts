import { banner, chip, csrfField, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import type { Permission } from '../../../rules/permissions.ts';
import type { StepName } from '../../../rules/round-stage.ts';
import type { PublicMode } from '../../../rules/tournament.ts';
import { publishPaths } from '../publish-paths.ts';
import { paths } from '../routes.ts';
import { eventMenu } from './menu.ts';

/** What every page of somebody who is signed in needs. */
export interface Visitor {
  readonly csrf: string;
  /** What the last press did, to be said once. */
  readonly news: readonly string[];
  /** Who it is; left out: somebody who may do everything. */
  readonly name?: string;
  readonly may?: (permission: Permission) => boolean;
}

/** Whether a link that needs the permission leads anywhere for whoever looks. */
export function mayIn({ may = () => true }: Pick<Visitor, 'may'>, permission: Permission): boolean {
  return may(permission);
}

/** What was asked for and refused, for the page to say. */
export interface PageFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The tournament a page is about, and the round that its tabs lead to. */
export interface Event {
  readonly slug: string;
  readonly name: string;
  readonly round: { readonly seq: number; readonly name: string } | null;
  /** All rounds in order of play. */
  readonly rounds: readonly { readonly seq: number; readonly name: string; readonly state: 'over' | 'on' | 'to come' }[];
  /** Said on every page while spectators do not see the site as it is. */
  readonly publicMode?: PublicMode;
}

export type EventTab =
  | StepName
  | 'overview'
  | 'history'
  | 'standings'
  | 'breaks'
  | 'people'
  | 'check-in'
  | 'messages'
  | 'registration'
  | 'motions'
  | 'feedback'
  | 'settings'
  | 'public-site'
  | 'setup'
  | 'users'
  | 'log'
  | 'take-away'
  | 'queue';

export interface TabPage {
  readonly title: string;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
  readonly event?: Event;
  readonly tab?: EventTab;
  readonly body: HtmlValue;
  readonly islands?: readonly string[];
  readonly isLive?: boolean;
  readonly wide?: boolean;
}

/** A page of the tab room: bar, tabs of the tournament, what went wrong or was done, the body. */
export function tabPage(page: TabPage): Html {
  const { title, visitor, event, body, islands = [], isLive = false, wide = false } = page;
  return layout({
    title: event ? `${title}: ${event.name}` : title,
    face: 'tab',
    kind: 'desk',
    wide,
    ...(event ? { event: crumb(event), menu: eventMenu(event, page) } : {}),
    state: isLive ? html`<span class="r-saved" data-live-state>${icon('broadcast')}<span>Live</span></span>` : null,
    user: userPart(visitor),
    islands: ['kit/submit-once', 'kit/hold-button', ...(isLive ? ['kit/live-region'] : []), ...islands],
    body: html`${said(page)}${body}`,
  });
}

function userPart({ name, csrf }: Visitor): Html {
  const own =
    name &&
    html`<a class="r-icon" href="${paths.me()}" aria-label="Your account: ${name}" title="Your account: ${name}">${icon('person')}</a>`;
  return html`${own}<form method="post" action="${paths.signOut()}">${csrfField(csrf)}<button class="r-icon" aria-label="Sign out" title="Sign out">${icon('box-arrow-right')}</button></form>`;
}

/** What was refused or done, and what spectators do not see. */
function said({ fault, visitor, event }: TabPage): Html {
  const news = visitor.news.map((words) => banner({ kind: 'info', text: words }));
  return html`${fault ? faultBanner(fault) : news}${event && switchBanner(event)}`;
}

const switched = {
  snapshot: 'The public site is a snapshot: spectators see no news.',
  notice: 'The public site shows one notice only.',
} as const;

function switchBanner({ slug, publicMode = 'open' }: Event): Html | null {
  if (publicMode === 'open') return null;
  return banner({ kind: 'degraded', text: switched[publicMode], detail: html`<a href="${publishPaths.publicSite(slug)}">Public site</a>` });
}

function faultBanner({ message, hint, code }: PageFault): Html {
  return banner({ kind: 'failed', text: message, detail: html`${hint} <code>${code}</code>` });
}

function crumb({ slug, name, round }: Event): Html {
  return html`<a class="r-plain" href="${paths.overview(slug)}">${name}</a>${round && html` ${chip('brand', round.name)}`}`;
}

/** A button that does one thing to the round, as a form of its own so that it works without any script. */
export interface ActButton {
  readonly action: string;
  readonly csrf: string;
  readonly label: HtmlValue;
  readonly kind?: 'primary' | 'outline' | 'danger';
  /** Must be held for a second: what is public or cannot be undone. */
  readonly isHeld?: boolean;
  readonly fields?: Html;
}

export function actButton({ action, csrf, label, kind = 'outline', isHeld = false, fields }: ActButton): Html {
  const button = isHeld
    ? html`<button class="btn btn-${kind} r-hold" data-island="hold-button">${label}</button>`
    : html`<button class="btn btn-${kind}">${label}</button>`;
  return html`<form method="post" action="${action}" data-island="submit-once">${csrfField(csrf)}${fields}${button}</form>`;
}

/** The part of a page that one event stream keeps up to date. */
export function livePart(url: string, content: HtmlValue): Html {
  return html`<div data-island="live-region" data-props="${JSON.stringify({ url })}"><div class="r-region" data-live="page">${content}</div></div>`;
}
