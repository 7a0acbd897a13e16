import { card, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

interface TakeAway {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly tables: readonly string[];
}

/** Everything there is to take away. */
export function takeAwayPage({ visitor, event, tables }: TakeAway): Html {
  const link = (file: string, words: string): Html => html`<li><a href="${paths.takeAwayFile(event.slug, file)}">${words}</a></li>`;
  return tabPage({
    title: 'Take away',
    visitor,
    event,
    tab: 'take-away',
    body: html`${statusSentence({
      state: 'ok',
      icon: 'download',
      sentence: 'Everything can be taken away at any time.',
      detail: html`Private links, e-mail addresses and telephone numbers stay here. <a href="${paths.setup(event.slug)}">Back to the set-up</a>`,
      actions: [html`<a class="btn btn-primary" href="${paths.takeAwayFile(event.slug, 'everything.zip')}">Everything in one zip</a>`],
    })}<div class="r-two start">${card({
      title: 'The whole tournament',
      body: html`<ul>${link('tournament.xlsx', 'Excel workbook, a sheet for each table')}${link('tournament.xml', 'XML archive, which tab programs exchange; imported it gives the same tables')}${link('tournament.json', 'JSON, for programs; ballots are counted again from it')}</ul>`,
    })}${card({
      title: 'Tables as CSV',
      say: 'safe to open in a spreadsheet',
      body: html`<ul>${tables.map((name) => link(`${name}.csv`, name.replaceAll('_', ' ')))}</ul>`,
    })}</div>`,
  });
}
