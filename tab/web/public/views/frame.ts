import { icon } from '#kit/html/controls.ts';
import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import { layout, type PageTab } from '#kit/html/layout.ts';

/** What stands around a public page. */
export interface PageHead {
  readonly event: string;
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
    tabs: head.tabs,
    islands: ['kit/live-region', ...islands],
    column: isWide ? 'public wide-table' : 'public',
    head: html`<style>
[hidden]{display:none!important}.r-col.public{align-content:start}.r-col.wide-table{max-width:64rem}.r-phone .r-tabs{justify-content:safe center;padding-inline:8px}.r-phone .r-tabs a{padding:12px 10px 10px}.r-phone .r-tabs [aria-current]{box-shadow:8px 0 var(--r-surface),-8px 0 var(--r-surface)}.r-updated .i{vertical-align:-.1em}.r-draw summary{list-style:none;display:grid;grid-template-columns:64px 1fr;gap:10px;align-items:center;cursor:pointer;min-height:44px}.r-draw summary::-webkit-details-marker{display:none}.r-draw li{display:block}.r-draw .panel{padding:8px 0 2px 74px;font-size:.9375rem}abbr{text-decoration:none!important}.parts{display:grid;gap:22px}.part,.public [data-live=tables],.public [data-live=results],.public section:has(>h2){display:grid;gap:10px}.public h2{margin-top:14px}.public section,.public [data-live]{min-width:0;grid-template-columns:minmax(0,1fr)}.r-draw .row{display:grid;grid-template-columns:64px 1fr;gap:10px;align-items:center;padding:6px 0}.r-draw .line,.r-draw .line>span:first-child{display:flex;gap:7px;align-items:center;min-width:0}.r-draw .line{padding:2px 0}.r-draw .won{font-weight:650}.r-find select,.r-me select{border:0;background:none;font:inherit;font-weight:600;color:inherit;min-height:44px;max-width:60%}.me-head{display:flex;justify-content:space-between;align-items:center;gap:8px;color:var(--r-muted)}.r-phone .r-table th,.r-phone .r-table td:not(:last-child){white-space:nowrap}.r-draw .line a,.r-table td a{color:inherit;text-decoration-color:var(--r-line-strong);text-underline-offset:3px}.r-draw .votes{display:flex;flex-wrap:wrap;gap:2px 10px;font-size:.9375rem;color:var(--r-muted);padding-top:2px}.r-draw.record li{display:block}.record .where{display:flex;justify-content:space-between;gap:10px;padding-bottom:4px}.record .own{font-weight:650}.record p{font-size:.9375rem;padding-top:4px}.public [data-live=motions],.public [data-live=record],.public section.motions{display:grid;gap:10px}.public section.motions.later{grid-template-columns:1fr auto;align-items:baseline;border-bottom:1px solid var(--r-line);padding-bottom:6px}.public .motions.later h2{margin:0;font-size:1.0625rem}.motion{padding:14px 16px;display:grid;gap:8px}.motion .say{font-size:1.25rem;line-height:1.4;overflow-wrap:anywhere}.motion summary{min-height:44px;display:flex;align-items:center;color:var(--r-muted);cursor:pointer}.motion details p{padding-bottom:8px}.big-links{display:grid;gap:8px}.big-links .btn{justify-content:space-between;display:flex}@media(max-width:350px){.r-draw summary{grid-template-columns:50px 1fr;gap:6px}.r-draw .panel{padding-inline-start:56px}}
</style>`,
    body: html`<div data-island="live-region" data-props="${JSON.stringify({ url: head.liveUrl })}">${body}</div>`,
  });
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
