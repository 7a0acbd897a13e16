import { assetUrl } from './asset-urls.ts';
import { icon } from './controls.ts';
import { html, trusted, type Html } from './html.ts';

/** What is around a page's own content. */
export interface PageFrame {
  readonly title: string;
  readonly face: 'platform' | 'lab' | 'tab';
  /** Desk: organisers at a screen (bar, tabs, dense). Guest: people on a phone (one column, the phone's own font). */
  readonly kind: 'desk' | 'guest';
  /** BCP 47; decides the direction too. English when absent. */
  readonly lang?: string;
  /** `Skip to content` in the page's language. */
  readonly skip?: string;
  /** What the bar names beside the face: the event, the app, the session. */
  readonly event?: string | Html;
  readonly tabs?: readonly PageTab[];
  /** In place of the row of tabs, where a page has more entries than a row holds. */
  readonly menu?: Html;
  /** At the end of the bar: who is signed in, the way out. */
  readonly user?: Html | null;
  /** Before the user: save state, live state. Guests: the top bar's content. */
  readonly state?: Html | null;
  /** Names of the page's islands: `monitor` of this face, `kit/hold-button` of the kit. */
  readonly islands?: readonly string[];
  readonly head?: Html;
  readonly body: Html;
  /** Guests: a further class of the column that holds the body: `wait`. */
  readonly column?: string;
  /** Guests: the bar at the bottom with the main button. */
  readonly foot?: Html;
  /** Ballots, receipts and public pages load no Bootstrap: our own file alone is 6 KB. */
  readonly bootstrap?: boolean;
  /** Boards use the whole width. */
  readonly wide?: boolean;
}

/** One entry of the row below the bar. */
export interface PageTab {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  /** A number beside the word; `late` colours it. */
  readonly count?: number;
  readonly late?: boolean;
}

/** A whole document: head, bar and tabs (desk) or top and foot (guest), the body as `main`, the islands' scripts. */
export function layout(frame: PageFrame): Html {
  const lang = frame.lang ?? 'en';
  const isDesk = frame.kind === 'desk';
  return html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}"${isDesk && html` class="r-desk"`}>
<head>${head(frame)}</head>
<body${!isDesk && html` class="${frame.bootstrap === false ? 'r-phone' : 'r-phone r-own-font'}"`}>
<a class="r-skip" href="#main">${frame.skip ?? 'Skip to content'}</a>
${isDesk ? desk(frame) : guest(frame)}
</body>
</html>`;
}

function head(frame: PageFrame): Html {
  const suffix = frame.kind === 'desk' ? ` · Rostra ${frame.face}` : '';
  return html`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${frame.title}${suffix}</title>
<link rel="icon" href="${assetUrl('mark.svg')}" type="image/svg+xml">
${frame.bootstrap !== false && html`<link rel="stylesheet" href="${assetUrl('bootstrap.css')}">`}
<link rel="stylesheet" href="${assetUrl('rostra.css')}">
${frame.kind === 'desk' && html`<link rel="preload" href="${assetUrl('inter.woff2')}" as="font" type="font/woff2" media="(min-width:48rem)" crossorigin><link rel="stylesheet" href="${assetUrl('desk.css')}"><script src="${assetUrl('theme.js')}"></script>`}
${(frame.islands ?? []).map((name) => html`<script type="module" src="${assetUrl(bundleOf(name, frame.face))}"></script>`)}${frame.head}`;
}

function bundleOf(island: string, face: string): string {
  return `islands/${island.includes('/') ? island : `${face}/${island}`}.js`;
}

function desk(frame: PageFrame): Html {
  return html`<header class="r-bar">
<a class="r-mark" href="/" aria-label="Rostra ${frame.face}, start">${mark(frame.face)}<span class="r-word">Rostra</span> <span class="r-face">${frame.face}</span></a>
${frame.event && html`<div class="r-crumb"><b>${frame.event}</b></div>`}<span class="r-grow"></span>
${frame.state}<button class="r-icon" type="button" data-theme-switch aria-label="Light or dark" title="Light or dark">${icon('circle-half')}</button>${frame.user}
</header>
${frame.menu ?? (frame.tabs && tabRow(frame.tabs, frame.face))}
<main class="r-page${frame.wide && ' wide'}" id="main" tabindex="-1">
${frame.body}
</main>`;
}

function guest(frame: PageFrame): Html {
  return html`${frame.state && html`<header class="r-top">${frame.state}</header>`}
${frame.menu ?? (frame.tabs && tabRow(frame.tabs, frame.face))}
<main class="r-col${frame.column && ` ${frame.column}`}" id="main" tabindex="-1">
${frame.body}
</main>
${frame.foot && html`<footer class="r-foot"><div>${frame.foot}</div></footer>`}`;
}

function tabRow(tabs: readonly PageTab[], face: string): Html {
  return html`<nav class="r-tabs" aria-label="${face}">${tabs.map(
    (tab) => html`<a href="${tab.href}"${tab.current && html` aria-current="page"`}>${tab.label}${countOf(tab)}</a>`,
  )}</nav>`;
}

function countOf(tab: PageTab): Html | null {
  return tab.count === undefined ? null : html` <span class="r-count${tab.late && ' late'}">${tab.count}</span>`;
}

const prows = {
  tab: 'M2 2h5l4 2.5L7 7H2z',
  lab: 'M2 8.5h9l4 2.5-4 2.5H2z',
  platform: 'M2 15h14l4 2.5-4 2.5H2z',
} as const;

function mark(face: PageFrame['face']): Html {
  const paths = Object.entries(prows).map(([name, path]) => `<path class="${name === face ? 'on' : 'off'}" d="${path}"/>`);
  return trusted(`<svg viewBox="0 0 22 22" aria-hidden="true">${paths.join('')}</svg>`);
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

function directionOf(lang: string): 'ltr' | 'rtl' {
  return rightToLeft.has(lang.split('-')[0] ?? lang) ? 'rtl' : 'ltr';
}
