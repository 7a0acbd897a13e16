import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takesMore, tellingOf } from './incident.ts';
import type { Incident, IncidentFact } from './incident.ts';

const fact: IncidentFact = {
  subject: 'rule:1',
  metric: 'response_time',
  stat: 'p95',
  threshold: 15_000,
  forSeconds: 60,
  scope: '',
  severity: 'warning',
  value: 18_240,
  worst: 18_240,
  note: null,
  sinceMs: 0,
  firedAtMs: 60_000,
  endedAtMs: null,
};
const untold: Incident = {
  id: 1,
  app: 'tab',
  openedAtMs: 60_000,
  toldAtMs: null,
  toldSeverity: null,
  tellings: 0,
  endedAtMs: null,
  facts: [fact],
};
const told: Incident = { ...untold, toldAtMs: 60_000, toldSeverity: 'warning', tellings: 1 };
const minute = 60_000;

describe('people are told of an incident', () => {
  const rules = { nowMs: 2 * minute, isMorePending: false, repeatSeconds: 1800 };
  const cases = [
    { it: 'at once when nothing else is on its way', is: tellingOf(untold, rules), expect: 'firing' },
    { it: 'not before what is on its way has come', is: tellingOf(untold, { ...rules, isMorePending: true }), expect: null },
    { it: 'after two minutes all the same', is: tellingOf(untold, { ...rules, isMorePending: true, nowMs: 3 * minute }), expect: 'firing' },
    { it: 'once', is: tellingOf(told, rules), expect: null },
    {
      it: 'again when something worse has joined it',
      is: tellingOf({ ...told, facts: [fact, { ...fact, severity: 'critical' }] }, rules),
      expect: 'firing',
    },
    { it: 'again after a while', is: tellingOf(told, { ...rules, nowMs: 31 * minute }), expect: 'reminder' },
    { it: 'never again when they want it so', is: tellingOf(told, { ...rules, nowMs: 31 * minute, repeatSeconds: 0 }), expect: null },
    { it: 'and nothing after that', is: tellingOf({ ...told, endedAtMs: minute, toldSeverity: null }, rules), expect: null },
    { it: 'when it is over', is: tellingOf({ ...told, endedAtMs: minute }, rules), expect: 'resolved' },
    {
      it: 'of one that was over before they heard of it, first that it was',
      is: tellingOf({ ...untold, endedAtMs: minute }, rules),
      expect: 'firing',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.is, c.expect));
});

describe('alerts of one app', () => {
  const later = (firedAtMs: number, more: Partial<IncidentFact> = {}): IncidentFact => ({ ...fact, subject: 'rule:2', firedAtMs, ...more });
  it('within two minutes are one incident', () => assert.equal(takesMore(told, later(3 * minute - 1)), true));
  it('later are another one', () => assert.equal(takesMore(told, later(3 * minute)), false));
  it('after its end are another one', () => assert.equal(takesMore({ ...told, endedAtMs: 2 * minute }, later(2 * minute)), false));
  it('do not wait for the end of a month, with its budget', () => {
    const budget = later(2 * minute, { metric: 'budget', stat: 'spent' });
    assert.deepEqual([takesMore(told, budget), takesMore({ ...told, facts: [budget] }, fact)], [false, false]);
  });
});
