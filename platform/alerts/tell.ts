import type { Control } from '../control/control.ts';
import { appUrl } from '../control/resources.ts';
import { alertMessage } from '../rules/alerts/message.ts';
import type { MessagePlace, Telling } from '../rules/alerts/message.ts';
import { tellingOf, worstSeverity } from '../rules/alerts/incident.ts';
import type { Incident } from '../rules/alerts/incident.ts';
import type { ChannelRecord } from '../store/alert-channels.ts';
import type { AlertRuleRecord } from '../store/alert-rules.ts';
import { ruleSubject } from './evaluate.ts';

/** Puts the messages that are due on their way. That an incident was told and what goes out is one transaction. */
export function tellIncidents(control: Control): void {
  const { store, clock } = control;
  const rules = store.alertRules.list();
  for (const incident of store.incidents.untold()) {
    const own = rules.filter((rule) => incident.facts.some(({ subject }) => subject === ruleSubject(rule.id)));
    const nowMs = clock.nowMs();
    const telling = tellingOf(incident, { nowMs, isMorePending: isMorePending(rules, incident), repeatSeconds: repeatOf(own) });
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
  const message = alertMessage(telling, incident, placeOf(control, incident));
  const open = incident.facts.filter(({ endedAtMs }) => endedAtMs === null);
  const severity = worstSeverity(open.length === 0 ? incident.facts : open);
  store.transaction(() => {
    const nth = store.incidents.setTold(incident.id, telling === 'resolved' ? null : severity, nowMs);
    for (const { id } of channelsFor(store.alertChannels.list(), incident, own))
      store.alertChannels.addDelivery({ channelId: id, incidentId: incident.id, telling, nth, message }, nowMs);
  });
  control.changes.announce();
}

/** Nobody hears of what began and ended while it was to be quiet. */
function passOver({ store, clock }: Control, incident: Incident): void {
  if (incident.endedAtMs !== null) store.incidents.setTold(incident.id, null, clock.nowMs());
}

const isMorePending = (rules: readonly AlertRuleRecord[], { app }: Incident): boolean =>
  rules.some(({ appName, state }) => appName === app && state.phase === 'pending');

function repeatOf(own: readonly AlertRuleRecord[]): number {
  const wanted = own.map(({ repeatSeconds }) => repeatSeconds).filter((seconds) => seconds > 0);
  return wanted.length === 0 ? 0 : Math.min(...wanted);
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

function placeOf(control: Control, { app }: Incident): MessagePlace {
  const base = appUrl(control);
  const at = app === null ? base : `${base}/apps/${encodeURIComponent(app)}`;
  const record = app === null ? null : control.store.apps.byName(app);
  const top = record === null ? null : (control.store.findings.ofApp(record.id)[0] ?? null);
  return {
    time: (ms) => new Date(ms).toISOString(),
    links: {
      page: `${base}/alerts`,
      chart: app === null ? `${base}/alerts` : `${at}/metrics`,
      log: app === null ? `${base}/alerts` : `${at}/logs`,
    },
    cause: top === null ? null : { finding: top.rule, text: `${top.title}. ${top.why}` },
    actions: top === null ? [] : top.actions.map(({ label }) => ({ label, href: `${at}/findings/${top.id}` })),
  };
}
