import { banner, chip } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { personalPage } from '../../personal/views/frame.ts';

/** What somebody registered, of one kind. */
export interface OwnGroup {
  readonly title: string;
  /** How many of how many: `2 of 3`. */
  readonly count: string | null;
  readonly items: readonly { readonly name: string; readonly line: string; readonly href: string | null }[];
  readonly add: { readonly label: string; readonly href: string } | null;
  /** Why there is no way to add one. */
  readonly closed: string | null;
}

export interface OwnView {
  readonly event: string;
  readonly name: string;
  readonly title: string;
  readonly say: string;
  /** What the last press did. */
  readonly news: string | null;
  readonly groups: readonly OwnGroup[];
  readonly homeUrl: string;
}

/** What stands behind a private link of registration: what is there, what may be added, the way to change it. */
export function ownPage({ event, name, title, say, news, groups, homeUrl }: OwnView): Html {
  return personalPage({
    title: `${title}: ${event}`,
    top: html`<b>${event}</b><span class="r-grow"></span><span>${name}</span>`,
    body: html`<div class="stack"><h1>${title}</h1>
${news !== null && banner({ kind: 'recovered', text: news, detail: 'Keep the link to this page: it is the way back. Whoever gave an address has it by e-mail too.' })}
<p class="r-muted">${say}</p>
${groups.map(groupPart)}
<p><a href="${homeUrl}">Your page</a></p></div>`,
  });
}

function groupPart({ title, count, items, add, closed }: OwnGroup): Html {
  return html`<section class="stack"><h2>${title}${count !== null && html` ${chip('brand', count)}`}</h2>
${items.length > 0 && html`<ul class="past">${items.map(itemPart)}</ul>`}
${add && html`<a class="btn btn-primary btn-lg" href="${add.href}">${add.label}</a>`}${closed !== null && html`<p class="r-muted">${closed}</p>`}</section>`;
}

function itemPart({ name, line, href }: OwnGroup['items'][number]): Html {
  return html`<li><b>${href === null ? name : html`<a href="${href}" aria-label="Change ${name}">${name}</a>`}</b><span class="r-muted">${line}</span></li>`;
}
