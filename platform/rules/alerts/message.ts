import type { Severity } from '../findings/finding.ts';
import { figure, metricFacts, spanWords } from './alert-rule.ts';
import type { Incident, IncidentFact } from './incident.ts';

/** What people are told of an incident, before it takes the form of a channel. Times are RFC 3339. */
export interface AlertMessage {
  readonly type: 'alert.firing' | 'alert.reminder' | 'alert.resolved' | 'alert.digest' | 'alert.test';
  readonly incident: number;
  readonly app: string | null;
  readonly severity: Severity;
  /** One line. */
  readonly subject: string;
  readonly since: string;
  readonly endedAt: string | null;
  /** The worst first. */
  readonly facts: readonly MessageFact[];
  /** Of a digest: what each of its messages says. */
  readonly entries?: readonly string[];
  /** The top finding of the monitor. */
  readonly cause: MessageCause | null;
  readonly links: { readonly page: string; readonly chart: string; readonly log: string };
  readonly actions: readonly { readonly label: string; readonly href: string }[];
}

export interface MessageFact {
  readonly rule: {
    readonly metric: string;
    readonly stat: string;
    readonly op: '>=' | '<';
    readonly threshold: number;
    readonly forSeconds: number;
  };
  readonly value: number;
  /** `95 of 100 pages within 18,240 ms (limit 15,000 ms)` */
  readonly text: string;
}

export interface MessageCause {
  readonly finding: string;
  readonly text: string;
}

/** Where the parts of the dashboard are, and the buttons of the cause. */
export interface MessagePlace {
  readonly links: AlertMessage['links'];
  readonly cause: MessageCause | null;
  readonly actions: AlertMessage['actions'];
  /** Milliseconds as RFC 3339. */
  readonly time: (ms: number) => string;
}

export type Telling = 'firing' | 'reminder' | 'resolved';

/** The message about an incident (ALR-06): what, since when, now against the limit, the likely cause, where to look, what to press. */
export function alertMessage(telling: Telling, incident: Incident, { links, cause, actions, time }: MessagePlace): AlertMessage {
  const open = incident.facts.filter(({ endedAtMs }) => endedAtMs === null);
  const shown = telling === 'resolved' || open.length === 0 ? incident.facts : open;
  const facts = shown.map((fact) => messageFact(fact, telling));
  const sinceMs = Math.min(...incident.facts.map((fact) => fact.sinceMs));
  return {
    type: `alert.${telling}`,
    incident: incident.id,
    app: incident.app,
    severity: worst(shown),
    subject: subjectOf(telling, incident, facts),
    since: time(sinceMs),
    endedAt: incident.endedAtMs === null ? null : time(incident.endedAtMs),
    facts,
    cause: telling === 'resolved' ? null : cause,
    links,
    actions: telling === 'resolved' ? [] : actions,
  };
}

function worst(facts: readonly IncidentFact[]): Severity {
  return (['critical', 'warning', 'info'] as const).find((severity) => facts.some((fact) => fact.severity === severity)) ?? 'info';
}

function messageFact(fact: IncidentFact, telling: Telling): MessageFact {
  const { metric, stat, threshold, forSeconds } = fact;
  const { bad } = metricFacts(metric);
  const value = telling === 'resolved' ? fact.worst : fact.value;
  const text = factText(fact, value);
  return { rule: { metric, stat, op: bad === 'from' ? '>=' : '<', threshold, forSeconds }, value, text };
}

/** `95 of 100 pages within 18,240 ms (limit 15,000 ms)` */
export function factText({ metric, stat, threshold, note }: IncidentFact, value: number): string {
  const now = `${metricFacts(metric).words(stat)} ${figure(value, metric)}`;
  return note ?? `${now} (limit ${figure(threshold, metric)})`;
}

function subjectOf(telling: Telling, { app, endedAtMs, openedAtMs }: Incident, facts: readonly MessageFact[]): string {
  const who = app ?? 'This installation';
  const what = facts.map(({ text }) => text).join('; ');
  if (telling !== 'resolved') return `${who}: ${what}${telling === 'reminder' ? ' (still)' : ''}`;
  const minutes = spanWords(Math.max(1, Math.round(((endedAtMs ?? openedAtMs) - openedAtMs) / 1000)));
  return `${who} is well again after ${minutes}; at its worst ${what}`;
}

/** Several messages that have waited, as one: what each says, in their order (ALR-05). */
export function digestMessage(messages: readonly AlertMessage[], { page }: Pick<AlertMessage['links'], 'page'>): AlertMessage {
  const apps = new Set(messages.map(({ app }) => app ?? 'this installation'));
  return {
    type: 'alert.digest',
    incident: 0,
    app: null,
    severity: messages.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
    subject: `${messages.length} messages about ${[...apps].join(', ')}`,
    since: messages.map(({ since }) => since).toSorted()[0] ?? '',
    endedAt: null,
    facts: [],
    entries: messages.map(({ since, subject }) => `${since.slice(0, 16).replace('T', ' ')} UTC: ${subject}`),
    cause: null,
    links: { page, chart: page, log: page },
    actions: [],
  };
}

/** As plain text, for a mail or a chat. */
export function messageText(message: AlertMessage): string {
  const { facts, entries, since, endedAt, cause, links, actions, type } = message;
  const lines = [
    message.subject,
    '',
    `Since: ${since}`,
    ...(endedAt === null ? [] : [`Until: ${endedAt}`]),
    ...(entries ?? []).map((entry) => `- ${entry}`),
    ...facts.map(({ text, rule }) => `- ${text}${rule.forSeconds === 0 ? '' : `, for ${spanWords(rule.forSeconds)} or longer`}`),
    '',
    ...(cause === null ? [] : [`Likely cause (${cause.finding}): ${cause.text}`, '']),
    ...actions.map(({ label, href }) => `${label}: ${href}`),
    ...(type === 'alert.test' || type === 'alert.digest' ? [] : [`Charts at that time: ${links.chart}`, `Log: ${links.log}`]),
    `All alerts: ${links.page}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The body of a webhook (platform specification, Annex E). */
export function webhookBody({
  type,
  incident,
  app,
  facts,
  entries,
  severity,
  since,
  endedAt,
  cause,
  links,
  actions,
}: AlertMessage): object {
  const [first, ...others] = facts;
  return {
    type,
    incident: String(incident),
    app,
    severity,
    rule: first?.rule ?? null,
    value: first?.value ?? null,
    since,
    ...(endedAt === null ? {} : { endedAt }),
    grouped: others.map(({ rule, value }) => `${rule.metric} ${rule.stat} ${value} ${rule.op === '<' ? '<' : '≥'} ${rule.threshold}`),
    ...(entries === undefined ? {} : { entries }),
    cause,
    links: { chart: links.chart, log: links.log },
    actions,
  };
}

/** Slack and Mattermost read `text`, Discord `content`. */
export function chatBody(message: AlertMessage): object {
  const mark = message.type === 'alert.resolved' ? '✅' : message.severity === 'critical' ? '🔴' : '🟠';
  const text = `${mark} ${messageText(message)}`.trimEnd();
  return { text, content: text.slice(0, 2000) };
}
