import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judged, type LevelFigures, type Level, type Slo } from './level.ts';
import { knee } from './knee.ts';
import { outcome, outcomeWords } from './outcome.ts';
import type { Levels } from './plan-file.ts';
import { holds, nextPeople } from './staircase.ts';

const slo: Slo = { p95Ms: 1_500, p99Ms: null, failedPercent: 0.5, forbid: ['H12', 'R14'], routes: { 'GET /draw': 300 } };

const calm: LevelFigures = {
  people: 100,
  quickMs: 18,
  holdSeconds: 60,
  requests: 3_000,
  offeredPerSecond: 50,
  perSecond: 50,
  p50: 20,
  p95: 60,
  p99: 90,
  max: 200,
  failedPercent: 0,
  failures: {},
  finished: null,
  wrong: null,
  routes: {},
  generator: { loopDelayP99Ms: 8, cpuPercent: 30, noSockets: 0 },
  evidence: {
    dynos: 1,
    load: 0.3,
    totalLoad: 0.3,
    busyProcessors: null,
    memoryMb: 80,
    memoryQuotaMb: 512,
    stores: [],
    codes: {},
    cacheHitShare: null,
  },
};

describe('a level', () => {
  const cases: readonly { it: string; is: Partial<LevelFigures>; verdict: Level['verdict']; why?: RegExp }[] = [
    { it: 'passes when everything is as people would want it', is: {}, verdict: 'pass' },
    {
      it: 'fails when pages are slow',
      is: { p95: 4_200 },
      verdict: 'fail',
      why: /95 of 100 pages took up to 4,200 ms instead of 1,500 ms/,
    },
    {
      it: 'fails when too much fails, and says what most',
      is: { failedPercent: 2, failures: { H11: 50, '500 for GET /': 10 } },
      verdict: 'fail',
      why: /2 % failed, most of them as “H11”/,
    },
    {
      it: 'fails at a code that may not be seen at all',
      is: { evidence: { ...calm.evidence, codes: { H12: 1 } } },
      verdict: 'fail',
      why: /1 × H12/,
    },
    {
      it: 'fails when a line grows, before the times say so',
      is: { offeredPerSecond: 55, perSecond: 50 },
      verdict: 'fail',
      why: /55 requests a second came and 50 were answered/,
    },
    {
      it: 'fails when one route is slower than it may be',
      is: { routes: { 'GET /draw': { requests: 9, p50: 200, p95: 400, p99: 500, max: 600 } } },
      verdict: 'fail',
      why: /GET \/draw took up to 400 ms instead of 300 ms/,
    },
    {
      it: 'fails when somebody did not come to the end',
      is: { finished: 97 },
      verdict: 'fail',
      why: /3 of 100 people did not come to the end/,
    },
    {
      it: 'fails when something was stored wrongly, however quick it was',
      is: { finished: 100, wrong: '1 × a payoff is 90 and should be 120' },
      verdict: 'fail',
      why: /a payoff is 90/,
    },
    {
      it: 'says nothing of the app when the bots were late by themselves and that may be all',
      is: { p95: 1_700, generator: { loopDelayP99Ms: 80, cpuPercent: 30, noSockets: 0 } },
      verdict: 'invalid',
      why: /80 ms late by themselves/,
    },
    {
      it: 'fails when pages are slower than late bots can make them',
      is: { p95: 9_000, generator: { loopDelayP99Ms: 80, cpuPercent: 30, noSockets: 0 } },
      verdict: 'fail',
      why: /took up to 9,000 ms/,
    },
    {
      it: 'says nothing of a line that grew while the bots were late',
      is: { offeredPerSecond: 55, perSecond: 50, generator: { loopDelayP99Ms: 80, cpuPercent: 30, noSockets: 0 } },
      verdict: 'invalid',
      why: /80 ms late by themselves/,
    },
    {
      it: 'passes when everything was quick although the bots were late',
      is: { generator: { loopDelayP99Ms: 80, cpuPercent: 30, noSockets: 0 } },
      verdict: 'pass',
    },
    {
      it: 'says nothing when the bots were so late that they cannot have asked as they meant to',
      is: { generator: { loopDelayP99Ms: 1_400, cpuPercent: 30, noSockets: 0 } },
      verdict: 'invalid',
      why: /1400 ms late by themselves/,
    },
    {
      it: 'says nothing of the app when the bots took the processor',
      is: { generator: { loopDelayP99Ms: 8, cpuPercent: 96, noSockets: 0 } },
      verdict: 'invalid',
      why: /96 % of a processor/,
    },
  ];
  for (const c of cases)
    it(c.it, () => {
      const level = judged({ ...calm, ...c.is }, slo);
      assert.equal(level.verdict, c.verdict);
      if (c.why !== undefined && level.verdict !== 'pass') assert.match(level.why, c.why);
    });
});

const levels: Levels = { percents: [10, 25, 50, 75, 100, 150], warmUp: 15, hold: 60, upTo: null, minutes: 30, within: 5 };
const pass = (people: number): Level => ({ ...calm, people, verdict: 'pass' });
const fail = (people: number): Level => ({ ...calm, people, perSecond: 50, verdict: 'fail', why: 'slow' });
const invalid = (people: number): Level => ({ ...calm, people, verdict: 'invalid', why: 'the bots were late' });

describe('the staircase', () => {
  const cases: readonly { it: string; done: readonly Level[]; next: number | null; upTo?: number; isLate?: boolean }[] = [
    { it: 'begins with a tenth of the people', done: [], next: 20 },
    { it: 'goes up step by step', done: [pass(20), pass(50)], next: 100 },
    { it: 'goes on above the plan’s last step', done: [pass(200), pass(300)], next: 450 },
    { it: 'goes on twice as fast where three times the people fit', done: [pass(450), pass(675)], next: 1_350 },
    { it: 'ends where the plan says that more are not tried', done: [pass(450), pass(600)], upTo: 300, next: null },
    { it: 'ends at twenty thousand', done: [pass(10_800), pass(20_000)], next: null },
    { it: 'looks no further when its minutes are over and all who are expected fit', done: [pass(200)], isLate: true, next: null },
    { it: 'goes on when its minutes are over and that is not known', done: [pass(150)], isLate: true, next: 200 },
    { it: 'looks between the last that passed and the first that failed', done: [pass(100), fail(150)], next: 125 },
    { it: 'goes on halving', done: [pass(100), fail(150), fail(125)], next: 112 },
    { it: 'ends when the gap is a twentieth', done: [pass(100), fail(105)], next: null },
    { it: 'looks less closely where there is room for three times the people', done: [pass(1_000), fail(1_150)], next: null },
    { it: 'looks below when even the first step fails', done: [fail(20)], next: 10 },
    { it: 'tries a level once more that said nothing', done: [pass(20), invalid(50)], next: 50 },
    { it: 'looks below what said nothing again: the app may give way there', done: [pass(20), invalid(50), invalid(50)], next: 35 },
    { it: 'ends when what passed is near to what the bots can do', done: [pass(100), invalid(130), invalid(130)], next: null },
    { it: 'gives up when the bots cannot even play the first step', done: [invalid(20), invalid(20)], next: null },
  ];
  for (const { it: name, done, next, upTo = null, isLate = false } of cases)
    it(name, () => assert.equal(nextPeople(done, { people: 200, levels: { ...levels, upTo }, isLate }), next));

  it('finds any capacity, the nearer to the people the more exactly, in few levels', () => {
    for (const capacity of [7, 33, 99, 148, 260, 599, 1_400, 9_000]) {
      const done: Level[] = [];
      for (let people = nextPeople(done, { people: 200, levels }); people !== null; people = nextPeople(done, { people: 200, levels }))
        done.push(people <= capacity ? pass(people) : fail(people));
      const exactly = capacity > 600 ? 0.18 : 0.06;
      assert.ok(Math.abs(holds(done) - capacity) <= Math.max(1, capacity * exactly), `${capacity}: ${holds(done)}`);
      assert.ok(done.length <= 16, `${done.length} levels`);
    }
  });
  it('goes up and halves in whole groups, where people come in groups', () => {
    const ascent = { people: 100, levels, groupsOf: 3 };
    const grouped: readonly (readonly [readonly Level[], number | null])[] = [
      [[], 9],
      [[pass(9)], 24],
      [[pass(99)], 150],
      [[pass(300)], 600],
      [[pass(9), fail(24)], 15],
      [[pass(21), fail(24)], null],
    ];
    for (const [done, next] of grouped) assert.equal(nextPeople(done, ascent), next, JSON.stringify(done.map(({ people }) => people)));
  });
  it('counts no level that passed above one that failed', () => assert.equal(holds([pass(100), fail(150), pass(160)]), 100));
});

describe('the knee', () => {
  const cases: readonly { it: string; curve: readonly Level[]; plan?: Partial<Levels>; kind: string | undefined; words?: RegExp }[] = [
    {
      it: 'lies between the last that passed and the first that failed',
      curve: [pass(1_000), fail(1_150)],
      kind: 'found',
      words: /It gives way between 1,000 and 1,150 people: slow\./,
    },
    {
      it: 'lies below the first step when that failed',
      curve: [fail(20)],
      kind: 'found',
      words: /gives way with 20 people already: slow\./,
    },
    {
      it: 'is not known when the bots could do no more, and that is said',
      curve: [pass(600), invalid(700), invalid(700)],
      kind: 'bots',
      words: /somewhere above 600 people, beyond what the bots can do from here: with 700 the bots were late\./,
    },
    {
      it: 'is known when the app gave way below what the bots cannot do',
      curve: [pass(600), invalid(1_200), invalid(1_200), fail(900)],
      kind: 'found',
      words: /between 600 and 900/,
    },
    { it: 'is not known when the time was over', curve: [pass(600)], kind: 'time', words: /nothing gave way in the 30 minutes/ },
    { it: 'is not known when the plan tries no more', curve: [pass(600)], plan: { upTo: 300 }, kind: 'plan', words: /more than 300 %/ },
    { it: 'is not known when nothing was played', curve: [], kind: undefined },
  ];
  for (const c of cases)
    it(c.it, () => {
      const found = knee(c.curve, { ...levels, ...c.plan });
      assert.equal(found?.kind, c.kind);
      if (c.words !== undefined) assert.match(found?.words ?? '', c.words);
    });
});

describe('the verdict', () => {
  const run = { people: 100, confirm: null, broken: null, stopped: null };
  const held = { ...run, curve: [pass(100)], confirm: pass(100) };
  const words = (is: Parameters<typeof outcome>[0]): string => outcomeWords(outcome(is), is.people);
  const cases: readonly { it: string; is: Parameters<typeof outcome>[0]; words: string }[] = [
    {
      it: 'is a pass with its margin',
      is: { ...run, curve: [pass(100), pass(150), fail(160)], confirm: pass(100) },
      words: 'PASS with a margin of 50 %',
    },
    { it: 'is no pass without a second run', is: { ...run, curve: [pass(100)] }, words: 'INVALID: it was not confirmed by a second run' },
    {
      it: 'is no pass when the second run fails',
      is: { ...run, curve: [pass(100)], confirm: fail(100) },
      words: 'FAIL at 99 of 100: the second time slow',
    },
    { it: 'is a failure at the people whom it held', is: { ...run, curve: [pass(80), fail(84)] }, words: 'FAIL at 80 of 100: slow' },
    {
      it: 'says nothing when the bots could not keep up',
      is: { ...run, curve: [pass(50), invalid(75), invalid(75), pass(62)] },
      words: 'INVALID: the bots were late',
    },
    {
      it: 'is no pass when people feel what was broken on purpose',
      is: { ...held, broken: { level: fail(100), words: 'web.1 was killed' } },
      words: 'FAIL at 100 of 100: when web.1 was killed, slow',
    },
    { it: 'is a pass when nobody felt it', is: { ...held, broken: { level: pass(100), words: 'web.1 was killed' } }, words: 'PASS' },
    {
      it: 'says nothing when it was stopped',
      is: { ...run, curve: [pass(50)], stopped: 'it was stopped before its end' },
      words: 'INVALID: it was stopped before its end',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(words(c.is), c.words));
});
