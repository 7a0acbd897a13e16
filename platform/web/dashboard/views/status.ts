import { card, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { longestNote, type StatusNote, type StatusPage } from '../../../rules/status-page.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface StatusDesk {
  readonly app: string;
  readonly state: { readonly url: string; readonly page: StatusPage | null };
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  /** The note, when it was refused. */
  readonly typed: string;
}

/** What everybody may read of how the app stands, and where something is said there. */
export function statusPage(desk: StatusDesk): Html {
  const { app, state, visitor, fault } = desk;
  const { page, url } = state;
  const sentence = page === null ? `Nobody can read how ${app} stands.` : `Everybody can read how ${app} stands.`;
  const detail = page === null ? 'The router answers the page itself, also while the app is down.' : html`<a href="${url}">${url}</a>`;
  return dashboardPage({
    title: 'Status page',
    visitor,
    app: { name: app, tab: 'status' },
    body: html`${statusSentence({ state: page === null ? 'idle' : 'ok', icon: 'broadcast', sentence, detail })}${faultBanner(fault)}
    ${visitor.may('operate') ? noteCard(desk) : onlyFor('operate')}
    ${page !== null && notesCard(page.notes)}
    ${visitor.may('operate') && page !== null && offForm(desk)}`,
  });
}

const promises = [
  { value: '', label: 'no promise' },
  ...[5, 10, 15, 30, 60].map((minutes) => ({ value: String(minutes), label: `within ${minutes} minutes` })),
];

function noteCard(desk: StatusDesk): Html {
  const { app, state, visitor, typed } = desk;
  const isOn = state.page !== null;
  return card({
    title: isOn ? 'Say something' : 'Switch it on',
    say: 'everybody can read it',
    body: html`<div class="r-stack"><p class="r-muted" id="ready">By one press; while it is not mended, with the next word promised within 15 minutes:</p><div class="r-buttons" role="group" aria-labelledby="ready">${readyNotes.map((note) => readyForm(note, desk))}</div>
    <form class="r-stack" method="post" action="${paths.statusNote(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'text', label: 'What people should know', type: 'text', value: typed, required: true, attributes: { autocomplete: 'off', maxlength: longestNote, placeholder: 'Round 3 is late by ten minutes' } })}
    ${field({ name: 'next', label: 'The next word on it', type: 'select', value: '', options: promises })}
    <div class="r-buttons"><button class="btn btn-primary">${icon('broadcast')}${isOn ? 'Publish' : 'Switch it on and publish'}</button></div></form></div>`,
  });
}

/** What is said most, by somebody who has one hand free. */
const readyNotes = [
  { text: 'We are looking into it', next: 15 },
  { text: 'We are late by 15 minutes', next: 15 },
  { text: 'It works again', next: null },
];

function readyForm({ text, next }: (typeof readyNotes)[number], { app, visitor }: StatusDesk): Html {
  return html`<form method="post" action="${paths.statusNote(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="next" value="${next ?? ''}"><button class="btn btn-outline" name="text" value="${text}">${text}</button></form>`;
}

function notesCard(notes: readonly StatusNote[]): Html {
  if (notes.length === 0)
    return emptyState({ icon: 'broadcast', sentence: 'Nothing was said yet', fact: 'Whether it works is on the page by itself.' });
  return card({
    title: 'Today',
    flush: true,
    body: table({
      caption: 'What was said',
      columns: [{ label: 'When (UTC)' }, { label: 'What' }],
      rows: notes.map(({ at, text }) => [html`<time datetime="${at}">${at.slice(11, 16)}</time>`, text]),
    }),
  });
}

function offForm({ app, visitor }: StatusDesk): Html {
  return html`<form method="post" action="${paths.status(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="on" value="no"><div class="r-buttons">${holdButton('Switch it off', 'outline')}</div></form>`;
}
