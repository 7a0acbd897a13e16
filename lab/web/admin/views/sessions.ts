import { chip, csrfField, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

/** A session in the list. */
export interface ListedSession {
  readonly code: string;
  readonly configName: string;
  readonly label: string | null;
  readonly participants: number;
  readonly started: number;
  readonly finished: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `2 hours ago`. */
  readonly created: string;
}

export interface SessionsPage {
  readonly sessions: readonly ListedSession[];
  readonly list: 'current' | 'archived';
  readonly visitor: Visitor;
}

/** The sessions, newest first. */
export function sessionsPage({ sessions, list, visitor }: SessionsPage): Html {
  const create = html`<a class="btn btn-primary" href="${paths.newSession()}">${icon('plus-lg')}New session</a>`;
  return adminPage({
    title: 'Sessions',
    visitor,
    place: { area: 'sessions' },
    body: html`${statusSentence({ ...headline(sessions, list), actions: sessions.length > 0 && visitor.mayRun ? [create] : [] })}${
      sessions.length > 0
        ? html`<section class="r-card"><div class="in flush">${sessionTable(sessions, list, visitor)}</div></section>`
        : emptyState({
            icon: 'people',
            sentence: list === 'archived' ? 'The archive is empty.' : 'No session has been made yet.',
            fact: 'A session is one run of an experiment, with a link for each participant.',
            ...(visitor.mayRun && { action: create }),
          })
    }<p class="r-muted">${
      list === 'archived'
        ? html`<a href="${paths.sessions()}">Back to the sessions</a>`
        : html`<a href="${paths.sessions('archived')}">Archived sessions</a>`
    }</p>`,
  });
}

function headline(sessions: readonly ListedSession[], list: SessionsPage['list']) {
  if (list === 'archived') return { state: 'idle', icon: 'inbox', sentence: 'Archived sessions', detail: 'Their data stays.' } as const;
  const running = sessions.filter((session) => session.started > 0 && session.finished < session.participants);
  const [first] = running;
  if (!first)
    return { state: 'idle', icon: 'people', sentence: 'No session is running.', detail: 'Next: make one, or open one below.' } as const;
  const sentence = running.length === 1 ? `${first.label ?? first.configName} is running.` : `${running.length} sessions are running.`;
  return {
    state: 'ok',
    icon: 'people',
    sentence,
    detail: `${first.started} of ${first.participants} have started in ${first.code}.`,
  } as const;
}

function sessionTable(sessions: readonly ListedSession[], list: SessionsPage['list'], visitor: Visitor): Html {
  const archiveForm = (code: string): Html =>
    html`<form method="post" action="${paths.archive(code)}">${csrfField(visitor.csrf)}<input type="hidden" name="archived" value="${list === 'archived' ? 'no' : 'yes'}"><button class="btn">${list === 'archived' ? 'Take out of the archive' : 'Archive'}</button></form>`;
  return table({
    caption: 'Sessions',
    cards: true,
    columns: [
      { label: 'Session' },
      { label: 'Experiment' },
      { label: 'State' },
      { label: 'Participants', numeric: true },
      { label: 'Created', numeric: true },
      ...(visitor.mayRun ? [{ label: 'Actions', hidden: true }] : []),
    ],
    rows: sessions.map((session) => [
      html`<a href="${paths.monitor(session.code)}"><b>${session.label ?? session.code}</b></a>${session.label && html` <span class="r-muted">${session.code}</span>`}`,
      session.configName,
      stateOf(session),
      session.participants,
      html`<time datetime="${session.createdAt}" title="${session.createdAt}">${session.created}</time>`,
      ...(visitor.mayRun ? [archiveForm(session.code)] : []),
    ]),
  });
}

function stateOf({ started, finished, participants }: ListedSession): Html {
  if (started === 0) return chip('idle', 'not started');
  return finished === participants ? chip('ok', 'finished') : chip('wait', `${started} started, ${finished} finished`);
}
