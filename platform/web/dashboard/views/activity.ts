import { card, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { IconName } from '#kit/html/icons.ts';
import { eventKinds, type AppEvent, type EventKind } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, type Visitor } from './frame.ts';

const symbols: Record<EventKind, IconName> = {
  effect: 'activity',
  deploy: 'rocket-takeoff',
  release: 'layers-half',
  rollback: 'arrow-counterclockwise',
  scale: 'arrow-left-right',
  config: 'gear',
  restart: 'arrow-repeat',
  crash: 'x-octagon-fill',
  addon: 'database',
  maintenance: 'cone-striped',
  backup: 'shield-check',
  app: 'box-arrow-in-right',
};

const kindWords: Record<EventKind, string> = {
  effect: 'effects',
  deploy: 'deploys',
  release: 'releases',
  rollback: 'rollbacks',
  scale: 'changes of scale',
  config: 'config vars',
  restart: 'restarts',
  crash: 'crashes',
  addon: 'add-ons',
  maintenance: 'maintenance',
  backup: 'backups and restores',
  app: 'everything else',
};

export interface Activity {
  readonly events: readonly AppEvent[];
  readonly nowMs: number;
  /** On the overview the lines name their app. */
  readonly namesApps: boolean;
}

/** What was done and what happened, newest first. */
export function activityCard({ events, nowMs, namesApps }: Activity): Html {
  const lines = events.map(
    (event) =>
      html`<li class="${event.level === 'critical' ? 'r-fail' : event.level === 'warning' ? 'r-late' : null}" data-key="event-${event.id}"><span class="ic">${icon(symbols[event.kind])}</span><span>${namesApps && html`<b>${event.app}</b> `}${event.text}${event.actor && html` <span class="r-muted">by ${event.actor}</span>`}</span><time class="r-muted r-small" datetime="${event.at}">${clockTime(event.at, nowMs)}</time></li>`,
  );
  const body =
    lines.length === 0
      ? html`<p class="r-muted">Nothing has happened yet. Deploys, changes of scale and crashes show up here.</p>`
      : html`<ul class="r-checks">${lines}</ul>`;
  return card({ title: 'Activity', body });
}

export interface ActivityPage {
  readonly app: string;
  readonly events: readonly AppEvent[];
  readonly filter: { readonly kind: EventKind | null; readonly by: string | null };
  /** Who has done something here. */
  readonly actors: readonly string[];
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** Everything that was done and that happened, by kind and by person. */
export function activityPage({ app, events, filter, actors, visitor, nowMs }: ActivityPage): Html {
  const [newest] = events;
  const detail =
    newest === undefined
      ? 'Nothing of this kind is remembered.'
      : html`Last: <b>${newest.text}</b>${newest.actor && ` by ${newest.actor}`}, ${clockTime(newest.at, nowMs)}.`;
  const everyKind = { value: '', label: 'everything' };
  const everybody = { value: '', label: 'everybody' };
  return dashboardPage({
    title: 'Activity',
    visitor,
    app: { name: app, tab: 'activity' },
    body: html`${statusSentence({ state: 'idle', icon: 'clock-history', sentence: `What happened to ${app}.`, detail })}
    <form class="r-inline" method="get" action="${paths.activity(app)}">${field({ name: 'kind', label: 'Kind', type: 'select', value: filter.kind ?? '', options: [everyKind, ...eventKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))] })}${field({ name: 'by', label: 'By', type: 'select', value: filter.by ?? '', options: [everybody, ...actors.map((actor) => ({ value: actor, label: actor }))] })}<button class="btn btn-outline">${icon('funnel')}Show</button></form>
    ${activityCard({ events, nowMs, namesApps: false })}
    ${visitor.may('change') && html`<p class="r-muted">Each request with its address, and who looked at secrets: <a href="${paths.audit({ app })}">audit log of ${app}</a>.</p>`}`,
  });
}
