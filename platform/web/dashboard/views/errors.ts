import { card, chip, csrfField, emptyState, field, icon, statusSentence, type State, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { ErrorKey } from '../../../rules/errors/error-keys.ts';
import type { ErrorProjectView, Issue, IssueQuery } from '../../../rules/errors/issue-resources.ts';
import { clockTime, count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { errorKeysCard } from './error-keys.ts';
import { errorSettingsCards } from './error-settings.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface ErrorsPage {
  readonly app: string;
  /** As they were asked for. */
  readonly issues: readonly Issue[];
  /** Those that nobody has resolved or ignored. */
  readonly open: readonly Issue[];
  readonly project: ErrorProjectView;
  /** The app's own first. */
  readonly keys: readonly ErrorKey[];
  readonly state: NonNullable<IssueQuery['state']>;
  readonly search: string;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** What went wrong, the one seen last first. */
export function errorsPage(page: ErrorsPage): Html {
  const { app, visitor, fault } = page;
  return dashboardPage({
    title: 'Errors',
    visitor,
    app: { name: app, tab: 'errors' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${issuesCard(page)}
    <div class="r-two start">${placeCard(page)}${releasesCard(page)}</div>
    ${errorSettingsCards(page)}${errorKeysCard(page)}`,
  });
}

function headlineOf({ app, open, nowMs }: ErrorsPage): StatusSentence {
  const [newest] = open;
  if (newest === undefined)
    return {
      state: 'ok',
      sentence: 'Nothing is wrong that you have not dealt with.',
      detail: `What breaks in ${app} stands here within a second.`,
    };
  const own = open.filter(({ isOfPlatform }) => !isOfPlatform);
  const isBad = own.some(({ level }) => level === 'error' || level === 'fatal');
  return {
    state: isBad ? 'fail' : 'late',
    sentence: `${several(open.length, 'error')} of ${app} ${open.length === 1 ? 'is' : 'are'} open.`,
    detail: html`The last: <a href="${paths.issue(app, newest.id)}"><b>${newest.title}</b></a>, ${clockTime(newest.lastSeen, nowMs)}.`,
  };
}

const stateNames = { open: 'Open', resolved: 'Resolved', ignored: 'Ignored', all: 'All' } as const;

const stateKeys = ['open', 'resolved', 'ignored', 'all'] as const;

function issuesCard(page: ErrorsPage): Html {
  const { app, issues, state, search, nowMs } = page;
  const switches = html`<nav class="r-seg" aria-label="Which errors">${stateKeys.map(
    (key) =>
      html`<a href="${paths.errors(app, { state: key, search })}"${key === state && html` aria-current="true"`}>${stateNames[key]}</a>`,
  )}</nav>`;
  const columns = [
    { label: 'What' },
    { label: 'State' },
    { label: 'Times', numeric: true },
    { label: 'People', numeric: true },
    { label: 'Last seen', numeric: true },
  ];
  const found = table({
    caption: `Errors of ${app}`,
    cards: true,
    columns,
    rows: issues.map((issue) => issueRow(issue, nowMs)),
  });
  return card({
    title: stateNames[state],
    say: search === '' ? 'the one seen last first' : `with “${search}”`,
    aside: switches,
    flush: true,
    body: html`${searchForm(page)}${issues.length === 0 ? html`<p class="r-muted r-pad">There is none.</p>` : found}`,
  });
}

function searchForm({ app, search, state }: ErrorsPage): Html {
  return html`<form class="r-inline r-pad" method="get" action="${paths.errors(app)}" role="search"><input type="hidden" name="state" value="${state}">${field({ name: 'search', label: 'Words in title or place', type: 'text', value: search, attributes: { autocomplete: 'off', maxlength: 200 } })}<button class="btn btn-outline">${icon('search')}Find</button></form>`;
}

function issueRow(issue: Issue, nowMs: number): readonly (string | Html)[] {
  const { app, id, title, culprit, count: times, users, lastSeen, assignee } = issue;
  return [
    html`<a class="r-strong" href="${paths.issue(app, id)}">${title}</a><br><span class="r-muted r-small">${culprit}${assignee !== null && ` · ${assignee}`}</span>`,
    issueChip(issue),
    count(times),
    users === 0 ? '–' : count(users),
    html`<time datetime="${lastSeen}">${clockTime(lastSeen, nowMs)}</time>`,
  ];
}

const chips: Readonly<Record<Issue['state'], { readonly state: State; readonly word: string }>> = {
  unresolved: { state: 'fail', word: 'open' },
  regressed: { state: 'fail', word: 'back again' },
  resolved: { state: 'ok', word: 'resolved' },
  ignored: { state: 'idle', word: 'ignored' },
};

/** How it stands, in a word; what is no error is not red. */
export function issueChip({ state, level }: Pick<Issue, 'state' | 'level'>): Html {
  const { state: tone, word } = chips[state];
  return chip(tone === 'fail' && level !== 'error' && level !== 'fatal' ? 'late' : tone, word);
}

function placeCard({ app, project, visitor }: ErrorsPage): Html {
  const { dsn, browserDsn, keepsLabels, plan, day } = project;
  const came = Object.entries(day).map(([what, number]) => html`<li>${count(number)} ${dayWords[what] ?? what.replaceAll('_', ' ')}</li>`);
  const labels = html`<form class="r-inline" method="post" action="${paths.errorSettings(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="what" value="labels"><input type="hidden" name="labels" value="${keepsLabels ? 0 : 1}"><button class="btn btn-outline">${keepsLabels ? 'Do not keep labels' : 'Keep labels'}</button></form>`;
  return card({
    title: 'Where it reports',
    say: `plan ${plan}`,
    body: html`<div class="r-stack r-fit"><p>Every Sentry SDK reads <code>SENTRY_DSN</code>, which the app has:</p><pre class="r-pre"><code>${dsn}</code></pre><p>For pages in a browser:</p><pre class="r-pre"><code>${browserDsn}</code></pre>
    ${came.length > 0 && html`<p><b>In 24 hours</b></p><ul>${came}</ul>`}
    <p class="r-muted">Passwords, tokens, cookies and card numbers are hidden before anything is kept. Labels of participants are ${keepsLabels ? 'kept' : 'not kept'}.</p>${visitor.may('change') && labels}</div>`,
  });
}

const dayWords: Readonly<Record<string, string>> = {
  accepted: 'events taken',
  duplicate: 'came twice and count once',
  limited_error: 'events over the plan, not taken',
  spike_error: 'events over ten times what is usual in an hour, not taken',
  day_error: 'events over the plan of a day, not taken',
  limited_transaction: 'traces over the plan, not taken',
  skipped: 'items of kinds that are not kept',
};

function releasesCard({ project, nowMs }: ErrorsPage): Html {
  const { releases } = project;
  const columns = [
    { label: 'Release' },
    { label: 'New errors', numeric: true },
    { label: 'Sessions', numeric: true },
    { label: 'Without a crash', numeric: true },
    { label: 'First seen', numeric: true },
  ];
  const rows = releases
    .slice(0, 10)
    .map(({ release, newIssues, adoptionPercent, crashFreePercent, firstSeen }) => [
      html`<b>${release}</b>`,
      count(newIssues),
      adoptionPercent === null ? '–' : `${adoptionPercent.toFixed(0)} %`,
      crashFreePercent === null ? '–' : `${crashFreePercent.toFixed(1)} %`,
      html`<time datetime="${firstSeen}">${clockTime(firstSeen, nowMs)}</time>`,
    ]);
  const body =
    rows.length === 0
      ? html`<p class="r-muted r-pad">None has reported yet.</p>`
      : table({ caption: 'Releases', cards: true, columns, rows });
  return card({ title: 'Releases', say: 'what each brought; sessions of the last day', flush: true, body });
}

export interface NoErrorsPage {
  readonly app: string;
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
}

/** Before there is an add-on. */
export function noErrorsPage({ app, visitor, fault }: NoErrorsPage): Html {
  const begin = html`<form method="post" action="${paths.errors(app)}">${csrfField(visitor.csrf)}<button class="btn btn-primary">${icon('plus-lg')}Collect errors</button></form>`;
  return dashboardPage({
    title: 'Errors',
    visitor,
    app: { name: app, tab: 'errors' },
    body: html`${statusSentence({ state: 'idle', sentence: `${app} tells nobody of its errors yet.`, detail: 'One button gives it an address that every Sentry SDK knows.' })}${faultBanner(fault)}
    ${emptyState({
      icon: 'exclamation-triangle',
      sentence: 'See what breaks, with the line of code',
      fact: html`The app gets <code>SENTRY_DSN</code> in a new release. Apps made with Rostra report by themselves; any other needs its Sentry SDK. Nothing leaves this machine.`,
      ...(visitor.may('change') ? { action: begin } : { action: onlyFor('change') }),
    })}`,
  });
}
