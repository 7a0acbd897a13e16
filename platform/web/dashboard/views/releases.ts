import { banner, card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Release } from '../../../rules/resources.ts';
import type { AppFacts } from '../facts.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, holdButton, livePart, region, type Visitor } from './frame.ts';
import type { PageFault } from './fault.ts';
import { faultBanner } from './fault.ts';

export interface ReleasesPage {
  readonly facts: AppFacts;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

export function releasesPage({ facts, visitor, fault }: ReleasesPage): Html {
  const { name } = facts.app;
  return dashboardPage({
    title: 'Releases',
    visitor,
    app: { name, tab: 'releases' },
    isLive: true,
    body: livePart(
      paths.appLive(name, { regions: ['releases'], streams: [] }),
      html`${faultBanner(fault)}${region('releases', releasesTable(facts, visitor))}`,
    ),
  });
}

/** Newest first; each older good release can be gone back to. */
export function releasesTable({ app, releases, nowMs }: AppFacts, visitor: Visitor): Html {
  if (releases.length === 0) {
    return html`<h1 class="r-sr">Releases of ${app.name}</h1>${emptyState({ icon: 'layers-half', sentence: 'No release yet', fact: html`A deploy makes the first: <code>npx rostra deploy FOLDER --app ${app.name}</code>` })}`;
  }
  const pending = releases.find((release) => release.status === 'pending');
  return html`${statusSentence(headlineOf(releases, nowMs))}${pending && banner({ kind: 'info', text: `v${pending.version} is on its way.`, detail: 'The older release serves until it is up.' })}${card(
    {
      title: 'History',
      say: several(releases.length, 'release'),
      flush: true,
      body: table({
        caption: `Releases of ${app.name}, newest first`,
        cards: true,
        columns: [
          { label: 'Release' },
          { label: 'State' },
          { label: 'What' },
          { label: 'By' },
          { label: 'When', numeric: true },
          { label: 'Go back', hidden: true },
        ],
        rows: releases.map((release) => releaseRow(release, { app: app.name, serving: app.release, nowMs, visitor })),
      }),
    },
  )}`;
}

function headlineOf(releases: readonly Release[], nowMs: number): StatusSentence {
  const current = releases.find((release) => release.current);
  if (!current) return { state: 'idle', sentence: 'No release serves.', detail: 'Next: deploy, and the first one shows up here.' };
  const { version, reason, actor, createdAt } = current;
  const detail = html`<b>${reason}</b> by ${actor}, ${clockTime(createdAt, nowMs)}. Each older release that was deployed can be gone back to.`;
  return { state: 'ok', sentence: `v${version} serves.`, detail };
}

interface RowContext {
  readonly app: string;
  readonly serving: number | null;
  readonly nowMs: number;
  readonly visitor: Visitor;
}

function releaseRow(release: Release, { app, serving, nowMs, visitor }: RowContext): TableRow {
  const canGoBack = !release.current && release.status === 'succeeded' && release.slug !== null && visitor.may('operate');
  const cells = [
    html`<a class="r-strong" href="${paths.release(app, release.version)}">v${release.version}</a>${release.slug && html` <code class="r-muted">${release.slug}</code>`}`,
    releaseChip(release),
    html`${release.reason}${release.failure && html`<br><span class="r-fail">${release.failure}</span>`}`,
    release.actor,
    html`<time datetime="${release.createdAt}">${clockTime(release.createdAt, nowMs)}</time>`,
    canGoBack && rollbackForm({ app, version: release.version, serving, visitor }),
  ];
  const id = `v${release.version}`; // a new release on top moves no row from under a finger
  return release.status === 'failed' ? { cells, state: 'fail', id } : { cells, id };
}

function releaseChip(release: Release): Html {
  if (release.current) return chip('ok', 'serving');
  const words = { pending: chip('wait', 'on its way'), failed: chip('fail', 'failed'), succeeded: chip('idle', 'done') };
  return words[release.status];
}

export interface Rollback {
  readonly app: string;
  readonly version: number;
  /** What serves now: refused when it is another by the time somebody presses. */
  readonly serving: number | null;
  readonly visitor: Visitor;
}

export function rollbackForm({ app, version, serving, visitor }: Rollback): Html {
  const label = html`${icon('arrow-counterclockwise')}Hold 1 s: go back to v${version}`;
  return html`<form method="post" action="${paths.rollback(app, version)}">${csrfField(visitor.csrf)}${serving !== null && html`<input type="hidden" name="seen" value="${serving}">`}${askTwice({ app, version, visitor })}${holdButton(label, 'outline')}</form>`;
}

/** While an event of the app is on (ALR-40). */
function askTwice({ app, version, visitor }: Pick<Rollback, 'app' | 'version' | 'visitor'>): Html | null {
  const event = visitor.liveEvents.find((each) => each.app === app);
  if (event === undefined) return null;
  return field({ name: 'evenLive', id: `even-live-${version}`, label: `Even while ${event.name} is on`, type: 'checkbox', required: true });
}
