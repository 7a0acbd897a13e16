import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertMessage, chatBody, messageText, webhookBody } from './message.ts';
import type { Incident, IncidentFact } from './incident.ts';

const slow: IncidentFact = {
  subject: 'rule:1',
  metric: 'response_time',
  stat: 'p95',
  threshold: 15_000,
  forSeconds: 60,
  scope: '',
  severity: 'critical',
  value: 18_240,
  worst: 21_000,
  note: null,
  sinceMs: Date.UTC(2026, 6, 5, 9, 30),
  firedAtMs: Date.UTC(2026, 6, 5, 9, 31),
  endedAtMs: null,
};
const failing: IncidentFact = { ...slow, subject: 'rule:2', metric: 'failed_percent', stat: 'all', threshold: 5, value: 6.1, worst: 7 };
const incident: Incident = {
  id: 7,
  app: 'tab',
  openedAtMs: slow.firedAtMs,
  toldAtMs: null,
  toldSeverity: null,
  tellings: 0,
  endedAtMs: null,
  facts: [slow, failing],
};
const place = {
  links: {
    page: 'http://localhost:8080/alerts',
    chart: 'http://localhost:8080/apps/tab/metrics',
    log: 'http://localhost:8080/apps/tab/logs',
  },
  cause: { finding: 'F02', text: 'The web dynos are too busy: load 2.9 of 3' },
  actions: [{ label: 'Scale web to 6', href: 'http://localhost:8080/apps/tab/findings/1' }],
  time: (ms: number) => new Date(ms).toISOString(),
};

describe('the message of an incident', () => {
  const message = alertMessage('firing', incident, place);

  it('has all facts in its subject', () =>
    assert.equal(message.subject, 'tab: 95 of 100 pages within 18,240 ms (limit 15,000 ms); failed 6.1 % (limit 5 %)'));

  it('says since when, now against the limit, the likely cause, where to look and what to press', () =>
    assert.equal(
      messageText(message),
      `tab: 95 of 100 pages within 18,240 ms (limit 15,000 ms); failed 6.1 % (limit 5 %)

Since: 2026-07-05T09:30:00.000Z
- 95 of 100 pages within 18,240 ms (limit 15,000 ms), for 1 min or longer
- failed 6.1 % (limit 5 %), for 1 min or longer

Likely cause (F02): The web dynos are too busy: load 2.9 of 3

Scale web to 6: http://localhost:8080/apps/tab/findings/1
Charts at that time: http://localhost:8080/apps/tab/metrics
Log: http://localhost:8080/apps/tab/logs
All alerts: http://localhost:8080/alerts
`,
    ));

  it('for a webhook is as published', () =>
    assert.deepEqual(webhookBody(message), {
      type: 'alert.firing',
      incident: '7',
      app: 'tab',
      severity: 'critical',
      rule: { metric: 'response_time', stat: 'p95', op: '>=', threshold: 15_000, forSeconds: 60 },
      value: 18_240,
      since: '2026-07-05T09:30:00.000Z',
      grouped: ['failed_percent all 6.1 ≥ 5'],
      cause: place.cause,
      links: { chart: place.links.chart, log: place.links.log },
      actions: place.actions,
    }));

  it('for a chat is text in the two fields that chats read', () => assert.deepEqual(Object.keys(chatBody(message)), ['text', 'content']));

  it('of the end says how long it was and how bad', () => {
    const over = { ...incident, endedAtMs: slow.firedAtMs + 720_000, facts: [slow, failing].map((fact) => ({ ...fact, endedAtMs: 1 })) };
    const { subject, cause, actions } = alertMessage('resolved', over, place);
    assert.equal(
      subject,
      'tab is well again after 12 min; at its worst 95 of 100 pages within 21,000 ms (limit 15,000 ms); failed 7 % (limit 5 %)',
    );
    assert.deepEqual({ cause, actions }, { cause: null, actions: [] });
  });
});
