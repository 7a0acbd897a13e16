import { icon } from '#kit/html/controls.ts';
import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import { layout, type PageTab } from '#kit/html/layout.ts';
import { publicStyle } from './style.ts';

/** What stands around a public page. */
export interface PageHead {
  readonly event: string;
  /** The event's place in addresses, under which the browser remembers what somebody chose. */
  readonly slug: string;
  readonly tabs: readonly PageTab[];
  /** Where the page hears that it has changed. */
  readonly liveUrl: string;
}

export interface PublicView {
  readonly title: string;
  readonly head: PageHead;
  readonly body: HtmlValue;
  readonly islands?: readonly string[];
  /** Tables need more than a phone's column on a wide screen. */
  readonly isWide?: boolean;
}

/** A public page: no Bootstrap, the event and its menu above, kept up to date by itself. */
export function publicPage({ title, head, body, islands = [], isWide = false }: PublicView): Html {
  return layout({
    title: `${title}: ${head.event}`,
    face: 'tab',
    kind: 'guest',
    bootstrap: false,
    state: html`<b>${head.event}</b><span class="r-grow"></span><span class="r-updated" data-live-state><span></span></span>`,
    menu: menuRow(head.tabs),
    islands: ['kit/live-region', ...islands],
    column: isWide ? 'public wide-table' : 'public',
    head: publicStyle,
    body: html`<div data-island="live-region" data-props="${JSON.stringify({ url: head.liveUrl })}">${body}</div>`,
  });
}

/** So many entries stand beside each other; the others are one tap away. */
const mostInRow = 5;

function menuRow(tabs: readonly PageTab[]): Html {
  const isLong = tabs.length > mostInRow;
  const [row, more] = isLong ? [tabs.slice(0, mostInRow - 1), tabs.slice(mostInRow - 1)] : [tabs, []];
  const current = more.find((tab) => tab.current);
  return html`<nav class="r-tabs" aria-label="Pages" data-live="menu">${row.map(menuLink)}${current && menuLink(current)}${
    isLong && html`<details><summary>More ${icon('chevron-down')}</summary><div class="more">${more.map(menuLink)}</div></details>`
  }</nav>`;
}

function menuLink({ label, href, current }: PageTab): Html {
  return html`<a href="${href}"${current && html` aria-current="page"`}>${label}</a>`;
}

/** A line of facts under a headline, and that the page is live. */
export function updatedLine(words: HtmlValue): Html {
  return html`<p class="r-updated">${icon('broadcast')} ${words}</p>`;
}

/** What is not public, in the same frame. */
export function closedPage(head: PageHead, what: string): Html {
  return publicPage({
    title: `${what} is not public`,
    head,
    body: html`<div data-live="page"><h1>${what} of this tournament ${what.endsWith('results') || what.endsWith('standings') ? 'are' : 'is'} not public.</h1>
<p class="r-muted">The organisers decide what is shown. This page opens by itself when they do.</p></div>`,
  });
}

/** The one page there is while the organisers show only their own words. */
export function noticePage(event: string, words: readonly string[]): Html {
  return layout({
    title: event,
    face: 'tab',
    kind: 'guest',
    bootstrap: false,
    state: html`<b>${event}</b>`,
    body: html`<h1>${words[0] ?? 'The public site is closed for now.'}</h1>${words.slice(1).map((paragraph) => html`<p>${paragraph}</p>`)}
<p class="r-muted">Private links work as always.</p>`,
  });
}
