import { card, chip, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { AlertIncident } from '../../../rules/alert-resources.ts';
import { spanWords } from '../../../rules/alerts/alert-rule.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';

export interface IncidentList {
  readonly incidents: readonly AlertIncident[];
  readonly nowMs: number;
  readonly namesApps: boolean;
}

/** What went wrong: what is open first, then the newest. */
export function incidentsCard({ incidents, nowMs, namesApps }: IncidentList): Html {
  const lines = incidents.slice(0, 20).map((incident) => incidentLine(incident, { nowMs, namesApps }));
  const body =
    lines.length === 0
      ? html`<p class="r-muted">Nothing went wrong so far. What alerts look at, and when, stands on the page of each app.</p>`
      : html`<ul class="r-checks">${lines}</ul>`;
  return card({ title: 'Incidents', say: lines.length === 0 ? null : 'open ones first', body });
}

function incidentLine(incident: AlertIncident, { nowMs, namesApps }: Pick<IncidentList, 'nowMs' | 'namesApps'>): Html {
  const { id, app, isOpen, severity, openedAt, endedAt, toldAt, facts } = incident;
  const tone = isOpen ? (severity === 'critical' ? 'r-fail' : 'r-late') : null;
  const who = app === null ? html`<b>This installation</b>` : html`<a class="r-strong" href="${paths.appAlerts(app)}">${app}</a>`;
  const lasted =
    endedAt === null
      ? chip(severity === 'critical' ? 'fail' : 'late', 'open')
      : html`<span class="r-muted">over after ${lastedWords(openedAt, endedAt)}</span>`;
  const words = facts.map(({ text, issue }, at) => html`${at > 0 && '; '}${linked(text, app, issue)}`);
  return html`<li class="${tone}" data-key="incident-${id}"><span class="ic">${icon(isOpen ? 'exclamation-triangle-fill' : 'check-circle-fill')}</span><span>${namesApps && html`${who} `}${words} ${lasted}${toldAt === null && html` <span class="r-muted">nobody told yet</span>`}</span><time class="r-muted r-small" datetime="${openedAt}">${clockTime(openedAt, nowMs)}</time></li>`;
}

function linked(text: string, app: string | null, issue: number | undefined): Html {
  return app === null || issue === undefined ? html`${text}` : html`<a href="${paths.issue(app, issue)}">${text}</a>`;
}

const lastedWords = (from: string, to: string): string => spanWords(Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 1000)));
