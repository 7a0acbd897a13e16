import { card, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

/** A table that can be taken away. */
export interface ListedTable {
  readonly key: string;
  readonly title: string;
  readonly about: string;
}

export interface ExportsPage {
  readonly sessions: number;
  readonly tables: readonly ListedTable[];
  readonly visitor: Visitor;
}

/** The files over all sessions. */
export function exportsPage({ sessions, tables, visitor }: ExportsPage): Html {
  return adminPage({
    title: 'Data',
    visitor,
    place: { area: 'exports' },
    body: html`${statusSentence({
      state: 'idle',
      icon: 'database',
      sentence: sessions === 1 ? 'Data of 1 session' : `Data of ${sessions} sessions`,
      detail: 'Column names are those of oTree, so scripts written for its files go on working. Demos are in the files too, marked.',
    })}${
      sessions === 0
        ? emptyState({ icon: 'database', sentence: 'There is no data yet.', fact: 'It comes in as soon as a session has been made.' })
        : card({
            title: 'Files',
            say: 'Each is the data of one moment.',
            aside: codebookLinks(),
            flush: true,
            body: filesTable(tables, paths.table),
          })
    }`,
  });
}

function codebookLinks(): Html {
  return html`<span>Code book: <a href="${paths.codebook('csv')}">CSV</a>, <a href="${paths.codebook('md')}">Markdown</a></span>`;
}

const formats = [
  { format: 'csv', word: 'CSV' },
  { format: 'xlsx', word: 'Excel' },
  { format: 'json', word: 'JSON' },
] as const;

/** Tables with a link for each format. */
export function filesTable(tables: readonly ListedTable[], href: (table: string, format: string) => string): Html {
  const links = ({ key, title }: ListedTable): Html =>
    html`<span class="r-buttons">${formats.map(
      ({ format, word }) => html`<a href="${href(key, format)}" aria-label="${title} as ${word}">${icon('download')} ${word}</a> `,
    )}</span>`;
  return table({
    caption: 'Files',
    cards: true,
    columns: [{ label: 'File' }, { label: 'What is in it' }, { label: 'Download', hidden: true }],
    rows: tables.map((one) => [html`<b>${one.title}</b>`, one.about, links(one)]),
  });
}
