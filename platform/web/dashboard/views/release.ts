import { card, emptyState, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { LogLine, Release, ReleaseDiff } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, type Visitor } from './frame.ts';
import { rollbackForm } from './releases.ts';

export interface ReleasePage {
  readonly app: string;
  readonly release: Release;
  readonly diff: ReleaseDiff;
  /** What its release phase wrote. */
  readonly output: readonly LogLine[];
  /** The version that serves. */
  readonly serving: number | null;
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** One release: what it changed against the one before, what its release phase wrote, and going back to it. */
export function releasePage({ app, release, diff, output, serving, visitor, nowMs }: ReleasePage): Html {
  const { version } = release;
  const canGoBack = !release.current && release.status === 'succeeded' && release.slug !== null && visitor.may('operate');
  return dashboardPage({
    title: `v${version}`,
    visitor,
    app: { name: app, tab: 'releases' },
    body: html`${statusSentence(headlineOf(release, nowMs))}
    ${diffCard(app, diff)}
    ${output.length > 0 && card({ title: 'Release phase', say: 'what it wrote', flush: true, body: html`<ol class="r-log tall" tabindex="0" aria-label="Output of the release phase">${output.map(({ at, text }) => html`<li class="app"><time datetime="${at}">${clockTime(at, nowMs)}</time> <span>${text}</span></li>`)}</ol>` })}
    ${canGoBack && card({ title: 'Go back', say: 'a new release with this code; the present one stops when it serves', body: html`<div class="r-facts-lines"><p>The config vars stay as they are now${serving !== null && html`, v${serving} stays in the list`}. Nothing of a database goes back.</p>${rollbackForm({ app, version, serving, visitor })}</div>` })}
    <p><a href="${paths.releases(app)}">${icon('chevron-left')}All releases of ${app}</a></p>`,
  });
}

function headlineOf(release: Release, nowMs: number): StatusSentence {
  const { version, reason, actor, createdAt, failure } = release;
  const detail = html`<b>${reason}</b> by ${actor}, ${clockTime(createdAt, nowMs)}.${failure !== null && ` ${failure}`}`;
  if (release.current) return { state: 'ok', sentence: `v${version} serves.`, detail };
  if (release.status === 'failed') return { state: 'fail', sentence: `v${version} failed; nobody saw it.`, detail };
  if (release.status === 'pending') return { state: 'wait', sentence: `v${version} is on its way.`, detail };
  return { state: 'idle', icon: 'layers-half', sentence: `v${version} served before.`, detail };
}

function diffCard(app: string, diff: ReleaseDiff): Html {
  const rows = [...codeRows(diff), ...processRows(diff), ...configRows(diff)];
  const say = diff.before === null ? 'it is the first' : html`against <a href="${paths.release(app, diff.before)}">v${diff.before}</a>`;
  if (rows.length === 0 && diff.before === null) return html``;
  if (rows.length === 0)
    return emptyState({ icon: 'layers-half', sentence: 'The same as before', fact: 'Same code, same config vars, same commands.' });
  return card({
    title: 'What it changed',
    say,
    flush: true,
    body: table({
      caption: `What v${diff.version} changed`,
      cards: true,
      columns: [{ label: 'What' }, { label: 'Before' }, { label: 'After' }],
      rows,
    }),
  });
}

const nothing = html`<span class="nil">–</span>`;

function codeRows({ slug }: ReleaseDiff): TableRow[] {
  if (slug === null) return [];
  return [
    ['Code', slug.from === null ? nothing : html`<code>${slug.from}</code>`, slug.to === null ? nothing : html`<code>${slug.to}</code>`],
  ];
}

function processRows({ processes }: ReleaseDiff): TableRow[] {
  const words = (command: string | null): Html => (command === null ? nothing : html`<code class="r-wrap">${command}</code>`);
  return processes.map(({ type, from, to }) => [html`Command of <b>${type}</b>`, words(from), words(to)]);
}

/** Names only: a value may be a secret. */
function configRows({ config }: ReleaseDiff): TableRow[] {
  const row = (name: string, before: string | Html, after: string | Html): TableRow => [html`<code>${name}</code>`, before, after];
  return [
    ...config.added.map((name) => row(name, nothing, 'set')),
    ...config.changed.map((name) => row(name, 'a value', 'another value')),
    ...config.removed.map((name) => row(name, 'a value', 'removed')),
  ];
}
