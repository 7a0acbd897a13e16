import { csrfField, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

/** Who looks at a page. */
export interface Visitor {
  readonly csrf: string;
  readonly isSignedIn: boolean;
  /** May see real sessions, not only demos. */
  readonly isOrganiser: boolean;
  /** May make them and change what is in them. */
  readonly mayRun: boolean;
  /** Says who else may. */
  readonly mayGovern: boolean;
  /** Under which name their doings are noted. */
  readonly actor: string;
}

/** The session a page is about. */
export interface SessionTitle {
  readonly code: string;
  readonly name: string;
  readonly isDemo: boolean;
  /** One of its games has a report. */
  readonly hasReport: boolean;
}

const areas = {
  demo: { label: 'Demo', href: paths.demo(), isOpen: true },
  sessions: { label: 'Sessions', href: paths.sessions(), isOpen: false },
  rooms: { label: 'Rooms', href: paths.rooms(), isOpen: false },
  exports: { label: 'Data', href: paths.exports(), isOpen: false },
  server: { label: 'Server check', href: paths.serverCheck(), isOpen: false },
  accounts: { label: 'Accounts', href: paths.accounts(), isOpen: false },
} as const;

const sessionTabs = {
  monitor: { label: 'Monitor', href: (code: string) => paths.monitor(code) },
  links: { label: 'Links', href: paths.links },
  data: { label: 'Data', href: (code: string) => paths.data(code) },
  payments: { label: 'Payments', href: (code: string) => paths.payments(code) },
  report: { label: 'Report', href: (code: string) => paths.report(code) },
  recruit: { label: 'Recruitment', href: paths.recruit },
  description: { label: 'Description', href: paths.description },
} as const;

/** A page of the organiser's side. */
export interface AdminPage {
  readonly title: string;
  readonly visitor: Visitor;
  readonly body: Html;
  readonly place: { readonly area: keyof typeof areas } | { readonly session: SessionTitle; readonly tab: keyof typeof sessionTabs };
  readonly islands?: readonly string[];
  readonly isLive?: boolean;
}

export function adminPage({ title, visitor, body, place, islands = [], isLive = false }: AdminPage): Html {
  return layout({
    title: 'session' in place ? `${title}: ${place.session.name}` : title,
    face: 'lab',
    kind: 'desk',
    ...('session' in place && { event: html`${place.session.name} <span class="r-muted">${place.session.code}</span>` }),
    tabs: 'session' in place ? tabsOf(place.session, place.tab, visitor) : areasFor(visitor, place.area),
    state: isLive ? html`<span class="r-saved" data-live-state>${icon('broadcast')}<span>Live</span></span>` : null,
    user: userOf(visitor),
    islands: [...(isLive ? ['kit/live-region'] : []), ...islands],
    body,
  });
}

function areasFor(visitor: Visitor, current: keyof typeof areas) {
  const shown = Object.entries(areas).filter(([name, area]) =>
    name === 'accounts' ? visitor.mayGovern : area.isOpen || visitor.isOrganiser,
  );
  return shown.map(([name, { label, href }]) => ({ label, href, current: name === current }));
}

function tabsOf({ code, isDemo, hasReport }: SessionTitle, current: keyof typeof sessionTabs, { mayRun }: Visitor) {
  const back = isDemo ? { label: 'All demos', href: paths.demo() } : { label: 'All sessions', href: paths.sessions() };
  const shown = Object.entries(sessionTabs).filter(([name]) =>
    name === 'report' ? hasReport : name === 'recruit' ? mayRun && !isDemo : true,
  );
  const own = shown.map(([name, { label, href }]) => ({ label, href: href(code), current: name === current }));
  return [...own, { ...back, current: false }];
}

function userOf({ csrf, isSignedIn, isOrganiser }: Visitor): Html | null {
  if (isSignedIn)
    return html`<form method="post" action="${paths.signOut()}">${csrfField(csrf)}<button class="r-icon" aria-label="Sign out" title="Sign out">${icon('box-arrow-right')}</button></form>`;
  return isOrganiser ? null : html`<a class="btn btn-outline" href="${paths.signIn()}">Sign in</a>`;
}

/** The part of a page that one event stream keeps up to date. */
export function livePart(url: string, content: Html): Html {
  return html`<div data-island="live-region" data-props="${JSON.stringify({ url })}">${content}</div>`;
}

/** A part of a live part that is replaced in place whenever it changes. */
export function region(name: string, content: Html): Html {
  return html`<div class="r-region" data-live="${name}">${content}</div>`;
}

/** A button that copies a text. */
export function copyButton(text: string, label: string): Html {
  return html`<button class="btn btn-outline" type="button" data-island="copy-button" data-props="${JSON.stringify({ text })}"><span>${label}</span></button>`;
}
