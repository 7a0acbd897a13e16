import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { ErrorEvent } from '../../../rules/errors/event.ts';
import type { Issue, IssueDetail, IssueEvent } from '../../../rules/errors/issue-resources.ts';
import { clockTime, count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { exceptionCards } from './error-stack.ts';
import { issueChip } from './errors.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface IssuePage {
  readonly app: string;
  readonly issue: IssueDetail;
  /** Null: its events are too old to be kept. */
  readonly event: IssueEvent | null;
  /** Open ones that it may be the same as. */
  readonly others: readonly Issue[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** One issue: what, how often, the code where it broke, what led there, and what people say of it. */
export function issuePage(page: IssuePage): Html {
  const { app, issue, event, visitor, nowMs, fault } = page;
  const people = issue.users === 0 ? '' : `, ${several(issue.users, 'person').replace('persons', 'people')}`;
  const detail = html`${issueChip(issue)} ${count(issue.count)} ×${people}, since ${clockTime(issue.firstSeen, nowMs)}, last ${clockTime(issue.lastSeen, nowMs)}${issue.culprit !== '' && html` · <code>${issue.culprit}</code>`}`;
  const isOpen = issue.state === 'unresolved' || issue.state === 'regressed';
  return dashboardPage({
    title: 'Error',
    visitor,
    app: { name: app, tab: 'errors' },
    body: html`${statusSentence({ state: isOpen ? 'fail' : 'idle', sentence: issue.title, detail })}${faultBanner(fault)}
    <p><a href="${paths.errors(app)}">${icon('arrow-left')}All errors</a></p>
    ${event !== null && exceptionCards(event.event)}
    <div class="r-two start">${decideCard(page)}${factsCard(page)}</div>
    ${event !== null && eventCards(page, event)}
    <div class="r-two start">${hoursCard(page)}${notesCard(page)}</div>`,
  });
}

function decideCard(page: IssuePage): Html {
  const { app, issue, visitor } = page;
  if (!visitor.may('operate')) return card({ title: 'What becomes of it', body: onlyFor('operate') });
  const isOpen = issue.state === 'unresolved' || issue.state === 'regressed';
  const button = (decision: string, label: string, kind: string): Html =>
    html`<button class="btn btn-${kind}" name="decision" value="${decision}">${label}</button>`;
  const buttons = isOpen
    ? [
        button('resolve', 'Resolved', 'primary'),
        button('next-release', 'Resolved by the next release', 'outline'),
        button('ignore-day', 'Ignore for a day', 'outline'),
        button('ignore', 'Ignore', 'outline'),
      ]
    : [button('reopen', 'Open again', 'primary')];
  const meaning = isOpen ? 'When a resolved one comes back you are told.' : standingWords(issue);
  return card({
    title: 'What becomes of it',
    say: issue.assignee === null ? null : html`it is ${issue.assignee}’s`,
    body: html`<div class="r-stack"><form class="r-stack" method="post" action="${paths.decideIssue(app, issue.id)}">${csrfField(visitor.csrf)}<p class="r-muted">${meaning}</p><div class="r-buttons">${buttons}</div></form>${arrangeForms(page)}</div>`,
  });
}

function arrangeForms({ app, issue, others, visitor }: IssuePage): Html {
  const form = (body: Html): Html =>
    html`<form class="r-inline" method="post" action="${paths.arrangeIssue(app, issue.id)}">${csrfField(visitor.csrf)}${body}</form>`;
  const button = (what: string, label: Html | string): Html =>
    html`<button class="btn btn-outline" name="what" value="${what}">${label}</button>`;
  const isOwn = issue.assignee === visitor.name;
  const options = others.map(({ id, title }) => ({ value: String(id), label: `${id}: ${title.slice(0, 60)}` }));
  const merging = html`${field({ name: 'into', label: 'The same as', type: 'select', value: '', options })}${button('merge', 'Merge')}`;
  return html`${form(isOwn ? button('give-up', 'It is not mine') : button('take', html`${icon('person-check')}I see to it`))}${options.length > 0 && form(merging)}${
    issue.merged > 0 &&
    form(
      html`<span>${several(issue.merged, 'other error')} ${issue.merged === 1 ? 'is' : 'are'} part of it.</span>${button('split', 'Take apart')}`,
    )
  }`;
}

function standingWords({ state, resolvedIn, ignoredUntil, ignoredUntilCount }: IssueDetail): string {
  if (state === 'resolved') return resolvedIn === null ? 'Resolved: you are told when it comes again.' : `Resolved by ${resolvedIn}.`;
  if (ignoredUntil !== null) return `Ignored until ${ignoredUntil.slice(0, 16).replace('T', ' ')} UTC.`;
  return ignoredUntilCount === null ? 'Ignored until somebody opens it.' : `Ignored until it came ${count(ignoredUntilCount)} times.`;
}

function factsCard({ app, issue, event }: IssuePage): Html {
  const groups = Map.groupBy(issue.tags, ({ name }) => name);
  const rows = [...groups].map(([name, values]) => [
    html`<code>${name}</code>`,
    values.map(({ value, count: times }) => html`${value} <span class="r-muted">${count(times)}</span><br>`),
  ]);
  const request = event?.requestId;
  const log =
    request == null
      ? null
      : html`<p class="r-pad"><a href="${paths.logs(app, { search: request })}">${icon('journal-text')}The request in the log</a></p>`;
  const tags =
    rows.length === 0
      ? html`<p class="r-muted r-pad">None.</p>`
      : table({ caption: 'Tags', columns: [{ label: 'Tag' }, { label: 'How often' }], rows });
  return card({ title: 'What they have in common', flush: true, body: html`${tags}${log}${sinceRelease(app, issue)}` });
}

/** What changed when it began is where to look for the cause. */
function sinceRelease(app: string, { firstRelease }: IssueDetail): Html | null {
  const version = /^v(\d{1,9})$/.exec(firstRelease ?? '')?.[1];
  if (version === undefined) return null;
  return html`<p class="r-pad"><a href="${paths.release(app, Number(version))}">${icon('clock-history')}It began with v${version}: what changed</a></p>`;
}

function eventCards(page: IssuePage, shown: IssueEvent): Html {
  const { app, issue, nowMs } = page;
  const { event, previous, next, at } = shown;
  const beside = (id: string | null, label: Html): Html | null =>
    id === null ? null : html`<a href="${paths.issue(app, issue.id, id)}">${label}</a>`;
  const steps = html`${beside(previous, html`${icon('chevron-left')}earlier`)} ${beside(next, html`later${icon('chevron-right')}`)}`;
  return html`${card({
    title: html`Seen at <time datetime="${at}">${clockTime(at, nowMs)}</time>`,
    say: html`${event.release ?? 'no release named'} · ${event.environment} · ${event.sdk ?? event.platform}`,
    aside: steps,
    body: html`<div class="r-stack r-fit">${requestPart(event)}${crumbsPart(event, nowMs)}${moreParts(event)}</div>`,
  })}`;
}

function requestPart({ request, user }: ErrorEvent): Html | null {
  if (request === null && user.id === null) return null;
  const who = user.id === null ? null : html`<p>Who: <b>${user.name ?? user.id}</b></p>`;
  if (request === null) return who;
  return html`<p><b>${request.method ?? 'GET'}</b> <code>${request.url ?? ''}</code></p>${who}`;
}

function crumbsPart({ breadcrumbs }: ErrorEvent, nowMs: number): Html | null {
  if (breadcrumbs.length === 0) return null;
  const rows = breadcrumbs
    .slice(-30)
    .map(({ atMs, category, message, data }) => [
      atMs === null ? '' : clockTime(new Date(atMs).toISOString(), nowMs),
      category,
      message === '' ? html`<code>${JSON.stringify(data).slice(0, 200)}</code>` : message,
    ]);
  return html`<div><h3>What led there</h3>${table({ caption: 'What led there, the newest last', cards: true, columns: [{ label: 'At' }, { label: 'Kind' }, { label: 'What' }], rows })}</div>`;
}

/** Everything that was kept, for who wants it all. */
function moreParts(event: ErrorEvent): Html {
  return html`<details class="r-more-line"><summary>Everything that was kept of it</summary><pre class="r-pre"><code>${JSON.stringify(event, null, 2)}</code></pre></details>`;
}

function hoursCard({ issue, nowMs }: IssuePage): Html {
  const rows = issue.hours
    .toReversed()
    .slice(0, 24)
    .map(({ at, count: times }) => [clockTime(at, nowMs), count(times)]);
  const body = table({ caption: 'Times by hour', columns: [{ label: 'Hour from' }, { label: 'Times', numeric: true }], rows });
  return card({ title: 'When', say: 'hours in which it came', flush: true, body });
}

function notesCard({ app, issue, visitor, nowMs }: IssuePage): Html {
  const lines = issue.notes.map(
    ({ at, actor, text }) => html`<li><b>${actor}</b> <span class="r-muted">${clockTime(at, nowMs)}</span><br>${text}</li>`,
  );
  const form = html`<form class="r-stack" method="post" action="${paths.noteIssue(app, issue.id)}">${csrfField(visitor.csrf)}${field({ name: 'text', label: 'Note', type: 'text', value: '', required: true, attributes: { autocomplete: 'off', maxlength: 2000 } })}<div class="r-buttons"><button class="btn btn-outline">${icon('chat')}Note it</button></div></form>`;
  const body = html`<div class="r-stack">${visitor.may('operate') && form}${lines.length > 0 && html`<ul>${lines}</ul>`}</div>`;
  return card({ title: 'Notes', say: lines.length === 0 ? 'none yet' : 'the newest first', body });
}
