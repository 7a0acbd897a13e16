import { banner, card, chip, csrfField, emptyState, field, icon, statusSentence, tile, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { CacheRulesFacts } from '../../../control/cache-verbs.ts';
import type { CacheExplanation } from '../../../rules/cache-explanation.ts';
import { hitRatio, type AppCacheStats, type KeptPageFacts } from '../../../rules/cache-stats.ts';
import { count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { type CacheRulesPart, passedCard, rulesCard, rulesEditor } from './cache-rules.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface CachePage {
  readonly app: string;
  readonly stats: AppCacheStats;
  readonly visitor: Visitor;
  /** The request that somebody wonders about; its address is empty at first. */
  readonly asked: { readonly url: string; readonly cookie: string; readonly explanation: CacheExplanation | null };
  readonly fault?: PageFault | null;
  readonly rules: CacheRulesFacts;
  readonly draft: string;
  readonly tried: CacheRulesPart['tried'];
}

/** What the routers keep of an app's pages. */
export function cachePage(page: CachePage): Html {
  const { app, stats, visitor, fault, rules } = page;
  return dashboardPage({
    title: 'Cache',
    visitor,
    app: { name: app, tab: 'cache' },
    body: html`${statusSentence(suspicion(rules) ?? headlineOf(app, stats))}${faultBanner(fault)}${storeAway(stats)}${tiles(stats)}${rulesCard(page)}${keptPages(stats)}
      <div class="r-two start">${passedCard(page)}${explainCard(page)}</div>
      <div class="r-two start">${rulesEditor(page)}<div class="r-stack">${clearCard(page)}${warmCard(page)}</div></div>`,
  });
}

/** A rule that would show people each other's pages comes before everything else. */
function suspicion({ suspects }: CacheRulesFacts): StatusSentence | null {
  const [first] = suspects;
  if (first === undefined) return null;
  return {
    state: 'late',
    sentence: `The canary has switched ${suspects.length === 1 ? 'a rule' : `${suspects.length} rules`} off.`,
    detail: html`Two visitors got two different pages at <code>${first.page}</code>, so nothing of <code>${first.rule}</code> is kept. Other rules lift that, when they pass.`,
  };
}

function storeAway({ store }: AppCacheStats): Html | false {
  if (store !== 'away') return false;
  return banner({
    kind: 'degraded',
    text: 'The Redis that routers share does not answer.',
    detail: 'Each router keeps its own pages meanwhile; nothing old is shown. X07',
  });
}

function headlineOf(app: string, stats: AppCacheStats): StatusSentence {
  const ratio = hitRatio(stats);
  if (!stats.isOn)
    return {
      state: 'idle',
      icon: 'layers-half',
      sentence: `Nothing of ${app} is kept.`,
      detail: html`No answer has said that it may be shared, and its <code>rostra.json</code> says nothing of a cache.`,
    };
  if (ratio === null)
    return { state: 'idle', icon: 'layers-half', sentence: 'Nobody has asked for a page yet.', detail: 'Since the routers started.' };
  const spared = stats.requests.hit + stats.requests.stale + stats.requests.coalesced;
  return {
    state: 'ok',
    sentence: `${percent(ratio)} of the requests never reached ${app}.`,
    detail: `${several(spared, 'request')} since the routers started; ${several(stats.errorsHidden, 'failure')} hidden behind a copy.`,
  };
}

const percent = (ratio: number): string => `${Math.round(ratio * 1000) / 10} %`;

function tiles({ requests }: AppCacheStats): Html {
  const shown = [
    {
      label: 'Answered from a copy',
      value: count(requests.hit + requests.stale),
      unit: `and ${count(requests.coalesced)} with another’s answer`,
    },
    { label: 'Brought by the app', value: count(requests.miss), unit: 'pages that were then kept' },
    { label: 'Past the cache', value: count(requests.bypass), unit: 'personal, or not shared' },
  ];
  return html`<div class="r-tiles">${shown.map((each) => tile(each))}</div>`;
}

const kilobytes = (bytes: number): string =>
  bytes < 1_048_576 ? `${count(Math.round(bytes / 1024))} kB` : `${Math.round(bytes / 104_858) / 10} MB`;

function keptPages({ top, pages, bytes }: AppCacheStats): Html {
  if (top.length === 0)
    return emptyState({
      icon: 'layers-half',
      sentence: 'No page is kept.',
      fact: html`A page is kept from its first visitor on when it carries <code>Surrogate-Control</code> or a rule names it.`,
    });
  return card({
    title: 'Pages',
    say: `${several(pages, 'page')}, ${kilobytes(bytes)}.${pages > top.length ? ` The ${top.length} most asked for:` : ''}`,
    flush: true,
    body: table({
      caption: 'Kept pages',
      cards: true,
      columns: [
        { label: 'Page' },
        { label: 'Hits', numeric: true },
        { label: 'Age', numeric: true },
        { label: 'Fresh for', numeric: true },
        { label: 'Tags' },
      ],
      rows: top.map((each) => pageRow(each)),
    }),
  });
}

function pageRow({ path, hits, ageSeconds, ttlSeconds, tags }: KeptPageFacts): TableRow {
  const fresh = ttlSeconds < 0 ? chip('late', 'stale') : `${count(ttlSeconds)} s`;
  return [html`<code>${path}</code>`, count(hits), `${count(ageSeconds)} s`, fresh, html`<span class="r-small">${tags.join(' ')}</span>`];
}

const states = { hit: 'ok', stale: 'late', miss: 'idle', bypass: 'idle' } as const;

function explainCard({ app, asked: { url, cookie, explanation } }: CachePage): Html {
  return card({
    title: 'Why is this page kept, or not?',
    body: html`<form class="r-stack" method="get" action="${paths.cache(app)}">${field({
      name: 'url',
      label: 'Page',
      type: 'text',
      value: url,
      required: true,
      attributes: { placeholder: '/wudc/draw/', spellcheck: 'false' },
    })}${field({
      name: 'cookie',
      label: 'Cookies of the visitor',
      type: 'text',
      value: cookie,
      help: 'Nothing for somebody who is not logged in.',
      attributes: { placeholder: 'sessionid=1', spellcheck: 'false', autocomplete: 'off' },
    })}<button class="btn btn-outline">${icon('search')}Explain</button>${explanation !== null && answer(explanation)}</form>`,
  });
}

function answer({ decision, reason, rule, page }: CacheExplanation): Html {
  return html`<div role="status"><p>${chip(states[decision], decision)} ${reason}</p><p class="r-muted r-small">${
    rule === null ? 'No rule names it.' : html`Rule <code>${rule}</code>.`
  }${page !== null && ` The copy is ${count(page.ageSeconds)} s old and was asked for ${several(page.hits, 'time')}.`}</p></div>`;
}

function clearCard({ app, visitor }: CachePage): Html {
  const form = html`<form class="r-stack" method="post" action="${paths.cache(app)}">${csrfField(visitor.csrf)}${field({
    name: 'what',
    label: 'Tags or paths',
    type: 'text',
    help: 'Nothing clears every page. /draw* is every path that begins so.',
    attributes: { placeholder: 't:wudc', spellcheck: 'false', autocomplete: 'off' },
  })}${field({ name: 'soft', label: 'Tags only make stale: the copies are shown until new ones are there', type: 'checkbox' })}${holdButton(
    html`${icon('trash')}Hold 1 s: clear`,
    'outline',
  )}</form>`;
  return card({
    title: 'Clear',
    say: 'In every router. The next visitor of each page gets a new one.',
    body: visitor.may('operate') ? form : onlyFor('operate'),
  });
}

function warmCard({ app, visitor }: CachePage): Html {
  const form = html`<form class="r-stack" method="post" action="${paths.cacheWarm(app)}">${csrfField(visitor.csrf)}${field({
    name: 'urls',
    label: 'Pages',
    type: 'textarea',
    help: 'A path or a whole address each line. Nothing brings those that are wanted most.',
    attributes: { rows: 3, placeholder: '/wudc/draw/', spellcheck: 'false', autocomplete: 'off' },
  })}<div class="r-buttons"><button class="btn btn-outline">${icon('arrow-repeat')}Bring them</button></div></form>`;
  return card({
    title: 'Bring pages before visitors come',
    say: 'In every packing, two at a time.',
    body: visitor.may('operate') ? form : onlyFor('operate'),
  });
}
