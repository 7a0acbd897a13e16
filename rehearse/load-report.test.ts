import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadLines, type LoadReport } from './load-report.ts';

const times = { p50: 20, p95: 150, p99: 300 };
const report: LoadReport = {
  rehearsal: 'lab',
  game: 'public_goods',
  session: 'abcdefgh',
  asked: 30,
  finished: 30,
  seconds: 2,
  pagesPerSecond: 900,
  rows: { wide: 30, ofGame: 30 },
  pages: 150,
  requests: 300,
  submits: 60,
  failed: 0,
  failures: {},
  cut: 0,
  cuts: {},
  p50Ms: 10,
  p95Ms: 50,
  p99Ms: 90,
  maxMs: 95,
  submitMs: times,
  releaseMs: { p50: 200, p95: 450, p99: 500 },
  dynos: [],
  routes: {},
  processes: 2,
  databaseMsAPage: 0.4,
};

describe('the report of a load test', () => {
  it('says what is within the budgets of the specification and what is over', () => {
    const text = loadLines(report, null).join('\n');
    assert.match(text, /^Passed: 30 of 30 people finished public_goods in 2 s; 0 failed\./);
    assert.match(text, /submit .*p95 150 ms.*within the budget of 200 ms/);
    assert.match(text, /wait over .*p95 450 ms.*over the budget of 400 ms/);
  });
  it('stands beside the one before', () =>
    assert.match(loadLines(report, { ...report, pagesPerSecond: 600 }).join('\n'), /900 a second.*; before: 600 \(\+50 %\)/));
  it('leaves out waits where nobody waited', () =>
    assert.doesNotMatch(loadLines({ ...report, releaseMs: { p50: null, p95: null, p99: null } }, null).join('\n'), /wait over/));
  it('says when somebody did not finish', () => assert.match(loadLines({ ...report, finished: 29 }, null).join('\n'), /^Not passed/));
});
