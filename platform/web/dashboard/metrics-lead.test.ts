import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../rules/findings/finding.ts';
import { metricsLead } from './metrics-lead.ts';
import type { LeadFacts } from './metrics-lead.ts';

const calm = { requests: 600, p95Ms: 40, queueP95Ms: 0, turnedAway: 0 };
const crowded = { requests: 1500, p95Ms: 2100, queueP95Ms: 2050, turnedAway: 900 };
const scaling: LeadFacts['scaling'] = {
  from: '2026-07-04T09:00:00Z',
  to: '2026-07-04T09:05:00Z',
  currency: 'USD',
  present: { quantity: 1, size: 'standard-1x' },
  lastMinute: calm,
  advice: { peak: { at: '2026-07-04T09:04:30Z', perSecond: 60, busySlots: 2.4 }, quantity: 3, choices: [] },
};
const quiet: LeadFacts = {
  metrics: {
    from: 0,
    to: 900,
    totals: { requests: 9000, failedByRouter: 0, failedByApp: 0, p95: 45 },
    stepSeconds: 10,
    seconds: [0, 10, 20, 30, 40],
    panels: [],
  },
  scaling,
  findings: [],
  autoscales: [],
  price: { monthlyMicro: 25_000_000, currency: 'USD', book: 'seed-2019' },
  nowMs: Date.parse(scaling.to),
};
const burst: LeadFacts = { ...quiet, scaling: { ...scaling, lastMinute: crowded } };
const finding = (rule: Finding['rule'], more: Partial<Finding> = {}): Finding => ({
  id: 7,
  app: 'queue',
  rule,
  scope: '',
  title: `Title of ${rule}`,
  severity: 'warning',
  why: `Why of ${rule}`,
  evidence: [],
  actions: [],
  weight: 1,
  since: scaling.from,
  lastSeen: scaling.to,
  state: 'open',
  reason: null,
  ...more,
});
const autoscale = { type: 'web', min: 1, max: 5, p95Ms: 500, isDryRun: false, notifiesAtMax: true, until: null, afterwards: null };
const follows = { ...autoscale, since: scaling.from, actor: 'us', bySchedule: false, quantity: 1, up: 1, last: null };

describe('what the page of figures opens with', () => {
  it('says how the time was when all is well', () => {
    const { state, sentence, action } = metricsLead(quiet);
    assert.deepEqual([state, sentence, action], ['ok', '9,000 requests in 15 minutes, and none failed.', null]);
  });

  it('names the line at the dynos, how many would hold it, and what those cost', () => {
    const { sentence, detail, action } = metricsLead(burst);
    assert.match(sentence, /^Pages wait in line: 95 of 100 within 2\.1 s/);
    assert.equal(detail, '60 requests a second keep 2.4 places busy, more than one dyno can. 3 dynos would hold it.');
    assert.deepEqual(action, { kind: 'scale', quantity: 3, was: 1, costs: '$0.0694 more an hour' });
  });

  it('sends for no dynos when there are enough', () => {
    const { state, detail, action } = metricsLead({
      ...burst,
      scaling: { ...burst.scaling, present: { quantity: 3, size: 'standard-1x' } },
    });
    assert.deepEqual([state, action], ['late', null]);
    assert.match(detail, /^3 dynos should hold this/);
  });

  it('offers nothing to press while the autoscaler follows', () => {
    const { detail, action } = metricsLead({ ...burst, autoscales: [follows] });
    assert.match(detail, /The autoscaler looks into it\.$/);
    assert.equal(action, null);
    assert.notEqual(metricsLead({ ...burst, autoscales: [{ ...follows, isDryRun: true }] }).action, null);
  });

  it('does not send for dynos when the monitor found that they would wait too', () => {
    const { sentence, action } = metricsLead({ ...burst, findings: [finding('F02'), finding('F03')] });
    assert.deepEqual([sentence, action], ['Title of F03.', { kind: 'finding', finding: 7 }]);
  });

  it('says what the monitor found where nobody waits in line', () => {
    assert.equal(metricsLead({ ...quiet, findings: [finding('F20', { severity: 'critical' })] }).state, 'fail');
    assert.equal(metricsLead({ ...quiet, findings: [finding('F20', { state: 'dismissed' })] }).state, 'ok');
  });

  it('leaves alone what the monitor has not seen for some minutes', () => {
    assert.equal(metricsLead({ ...quiet, findings: [finding('F20', { lastSeen: scaling.from })] }).state, 'ok');
  });

  it('says afterwards that it is fast again, and when it was not', () => {
    const panel = (key: string, line: string, values: readonly number[]) => ({
      ...({ key, title: key, unit: 'ms', say: '', state: 'ok' } as const),
      lines: [{ key: line, label: line, look: 'line', colour: 'p95', isShown: true, values } as const],
    });
    const after = (p95: readonly number[], perSecond = 4) => {
      const panels = [
        panel('speed', 'p95', p95),
        panel(
          'throughput',
          'ok',
          p95.map(() => perSecond),
        ),
      ];
      return metricsLead({ ...quiet, nowMs: 900_000, metrics: { ...quiet.metrics, panels } });
    };
    const { state, sentence, detail } = after([40, 1200, 2800, 1100, 40]);
    assert.deepEqual([state, sentence], ['ok', 'Fast again: 95 of 100 pages within 40 ms in the last minute.']);
    assert.match(detail, /^Pages were slow from \d\d:\d\d:10 to \d\d:\d\d:40, at worst 2\.8 s\. Nothing failed\. One dyno runs now\.$/);
    assert.match(after([40, 1200, 40, 40, 40], 0.2).sentence, /none failed\.$/, 'a slow page or two are no crowd');
  });
});
