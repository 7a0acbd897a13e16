import { card, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { IconName } from '#kit/html/icons.ts';
import type { AppEvent, EventKind } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';

const symbols: Record<EventKind, IconName> = {
  deploy: 'rocket-takeoff',
  release: 'layers-half',
  rollback: 'arrow-counterclockwise',
  scale: 'arrow-left-right',
  config: 'gear',
  restart: 'arrow-repeat',
  crash: 'x-octagon-fill',
  addon: 'database',
  maintenance: 'cone-striped',
  app: 'box-arrow-in-right',
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
