import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LoadReport } from './load-report.ts';
import { figuresOf, holds, verdict, versusLines, type VersionFigures } from './versus.ts';

const figures: VersionFigures = {
  game: 'rounds',
  asked: 20,
  finished: 20,
  failed: 0,
  decisions: 400,
  secondsADecision: 2,
  requestsPerSecond: 30,
  messagesPerSecond: 0,
  webCpu: 2,
  postgresCpu: 1,
  cpu: 3,
  shownP50: 100,
  shownP95: 300,
  submitP95: 12,
  cores: 2,
};
const live: VersionFigures = { ...figures, game: 'live', messagesPerSecond: 10, cpu: 0.5, shownP95: 70 };

describe('two versions of a game', () => {
  it('are compared in one sentence', () =>
    assert.equal(
      verdict(figures, live),
      'live needs 1/6 of the server’s CPU that rounds needs for a decision, so this machine holds about 5600 people with it instead of 933.',
    ));
  it('say nothing about each other when one of them is broken', () =>
    assert.match(verdict(figures, { ...live, finished: 18 }), /^Nothing can be said: in live 2 people did not finish/));
  it('are held at the same pace, whatever each was played at', () =>
    assert.deepEqual(holds(figures, { ...live, secondsADecision: 1 }), holds(figures, live)));
  it('may need the same', () => assert.match(verdict(figures, { ...live, cpu: 2.9 }), /about the same/));
  it('stand side by side, with the budget of each', () => {
    const text = versusLines(figures, live).join('\n');
    assert.match(text, /rounds +live\n/);
    assert.match(text, /budget +within 400 ms +over 60 ms\n/);
  });
});

describe('the figures of a version', () => {
  const people = new Map([
    ['ann', { decided: [0, 2_000], saw: [130, 2_180] }],
    ['bob', { decided: [100, 2_100], saw: [150, 2_190] }],
  ]);
  const groups = new Map([
    ['ann', ['1']],
    ['bob', ['1']],
  ]);
  const times = { p50: 4, p95: 9, p99: 9 };
  const report: LoadReport = {
    rehearsal: 'lab',
    game: 'rounds',
    session: 'abcdefgh',
    asked: 2,
    finished: 2,
    seconds: 4,
    pagesPerSecond: 2,
    rows: { wide: 2, ofGame: 2 },
    pages: 8,
    requests: 20,
    submits: 4,
    failed: 0,
    failures: {},
    cut: 0,
    cuts: {},
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    maxMs: 3,
    submitMs: times,
    releaseMs: times,
    dynos: [],
    routes: {},
    processes: 2,
    databaseMsAPage: 1,
  };
  const found = figuresOf({
    report,
    cpu: { web: 0.014, postgres: 0.01 },
    idle: { web: 0.001, postgres: 0.001 },
    people,
    messages: 0,
    groups,
    cores: 2,
  });

  it('are those of a decision', () =>
    assert.deepEqual(
      [found.decisions, found.secondsADecision, found.requestsPerSecond, found.webCpu, found.postgresCpu, found.cpu],
      [4, 2, 5, 2.5, 1.5, 4],
    ));
  it('say when the partner saw it', () => assert.deepEqual([found.shownP50, found.shownP95], [90, 90]));
});
