import type { AlertChannel, AlertIncident, AlertRule } from '../rules/alert-resources.ts';
import { conditionWords, figure } from '../rules/alerts/alert-rule.ts';
import { shownAddress } from '../rules/alerts/channel.ts';
import { worstSeverity } from '../rules/alerts/incident.ts';
import type { Incident, IncidentFact } from '../rules/alerts/incident.ts';
import { factText } from '../rules/alerts/message.ts';
import type { ChannelRecord } from '../store/alert-channels.ts';
import type { AlertRuleRecord } from '../store/alert-rules.ts';

/** Records of alerts as the API shows them. */

export function shownRule(rule: AlertRuleRecord, channels: readonly ChannelRecord[], nowMs: number): AlertRule {
  const { appId: _, appName, state, snoozedUntilMs, value, channels: ids, source, ...wish } = rule;
  return {
    ...wish,
    isOfEvent: source === 'event',
    app: appName,
    words: conditionWords(rule),
    channels: ids === null ? null : channels.filter(({ id }) => ids.includes(id)).map(({ name }) => name),
    state: state.phase,
    since: timeOrNull(state.sinceMs),
    value,
    valueWords: value === null ? null : figure(value, rule.metric),
    snoozedUntil: snoozedUntilMs > nowMs ? time(snoozedUntilMs) : null,
  };
}

export function shownChannel(channel: ChannelRecord): AlertChannel {
  const { id, name, kind, address, relay, allowsLoopback, quietHours, digestAt, timezone, failures, failure, usedAtMs, testedAtMs } =
    channel;
  const when = { quietHours, digestAt, timezone };
  const state = usedAtMs === null ? 'untested' : failures > 0 ? 'failing' : 'ok';
  const shown = { address: shownAddress(kind, address), relay: relay === null ? null : withoutPassword(relay) };
  return {
    id,
    name,
    kind,
    ...shown,
    allowsLoopback,
    ...when,
    state,
    failure,
    usedAt: timeOrNull(usedAtMs),
    testedAt: timeOrNull(testedAtMs),
  };
}

export function shownIncident({ id, app, openedAtMs, toldAtMs, endedAtMs, facts }: Incident): AlertIncident {
  return {
    id,
    app,
    isOpen: endedAtMs === null,
    severity: worstSeverity(facts),
    openedAt: time(openedAtMs),
    toldAt: timeOrNull(toldAtMs),
    endedAt: timeOrNull(endedAtMs),
    facts: facts.map((fact) => ({
      text: factWords(fact),
      severity: fact.severity,
      since: time(fact.sinceMs),
      endedAt: timeOrNull(fact.endedAtMs),
      ...issueOf(fact),
    })),
  };
}

function issueOf({ subject }: IncidentFact): { readonly issue?: number } {
  const digits = /^(?:issue|errors:\d+:(?:times|people)):(\d+)$/.exec(subject)?.[1];
  return digits === undefined ? {} : { issue: Number(digits) };
}

function factWords(fact: IncidentFact): string {
  return fact.endedAtMs === null ? factText(fact, fact.value) : `${factText(fact, fact.worst)} at its worst`;
}

function withoutPassword(relay: string): string {
  const url = new URL(relay);
  if (url.password !== '') url.password = '***';
  return url.href;
}

const time = (ms: number): string => new Date(ms).toISOString();
const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms));
