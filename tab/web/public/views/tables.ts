import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import { table, type TableColumn, type TableRow } from '#kit/html/table.ts';
import { publicPage, type PageHead } from './frame.ts';

/** A page that is one table, or several under titles of their own. */
export interface TablesPage {
  readonly head: PageHead;
  readonly title: string;
  /** A sentence below the title. */
  readonly say: HtmlValue;
  readonly tables: readonly PublicTable[];
}

export interface PublicTable {
  /** Where there are several tables. */
  readonly title?: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** A name that leads to its record, where records are public. */
export function nameCell(name: string, href: string | null): HtmlValue {
  return href === null ? name : html`<a href="${href}">${name}</a>`;
}

export function tablesPage({ head, title, say, tables }: TablesPage): Html {
  return publicPage({
    title,
    head,
    isWide: true,
    body: html`<div data-live="tables"><h1>${title}</h1><p class="r-updated">${say}</p>${tables.map(
      (one) => html`<section>${one.title && html`<h2>${one.title}</h2>`}${table(one)}</section>`,
    )}</div>`,
  });
}
