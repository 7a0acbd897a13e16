import type { Control } from '../control/control.ts';
import { appUrl } from '../control/resources.ts';
import { alertMessage } from '../rules/alerts/message.ts';
import type { AlertMessage, MessagePlace, Telling } from '../rules/alerts/message.ts';
import { tellingOf, worstSeverity } from '../rules/alerts/incident.ts';
import type { Incident } from '../rules/alerts/incident.ts';
import { outAtMs } from '../rules/alerts/told-when.ts';
import type { ChannelRecord } from '../store/alert-channels.ts';
import type { AlertRuleRecord } from '../store/alert-rules.ts';
import type { Finding } from '../rules/findings/finding.ts';
import { isEventLive } from '../costs/planned.ts';
import { actLink } from './act-links.ts';
import type { LinkedAct } from './act-links.ts';
import { ruleSubject } from './rule-subject.ts';

/** Puts the messages that are due on their way. That an incident was told and what goes out is one transaction. */
export function tellIncidents(control: Control): void {
  const { store, clock } = control;
  const rules = store.alertRules.list();
  for (const incident of store.incidents.untold()) {
    const own = rules.filter((rule) => incident.facts.some(({ subject }) => subject === ruleSubject(rule.id)));
    const nowMs = clock.nowMs();
    const telling = tellingOf(incident, { nowMs, isMorePending: isMorePending(rules, incident), repeatSeconds: repeatOf(control, own) });
    if (telling === null) continue;
    if (isSnoozed(incident, own, nowMs)) passOver(control, incident);
    else tell(control, incident, { telling, own });
  }
}

interface ToTell {
  readonly telling: Telling;
  /** The rules of its facts that are still there. */
  readonly own: readonly AlertRuleRecord[];
}

function tell(control: Control, incident: Incident, { telling, own }: ToTell): void {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const message = alertMessage(telling, incident, placeOf(control, incident, own));
  const open = incident.facts.filter(({ endedAtMs }) => endedAtMs === null);
  const severity = worstSeverity(open.length === 0 ? incident.facts : open);
  store.transaction(() => {
    const nth = store.incidents.setTold(incident.id, telling === 'resolved' ? null : severity, nowMs);
    for (const channel of channelsFor(store.alertChannels.list(), incident, own)) {
      const nextTryMs = outAtMs(channel, message.severity, nowMs);
      store.alertChannels.addDelivery({ channelId: channel.id, incidentId: incident.id, telling, nth, message, nextTryMs }, nowMs);
    }
  });
  control.changes.announce();
}

/** Nobody hears of what began and ended while it was to be quiet. */
function passOver({ store, clock }: Control, incident: Incident): void {
  if (incident.endedAtMs !== null) store.incidents.setTold(incident.id, null, clock.nowMs());
}

const isMorePending = (rules: readonly AlertRuleRecord[], { app }: Incident): boolean =>
  rules.some(({ appName, state }) => appName === app && state.phase === 'pending');

/** In an event twice an hour (ALR-05). */
const repeatInEvent = 1800;

function repeatOf(control: Control, own: readonly AlertRuleRecord[]): number {
  const wanted = own.map(({ repeatSeconds }) => repeatSeconds).filter((seconds) => seconds > 0);
  const [first] = own;
  if (wanted.length === 0 || first === undefined) return 0;
  return Math.min(...wanted, ...(isEventLive(control, first.appId) ? [repeatInEvent] : []));
}

const isSnoozed = ({ facts }: Incident, own: readonly AlertRuleRecord[], nowMs: number): boolean =>
  facts.length === own.length && own.every(({ snoozedUntilMs }) => snoozedUntilMs > nowMs);

/** All of them when one of its rules says so; never the one that the incident is about. */
function channelsFor(all: readonly ChannelRecord[], { facts }: Incident, own: readonly AlertRuleRecord[]): readonly ChannelRecord[] {
  const wanted = own.map(({ channels }) => channels);
  const isWanted = ({ id }: ChannelRecord): boolean => own.length === 0 || wanted.some((ids) => ids === null || ids.includes(id));
  return all.filter(
    (channel) => channel.kind !== 'heartbeat' && isWanted(channel) && !facts.some(({ subject }) => subject === channelSubject(channel.id)),
  );
}

export const channelSubject = (id: number): string => `channel:${id}`;

function placeOf(control: Control, incident: Incident, own: readonly AlertRuleRecord[]): MessagePlace {
  const { app } = incident;
  const base = appUrl(control);
  const at = app === null ? base : `${base}/apps/${encodeURIComponent(app)}`;
  const top = topFinding(control, app);
  return {
    time: (ms) => new Date(ms).toISOString(),
    links: {
      page: `${base}/alerts`,
      chart: app === null ? `${base}/alerts` : `${at}/metrics?${timeAround(incident, control.clock.nowMs())}`,
      log: app === null ? `${base}/alerts` : `${at}/logs`,
    },
    cause: top === null ? null : { finding: top.rule, text: `${top.title}. ${top.why}` },
    actions: app === null ? [] : actionsFor(control, { incident: incident.id, app, top, canBeQuiet: own.length > 0 }),
  };
}

function topFinding({ store }: Control, app: string | null): Finding | null {
  const record = app === null ? null : store.apps.byName(app);
  return record === null ? null : (store.findings.ofApp(record.id)[0] ?? null);
}

const aroundSeconds = 600;

/** The charts show what it was before, too. */
function timeAround({ facts, endedAtMs }: Incident, nowMs: number): string {
  const from = Math.floor(Math.min(...facts.map(({ sinceMs }) => sinceMs)) / 1000) - aroundSeconds;
  return new URLSearchParams({ from: String(from), to: String(Math.ceil((endedAtMs ?? nowMs) / 1000)) }).toString();
}

interface Acting {
  readonly incident: number;
  readonly app: string;
  readonly top: Finding | null;
  readonly canBeQuiet: boolean;
}

const quietMinutes = 120;

/** What helps, by one press each; what is only to be looked at is a page. */
function actionsFor(control: Control, { incident, app, top, canBeQuiet }: Acting): AlertMessage['actions'] {
  const link = (act: LinkedAct['act']): string => actLink(control, { incident, app, act });
  const helping = (top?.actions ?? []).map(({ label, call }, action) => {
    const page = `${appUrl(control)}/apps/${encodeURIComponent(app)}/findings/${top?.id}`;
    return { label, href: call.verb === 'look' ? page : link({ verb: 'finding', finding: top?.id ?? 0, action }) };
  });
  return [...helping, ...(canBeQuiet ? [{ label: 'Quiet for 2 hours', href: link({ verb: 'quiet', minutes: quietMinutes }) }] : [])];
}
