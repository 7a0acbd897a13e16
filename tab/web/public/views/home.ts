import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { publicPage, type PageHead } from './frame.ts';

export interface HomeView {
  readonly head: PageHead;
  /** The one thing that matters now. */
  readonly sentence: string;
  readonly next: { readonly label: string; readonly href: string } | null;
  /** Forms that are open to everybody. */
  readonly forms: readonly { readonly label: string; readonly href: string }[];
  readonly welcome: readonly string[];
  readonly staff: readonly string[];
}

/** The tournament's front page: what is out, one big button, the other pages. */
export function homePage({ head, sentence, next, forms, welcome, staff }: HomeView): Html {
  const others = head.tabs.filter((tab) => !tab.current && tab.href !== next?.href);
  return publicPage({
    title: 'Home',
    head,
    body: html`<div data-live="home" class="big-links"><h1>${sentence}</h1>
${welcome.map((paragraph) => html`<p>${paragraph}</p>`)}
${next && html`<a class="btn btn-primary btn-lg" href="${next.href}"><span>${next.label}</span>${icon('chevron-right')}</a>`}
${[...forms, ...others].map((tab) => html`<a class="btn btn-outline btn-lg" href="${tab.href}"><span>${tab.label}</span>${icon('chevron-right')}</a>`)}
${staff.length > 0 && html`<h2>Who runs it</h2>${staff.map((paragraph) => html`<p>${paragraph}</p>`)}`}</div>`,
  });
}

export interface ListedTournament {
  readonly name: string;
  readonly href: string;
  readonly isActive: boolean;
}

/** The front page of a site with several tournaments. */
export function sitePage(tournaments: readonly ListedTournament[]): Html {
  const [active, past] = [tournaments.filter(({ isActive }) => isActive), tournaments.filter(({ isActive }) => !isActive)];
  const links = (list: readonly ListedTournament[]): Html =>
    html`<nav class="big-links" aria-label="Tournaments">${list.map(
      ({ name, href }) => html`<a class="btn btn-outline btn-lg" href="${href}">${name}</a>`,
    )}</nav>`;
  return layout({
    title: 'Tournaments',
    face: 'tab',
    kind: 'guest',
    bootstrap: false,
    state: html`<b>Rostra tab</b>`,
    head: html`<style>.big-links{display:grid;gap:8px}</style>`,
    body: html`<h1>${tournaments.length === 0 ? 'No tournament is here yet.' : 'Tournaments'}</h1>
${active.length > 0 && links(active)}${past.length > 0 && html`<h2>Past</h2>${links(past)}`}
<p><a href="/login">Tab room</a></p>`,
  });
}
