import { icon } from '#kit/html/controls.ts';
import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import type { TableColumn } from '#kit/html/table.ts';
import { publicPage, type PageHead } from './frame.ts';
import { signPart, type Sign } from './sign.ts';

/** A page that is one table, or several under titles of their own. */
export interface TablesPage {
  readonly head: PageHead;
  readonly title: string;
  /** A sentence below the title. */
  readonly say: HtmlValue;
  /** Other pages of the same kind. */
  readonly links?: readonly PageLink[];
  readonly tables: readonly PublicTable[];
}

export interface PageLink {
  readonly label: string;
  readonly href: string;
}

export interface PublicTable {
  /** Where there are several tables. */
  readonly title?: string;
  /** A sentence under the title. */
  readonly say?: HtmlValue;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly PublicRow[];
}

/** One row: its cells, or the cells with whose row it is. */
export type PublicRow =
  | readonly HtmlValue[]
  | { readonly cells: readonly HtmlValue[]; readonly id?: string; /** Whose followers see it marked. */ readonly team?: number | null };

/** A name that leads to its record, where records are public; a team's after its sign. */
export function nameCell(name: string, href: string | null, sign: Sign | null = null): HtmlValue {
  const link = href === null ? name : html`<a href="${href}">${name}</a>`;
  return sign === null ? link : html`${signPart(sign)}${link}`;
}

/** What a team took, and against whom. */
export function againstCell(word: string, other: string): HtmlValue {
  return html`${word} <span class="r-muted">${other}</span>`;
}

export function tablesPage({ head, title, say, links = [], tables }: TablesPage): Html {
  return publicPage({
    title,
    head,
    isWide: true,
    islands: ['table-tools'],
    body: html`<div data-island="table-tools" data-props="${JSON.stringify({ event: head.slug })}"><div data-live="tables"><h1>${title}</h1><p class="r-updated">${say}</p>${
      links.length > 0 &&
      html`<nav class="links" aria-label="More tables">${links.map(({ label, href }) => html`<a href="${href}">${label}</a>`)}</nav>`
    }${tables.map(tablePart)}</div></div>`,
  });
}

function tablePart(one: PublicTable): Html {
  return html`<section>${one.title && html`<h2>${one.title}</h2>`}${one.say && html`<p class="r-updated">${one.say}</p>`}
<div class="tools" data-tools data-keep hidden><label class="r-find">${icon('search')}<input type="search" placeholder="Search" aria-label="Search ${one.caption}" autocomplete="off"></label><details class="columns"><summary>Columns</summary><div></div></details><span class="r-updated" role="status"></span></div>
${publicTable(one)}</section>`;
}

/** A table that scrolls in its own box, with its head in sight. */
export function publicTable({ caption, columns, rows }: PublicTable): Html {
  const classes = columns.map(({ numeric }) => (numeric === true ? html` class="n"` : null));
  return html`<div class="r-scroll tall" tabindex="0" role="region" aria-label="${caption}"><table class="r-table"><caption class="r-sr">${caption}</caption><thead><tr>${columns.map(
    ({ label }, index) => html`<th scope="col"${classes[index]}>${label}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => rowPart(row, classes))}</tbody></table></div>`;
}

function rowPart(row: PublicRow, classes: readonly (Html | null)[]): Html {
  const { cells, id, team } = 'cells' in row ? row : { cells: row, id: undefined, team: undefined };
  return html`<tr${id && html` id="${id}"`}${team && html` data-team="${team}"`}>${cells.map((cell, index) => html`<td${classes[index]}>${cell}</td>`)}</tr>`;
}
