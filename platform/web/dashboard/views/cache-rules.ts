import { card, chip, csrfField, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { CacheRulesFacts } from '../../../control/cache-verbs.ts';
import type { PassReason } from '../../../rules/cache-policy.ts';
import type { CacheRule } from '../../../rules/cache-rules.ts';
import type { AppCacheStats, RuleStats } from '../../../rules/cache-stats.ts';
import { count } from '../format.ts';
import { paths } from '../routes.ts';
import { onlyFor, type Visitor } from './frame.ts';

export interface CacheRulesPart {
  readonly app: string;
  readonly stats: AppCacheStats;
  readonly rules: CacheRulesFacts;
  readonly visitor: Visitor;
  /** The rules as JSON: those in force, or what somebody is writing. */
  readonly draft: string;
  /** What the draft would do with a page, in a sentence; null: nobody asks. */
  readonly tried: { readonly page: string; readonly sentence: string } | null;
}

const sources = { somebody: 'Set by hand', release: 'Those of the release', nowhere: 'None' } as const;

/** Which pages are kept how long, what came of it, and what the canary says. */
export function rulesCard({ app, stats, rules }: CacheRulesPart): Html {
  const { settings, suspects, from, version } = rules;
  const suspected = new Set(suspects.map(({ rule }) => rule));
  const counted = new Map(stats.rules.map((each) => [each.rule, each]));
  const rows = (settings?.rules ?? []).map((rule) => ruleRow(rule, counted.get(rule.path), suspected.has(rule.path)));
  const others = counted.get('');
  const cookies = settings?.significantCookies ?? null;
  return card({
    title: 'Rules',
    say: `${sources[from]}${version > 0 ? `, version ${version}` : ''}. Cookies that pages depend on: ${cookies === null ? 'every one' : cookies.join(', ') || 'none'}.`,
    aside: html`<a class="btn btn-sm btn-outline" href="${paths.cache(app)}#rules-editor">${icon('pencil')}Edit</a>`,
    flush: true,
    body: table({
      caption: `Rules of ${app}`,
      cards: true,
      columns: [
        { label: 'Pages' },
        { label: 'Kept' },
        { label: 'Served', numeric: true },
        { label: 'Brought', numeric: true },
        { label: 'Past the cache', numeric: true },
        { label: 'Copies', numeric: true },
        { label: 'Canary' },
      ],
      rows: [...rows, ['All others', 'as the app says', ...figures(others), '']],
    }),
  });
}

function ruleRow(rule: CacheRule, stats: RuleStats | undefined, isSuspect: boolean): TableRow {
  const cells = [html`<code>${rule.path}</code>`, keptFor(rule), ...figures(stats), canaryWord(rule, isSuspect)];
  return isSuspect ? { cells, state: 'fail' } : cells;
}

function keptFor({ deny, ttlMs }: CacheRule): string {
  if (deny) return 'never';
  return ttlMs === null ? 'as the app says' : `${count(ttlMs / 1000)} s`;
}

function canaryWord({ force }: CacheRule, isSuspect: boolean): Html | string {
  if (isSuspect) return chip('fail', 'switched off');
  return force === true ? chip('ok', 'forced, the same for all') : '';
}

const figures = (stats: RuleStats | undefined): string[] =>
  stats === undefined ? ['0', '0', '0', '0'] : [stats.served, stats.fills, stats.passed, stats.pages].map((each) => count(each));

const reasonWords: Readonly<Record<PassReason, string>> = {
  denied: 'A rule says that it is never kept',
  status: 'Its status is none that is kept',
  'set-cookie': 'The answer sets a cookie',
  private: 'The app calls it private',
  vary: 'It differs in too many ways',
  'no-freshness': 'It says no lifetime',
  personal: 'The visitor has a cookie that pages may depend on',
  size: 'It is larger than 2 MB',
  'event-stream': 'It is an event stream',
};

/** Why requests went past the cache, and at which pages most. */
export function passedCard({ stats: { reasons, passed } }: Pick<CacheRulesPart, 'stats'>): Html {
  const rows = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  const body =
    rows.length === 0
      ? html`<p class="r-muted">Nothing went past it.</p>`
      : html`${table({
          caption: 'Reasons',
          cards: true,
          columns: [{ label: 'Why' }, { label: 'Requests', numeric: true }],
          rows: rows.map(([reason, requests]) => [wordsFor(reason), count(requests)]),
        })}${passed.length > 0 && pagesPassed(passed)}`;
  return card({ title: 'Past the cache', say: 'Each of these asked the app.', flush: rows.length > 0, body });
}

const wordsFor = (reason: string): string => Object.entries(reasonWords).find(([known]) => known === reason)?.[1] ?? reason;

const shownPages = 8;

function pagesPassed(passed: AppCacheStats['passed']): Html {
  return table({
    caption: 'Pages that went past the cache most',
    cards: true,
    columns: [{ label: 'Page' }, { label: 'Requests', numeric: true }],
    rows: passed.slice(0, shownPages).map(({ path, requests }) => [html`<code>${path}</code>`, count(requests)]),
  });
}

/** Other rules, tried before they are in force; and earlier ones. */
export function rulesEditor(part: CacheRulesPart): Html {
  const { app, visitor, draft, tried, rules } = part;
  const form = html`<form class="r-stack" method="post" action="${paths.cacheRules(app)}">${csrfField(visitor.csrf)}${field({
    name: 'section',
    label: 'Rules',
    type: 'textarea',
    value: draft,
    required: true,
    help: html`As the part <code>cache</code> of <code>rostra.json</code>. The first rule that fits a page counts. <code>"force": true</code> keeps it whatever the app says, as long as two visitors get the same.`,
    attributes: { rows: 14, spellcheck: 'false', autocomplete: 'off' },
  })}${field({
    name: 'page',
    label: 'Try with the page',
    type: 'text',
    value: tried?.page ?? '',
    attributes: { placeholder: '/wudc/draw/', spellcheck: 'false', autocomplete: 'off' },
  })}${tried !== null && html`<p role="status">${tried.sentence}</p>`}<div class="r-buttons"><button class="btn btn-outline" name="act" value="try">${icon('search')}Try</button><button class="btn btn-primary" name="act" value="set">${icon('check-lg')}Put in force</button></div></form>`;
  return card({
    id: 'rules-editor',
    title: 'Edit the rules',
    say: 'In force in every router at once, without a restart. A canary looks at the pages first.',
    body: visitor.may('operate')
      ? html`${form}${versions(part)}`
      : html`${onlyFor('operate')}${rules.history.length > 0 && versions(part)}`,
  });
}

function versions({ app, visitor, rules: { history, version, from } }: CacheRulesPart): Html {
  if (history.length === 0) return html``;
  const back = (value: string, word: string): Html =>
    html`<form method="post" action="${paths.cacheRules(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="version" value="${value}"><button class="btn btn-sm btn-outline" name="act" value="back">${word}</button></form>`;
  const may = visitor.may('operate');
  const rows = history.map((each) => [
    each.section === null ? `${each.version}: those of the release` : String(each.version),
    `${each.at.slice(0, 16).replace('T', ' ')} UTC`,
    each.actor,
    each.version === version ? chip('ok', 'in force') : may && back(String(each.version), 'Put back'),
  ]);
  return html`<details class="r-more-line"><summary>Earlier rules</summary>${table({
    caption: 'Versions of the rules',
    cards: true,
    columns: [{ label: 'Version' }, { label: 'Since' }, { label: 'By' }, { label: 'Put back', hidden: true }],
    rows,
  })}${may && from === 'somebody' && back('release', 'Use those of the release again')}</details>`;
}
