import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrafficSummary } from '../traffic-summary.ts';
import { findingsIn } from './all-rules.ts';
import type { MonitorEvidence } from './evidence.ts';
import { findingWords } from './finding-words.ts';
import type { FindingRule } from './finding.ts';
import { calm, moments, traffic } from './moments.ts';

const rulesIn = (evidence: MonitorEvidence): readonly FindingRule[] => findingsIn(evidence).map(({ rule }) => rule);

describe('a finding', () => {
  it('is not made of an app that does well', () => assert.deepEqual(rulesIn(calm), []));

  it('has words for each of the 32 rules', () => assert.equal(Object.keys(findingWords).length, 32));

  for (const [rule, { yes, no }] of Object.entries(moments)) {
    it(`${rule} speaks of its own moment, and no other rule does`, () => assert.deepEqual(rulesIn(yes), [rule]));
    it(`no rule speaks of what only looks like ${rule}`, () => assert.deepEqual(rulesIn(no), []));
  }

  it('can be found again in a moment that was kept as JSON', () => {
    for (const { yes } of Object.values(moments)) {
      const kept: MonitorEvidence = JSON.parse(JSON.stringify(yes));
      assert.deepEqual(findingsIn(kept), findingsIn(yes));
    }
  });

  it('says what speaks for it, and what to do', () => {
    for (const { yes } of Object.values(moments)) {
      const [finding] = findingsIn(yes);
      assert.ok(finding !== undefined && finding.evidence.length > 0 && finding.actions.length > 0, finding?.rule ?? 'nothing');
    }
  });

  it('that more dynos help says how many, what it costs, and what is shared', () => {
    const [finding] = findingsIn(moments.F02.yes);
    assert.deepEqual(finding?.actions, [
      {
        label: 'Scale web to 5',
        call: { verb: 'scale', type: 'web', quantity: 5, was: 3 },
        confirm: 'web goes from 3 to 5 dynos. This machine has 4 cores for all of them.',
        costDelta: { perHourMicro: 69_444, currency: 'USD' },
      },
    ]);
  });

  it('that oTree runs on several dynos goes back to one, and saves money', () => {
    const [finding] = findingsIn(moments.F10.yes);
    assert.equal(finding?.severity, 'critical');
    assert.deepEqual(finding?.actions[0]?.call, { verb: 'scale', type: 'web', quantity: 1, was: 3 });
    assert.equal(finding?.actions[0]?.costDelta?.perHourMicro, -69_444);
  });

  it('that requests fail says whether the app is overloaded or broken', () => {
    const failing = { ...traffic, seconds: 60, requests: 1200, failed: 60 };
    const title = (by: Partial<TrafficSummary>): string | undefined => findingsIn({ ...calm, lastMinute: { ...failing, ...by } })[0]?.title;
    assert.equal(title({ failedByApp: 60 }), 'The app answers with errors');
    const topIssue = { id: 7, title: 'ZeroDivisionError', culprit: 'views.draw', count: 41 };
    const [broken] = findingsIn({ ...calm, app: { ...calm.app, topIssue }, lastMinute: { ...failing, failedByApp: 60 } });
    assert.deepEqual(broken?.evidence.at(-1), { text: 'times ZeroDivisionError in views.draw', value: 41, unit: '' });
    assert.equal(broken?.actions[0]?.label, 'See the error');
    assert.equal(title({ failedByRouter: 60, codes: { H12: 60 } }), 'Requests fail before the app answers them');
  });
});
