import { card, chip, csrfField, emptyState, field, icon, statusSentence, tile } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import { durationWords } from '#kit/time/duration.ts';
import type { UpcomingEvent } from '../../../rules/findings/event-evidence.ts';
import type { App } from '../../../rules/resources.ts';
import type { AppSummary, OverviewFacts } from '../facts.ts';
import { clockTime, count, several } from '../format.ts';
import { headlineWithError, overviewHeadline, type OpenError } from '../headlines.ts';
import { paths } from '../routes.ts';
import { allTraffic, shownTrafficSeconds, bucketed, type Traffic } from '../traffic.ts';
import { microText } from '../../../rules/costs/money-text.ts';
import type { Day } from '../day.ts';
import type { MoneyToday } from '../money-today.ts';
import { activityCard } from './activity.ts';
import { dayCard } from './day-chart.ts';
import { appChip } from './dyno-words.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';
import { sparkline } from './sparkline.ts';
import { upcomingCards } from './upcoming.ts';

export interface Overview {
  readonly facts: OverviewFacts;
  readonly visitor: Visitor;
  /** The next event of each app. */
  readonly upcoming: readonly UpcomingEvent[];
  readonly day: Day;
  /** What is wrong with the name of a new app, and the name as it was typed. */
  readonly newApp?: { readonly name: string; readonly fault: string };
}

/** The parts that are kept up to date, by name. */
export const overviewRegions = { status: statusRegion, tiles: tilesRegion, apps: appsRegion, activity: activityRegion };

export function overviewPage({ facts, visitor, upcoming, day, newApp }: Overview): Html {
  const names = ['status', 'tiles', 'apps', 'activity'] as const;
  const shown = {
    status: overviewRegions.status(facts),
    tiles: overviewRegions.tiles(facts),
    apps: overviewRegions.apps(facts),
    activity: overviewRegions.activity(facts),
  };
  const appsColumn = html`<div class="r-stack">${region('apps', shown.apps)}${visitor.may('change') && newAppCard(visitor, newApp)}</div>`;
  return dashboardPage({
    title: 'Overview',
    visitor,
    place: 'apps',
    isLive: true,
    body: livePart(
      paths.overviewLive(names),
      html`${region('status', shown.status)}${region('tiles', shown.tiles)}${upcomingCards(upcoming, facts.nowMs)}${dayCard(day)}<div class="r-two r-wide-first">${appsColumn}${region('activity', shown.activity)}</div>`,
    ),
  });
}

function statusRegion(facts: OverviewFacts): Html {
  const { openError } = facts;
  const calm = overviewHeadline(
    facts.apps.map(({ app }) => app),
    facts.status,
    lastMinuteOf(facts),
  );
  const { state, sentence, detail } = headlineWithError(calm, openError);
  const actions = openError === null ? [] : [whereItBroke(openError)];
  return statusSentence({ state, sentence, detail: html`${detail}${momentWords(facts)}`, actions });
}

const whereItBroke = ({ app, issue }: OpenError): Html =>
  html`<a class="btn btn-outline" href="${paths.issue(app, issue)}">${icon('search')}See where it broke</a>`;

/** `Next: Draw of round 3 of tab at 14:00:00, 1,200 people, 4 web dynos.` */
function momentWords({ nextMoment, nowMs }: OverviewFacts): Html | null {
  if (nextMoment === null) return null;
  const { app, at, title, expectPeople, quantity } = nextMoment;
  return html` Next: <a href="${paths.scaling(app)}">${title}</a> of ${app}, <time datetime="${at}">${clockTime(at, nowMs)}</time>, ${count(expectPeople)} people, ${several(quantity, 'web dyno')}.`;
}

function lastMinuteOf(facts: OverviewFacts): Traffic {
  return allTraffic(facts.apps.map(({ lastMinute }) => lastMinute));
}

function tilesRegion(facts: OverviewFacts): Html {
  const { requests, failed, p95Ms } = lastMinuteOf(facts);
  const points = facts.apps.flatMap((summary) => summary.points);
  const window = { untilSecond: facts.nowMs / 1000, seconds: shownTrafficSeconds, steps: 45 };
  const requestsSpark = sparkline(bucketed(points, { ...window, join: 'sum', of: (point) => point.ok + point.failed }), 'p50');
  const speedSpark = sparkline(bucketed(points, { ...window, join: 'max', of: (point) => point.p95 }), 'p95');
  return html`<section class="r-tiles" aria-label="Now">${[
    tile({
      label: 'Requests, last minute',
      value: count(requests),
      spark: requestsSpark,
      judge: requestWords({ requests, failed }),
    }),
    tile({ label: 'Speed, 95 of 100 requests within', ...speedParts(p95Ms), spark: speedSpark, judge: speedWords(p95Ms) }),
    moneyTile(facts.money),
  ]}</section>`;
}

function requestWords({ requests, failed }: Pick<Traffic, 'requests' | 'failed'>): Html | string {
  if (requests === 0) return 'nobody asked for a page';
  return failed === 0
    ? 'none failed · drawn: the last 12 minutes'
    : html`<span class="r-fail">${count(failed)} failed; see the logs of the app</span>`;
}

function moneyTile({ currency, todayMicro, perHourMicro, endMicro, budget }: MoneyToday): Html {
  const money = (micro: number): string => microText(micro, currency);
  const cap = budget === null ? null : html` · <a href="${paths.costs()}">budget ${budget.name}</a> ${budget.percent} % spent`;
  const judge = html`${money(endMicro)} likely by midnight UTC, ${microText(perHourMicro, currency, 3)} an hour${cap}`;
  return tile({ label: 'Money today', value: money(todayMicro), judge });
}

function speedParts(p95Ms: number | null): { readonly value: string; readonly unit?: string } {
  const [value = '–', unit] = durationWords(p95Ms).split(' ');
  return unit === undefined ? { value } : { value, unit };
}

function speedWords(p95Ms: number | null): string {
  if (p95Ms === null) return 'nobody asked for a page';
  return p95Ms < 1000 ? 'good · slow would be 1,000 ms' : 'slow · people notice from 1,000 ms';
}

function appsRegion(facts: OverviewFacts): Html {
  if (facts.apps.length === 0) {
    return emptyState({
      icon: 'rocket-takeoff',
      sentence: 'No app is deployed',
      fact: html`Make one: <code>npx rostra apps:create hello</code>. Then give it code, a folder with a Procfile: <code>npx rostra deploy FOLDER --app hello</code>`,
    });
  }
  return card({
    title: 'What runs',
    say: several(facts.apps.length, 'app'),
    aside: html`${partChip('router', facts.status.router)}${partChip('supervisor', facts.status.dynod)}`,
    flush: true,
    body: html`${table({
      caption: 'Apps on this platform',
      cards: true,
      columns: [
        { label: 'App' },
        { label: 'State' },
        { label: 'Dynos' },
        { label: 'Requests a minute', numeric: true },
        { label: '95 of 100 within', numeric: true },
        { label: 'Release', numeric: true },
      ],
      rows: facts.apps.map(appRow),
    })}${facts.copies.map(copyLine)}`,
  });
}

/** Bots are no visitors, and what they break is a copy. */
function copyLine({ name, copyOf = name }: App): Html {
  return html`<p class="r-more">${icon('robot')} Bots play a copy of <a href="${paths.rehearsals(copyOf)}">${copyOf}</a>: ${name}.</p>`;
}

function partChip(name: string, state: 'up' | 'away'): Html {
  return state === 'up' ? chip('ok', name) : chip('late', `${name} away`);
}

function appRow({ app, dynos, lastMinute }: AppSummary): TableRow {
  return [
    html`<a class="r-strong" href="${paths.app(app.name)}">${app.name}</a><br><a class="r-plain r-muted r-small" href="${app.url}">${app.url.replace(/^https?:\/\//, '')}</a>`,
    appChip(app),
    typeCounts(dynos, app.dynos),
    count(lastMinute.requests),
    durationWords(lastMinute.p95Ms),
    app.release === null ? html`<span class="nil">–</span>` : `v${app.release}`,
  ];
}

function typeCounts(dynos: AppSummary['dynos'], { up, wanted }: { readonly up: number; readonly wanted: number }): Html {
  const types = [...new Set(dynos.map((dyno) => dyno.type))];
  const words = types.map((type) => `${type} ${dynos.filter((dyno) => dyno.type === type && dyno.state === 'up').length}`);
  return html`${words.join(' · ')}${up !== wanted && html` <span class="r-muted">of ${wanted} wanted</span>`}`;
}

function activityRegion({ events, nowMs }: OverviewFacts): Html {
  return activityCard({ events, nowMs, namesApps: true });
}

function newAppCard(visitor: Visitor, wrong: Overview['newApp']): Html {
  return card({
    title: 'New app',
    say: 'small letters, digits and dashes',
    body: html`<form class="r-inline" method="post" action="${paths.newApp()}">${csrfField(visitor.csrf)}${field({
      name: 'name',
      label: 'Name',
      type: 'text',
      value: wrong?.name ?? '',
      required: true,
      error: wrong?.fault,
      attributes: { autocomplete: 'off', spellcheck: 'false' },
    })}<button class="btn btn-outline">${icon('plus-lg')}Create app</button></form>`,
  });
}
