import { html, type Html, type HtmlValue } from './html.ts';

/** One column. */
export interface TableColumn {
  readonly label: HtmlValue;
  /** What cards say before a number, when the label is more than words. */
  readonly word?: string;
  /** Numbers stand at the end of the cell, in tabular figures. */
  readonly numeric?: boolean;
  /** Shown to screen readers only: a column of buttons. */
  readonly hidden?: boolean;
}

/** One row: its cells, or the cells with what is special about it. */
export type TableRow =
  | readonly HtmlValue[]
  | { readonly cells: readonly HtmlValue[]; readonly state?: 'late' | 'fail' | 'selected'; readonly id?: string };

/** A table. */
export interface Table {
  /** What the table holds, in words; for screen readers. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** On phones each row becomes a card; without it the table scrolls sideways in its own box. */
  readonly cards?: boolean;
  readonly id?: string;
}

/** A table with hairlines, numbers at the end, problem rows tinted whole. */
export function table({ caption, columns, rows, cards = false, id }: Table): Html {
  const head = columns.map(
    (column) =>
      html`<th scope="col"${column.numeric && html` class="r-num"`}>${column.hidden ? html`<span class="r-sr">${column.label}</span>` : column.label}</th>`,
  );
  const markup = html`<table class="r-table${cards && ' r-cards'}"${id && html` id="${id}"`}><caption class="r-sr">${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => rowOf(row, columns))}</tbody></table>`;
  return cards ? markup : html`<div class="r-scroll" tabindex="0" role="region" aria-label="${caption}">${markup}</div>`;
}

function rowOf(row: TableRow, columns: readonly TableColumn[]): Html {
  const { cells, state, id } = 'cells' in row ? row : { cells: row, state: undefined, id: undefined };
  const special = state === 'selected' ? html` aria-selected="true"` : state && html` class="r-row ${state}"`;
  return html`<tr${id && html` id="${id}"`}${special}>${cells.map((cell, index) => cellOf(cell, columns[index]))}</tr>`;
}

/** A number on a card needs its column's word beside it. */
function cellOf(cell: HtmlValue, column: TableColumn | undefined): Html {
  if (column?.numeric) return html`<td class="r-num" data-k="${column.word ?? column.label}">${cell}</td>`;
  return column?.hidden ? html`<td class="r-end">${cell}</td>` : html`<td>${cell}</td>`;
}
