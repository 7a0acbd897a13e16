import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advice, slope, type Situation } from './advice.ts';
import { bottlenecks, type BottleneckKind } from './bottleneck.ts';
import type { Evidence, Level } from './level.ts';

const evidence: Evidence = {
  dynos: 1,
  load: 0.1,
  totalLoad: 0.1,
  busyProcessors: null,
  memoryMb: 80,
  memoryQuotaMb: 512,
  stores: [],
  codes: {},
  cacheHitShare: null,
};
const database = {
  name: 'postgres-1',
  service: 'postgres' as const,
  connections: 4,
  connectionLimit: 20,
  usedMb: 9,
  limitMb: null,
  waiting: 0,
  active: 0,
};

const level = (people: number, perSecond: number, seen: Partial<Evidence>): Omit<Level, 'verdict' | 'why'> => ({
  people,
  quickMs: 20,
  holdSeconds: 60,
  requests: perSecond * 60,
  offeredPerSecond: people / 2,
  perSecond,
  p50: 22,
  p95: 60,
  p99: 90,
  max: 200,
  failedPercent: 0,
  failures: {},
  finished: null,
  wrong: null,
  routes: {},
  generator: { loopDelayP99Ms: 8, cpuPercent: 30, noSockets: 0 },
  evidence: { ...evidence, ...seen },
});

const curve = (most: number, seen: Partial<Evidence>): Level[] => [
  { ...level(50, 25, {}), verdict: 'pass' },
  { ...level(400, most, seen), verdict: 'fail', why: 'slow' },
];

describe('what gives way first', () => {
  const cases: readonly {
    it: string;
    most: number;
    seen: Partial<Evidence>;
    first: BottleneckKind;
    second?: BottleneckKind;
    words: RegExp;
  }[] = [
    { it: 'is the processor when a dyno computes all the time', most: 120, seen: { load: 0.98 }, first: 'dyno-cpu', words: /load is 0.98/ },
    {
      it: 'is the machine when its dynos want more than it has',
      most: 120,
      seen: { load: 0.95, totalLoad: 1.9, dynos: 2 },
      first: 'machine',
      words: /want 1.90 processors, and the machine has 2/,
    },
    {
      it: 'is the machine when all its processors are busy, by whomever',
      most: 300,
      seen: { load: 0.5, totalLoad: 0.9, busyProcessors: 1.97 },
      first: 'machine',
      words: /All 2 processors .* \(1\.97\): the app's dynos wanted 0\.90, the bots took 0\.30, the rest is database/,
    },
    {
      it: 'is a lock before the machine that it stands on is busy with other things',
      most: 50,
      seen: { busyProcessors: 2 },
      first: 'single-process-lock',
      second: 'machine',
      words: /20 ms each/,
    },
    {
      it: 'is a lock when 50 requests of 20 ms make one second and nobody computes',
      most: 50,
      seen: {},
      first: 'single-process-lock',
      words: /20 ms each, at most 50 a second/,
    },
    {
      it: 'is the database’s plan when its connections are taken',
      most: 300,
      seen: { stores: [{ ...database, connections: 20 }] },
      first: 'postgres-connections',
      words: /20 of the 20 connections/,
    },
    {
      it: 'is a lock in the database when statements wait for one',
      most: 300,
      seen: { stores: [{ ...database, waiting: 3.2 }] },
      first: 'postgres-locks',
      words: /3.2 statements waited/,
    },
    {
      it: 'is the work of the database when that computes as much as there are processors',
      most: 300,
      seen: { stores: [{ ...database, active: 2.3 }], busyProcessors: 1.98 },
      first: 'postgres-time',
      second: 'machine',
      words: /on average on 2.3 statements at once, and the machine has 2 processors/,
    },
    {
      it: 'is memory when a dyno was over its quota',
      most: 300,
      seen: { memoryMb: 540, codes: { R14: 2 } },
      first: 'memory',
      words: /540 MB of 512 MB; 2 × memory quota exceeded/,
    },
    {
      it: 'is the page cache when hardly a page comes out of it',
      most: 300,
      seen: { cacheHitShare: 0.05, load: 0.95 },
      first: 'cache-stampede',
      second: 'dyno-cpu',
      words: /Only 5 %/,
    },
    {
      it: 'is something outside when nothing of ours is full',
      most: 300,
      seen: {},
      first: 'external',
      words: /About 6 requests were worked on at a time/,
    },
  ];
  for (const c of cases)
    it(c.it, () => {
      const [first, second] = bottlenecks(curve(c.most, c.seen), { cores: 2 });
      assert.equal(first?.kind, c.first);
      assert.match(first.words, c.words);
      if (c.second !== undefined) assert.equal(second?.kind, c.second);
    });
  it('is no lock of a whole event, which is no steady stream', () => {
    const event = curve(50, {}).map((each) => ({ ...each, finished: each.people }));
    assert.equal(bottlenecks(event, { cores: 2 })[0]?.kind, 'external');
  });
  it('is the bots where they could do no more, and beside them what was full at that moment', () => {
    const tired = {
      ...level(800, 300, { busyProcessors: 1.99 }),
      verdict: 'invalid' as const,
      why: 'the bots were up to 90 ms late by themselves',
    };
    const [first, second] = bottlenecks([...curve(50, {}).slice(0, 1), tired, tired], { cores: 2 });
    assert.deepEqual([first?.kind, second?.kind], ['generator', 'machine']);
    assert.match(first?.words ?? '', /With 800 people the bots were up to 90 ms late by themselves: that is no limit of the app/);
  });
  it('is nothing when no level failed', () => assert.deepEqual(bottlenecks(curve(50, {}).slice(0, 1), { cores: 2 }), []));
});

describe('the advice', () => {
  const [cpu = null] = bottlenecks(curve(120, { load: 0.98 }), { cores: 8 });
  const [lock = null] = bottlenecks(curve(50, {}), { cores: 8 });
  const [connections = null] = bottlenecks(curve(300, { stores: [{ ...database, connections: 20 }] }), { cores: 8 });
  const situation: Situation = {
    people: 400,
    holds: 100,
    dynos: 1,
    present: { web: { quantity: 1, size: 'standard-1x' }, worker: { quantity: 1 } },
    bottleneck: cpu,
    scaling: { before: { dynos: 1, perSecond: 120 }, after: { dynos: 2, perSecond: 230 } },
    runsAlone: false,
    upgrades: { 'postgres-1': { plan: 'postgres:standard-0', connections: 120 } },
    app: 'draw',
    p95Ms: 1_500,
  };
  it('counts dynos with a third to spare and a fifth more people', () => {
    const { formation, perDyno, command } = advice(situation);
    assert.equal(perDyno, 70);
    assert.deepEqual(formation, { web: { quantity: 7, size: 'standard-1x' }, worker: { quantity: 1 } });
    assert.equal(command, 'rostra ps:scale web=7 --app draw');
  });
  it('names what lets the app grow by itself instead', () =>
    assert.match(advice(situation).sentences.at(-1) ?? '', /rostra ps:autoscale:enable --min 1 --max 7 --p95 750 --until 10h --app draw/));
  it('says how few dynos would do where there is much room and processors are what fills up', () => {
    const { sentences, command } = advice({ ...situation, people: 100, holds: 900, dynos: 3 });
    assert.equal(command, null);
    assert.match(
      sentences.join(' '),
      /room for 800 % more people\. By these figures 1 web dyno would do.* rostra ps:scale web=1 --app draw/,
    );
  });
  it('says what would help if more came than it holds', () =>
    assert.match(
      advice({ ...situation, holds: 800, bottleneck: connections }).sentences.join(' '),
      /room for 100 % more people\. Should more come than it holds: take the plan postgres:standard-0/,
    ));
  it('knows of no more than was seen where the bots were the limit', () => {
    const [bots = null] = bottlenecks(
      [1, 2].map(() => ({ ...level(800, 300, {}), verdict: 'invalid' as const, why: 'late' })),
      { cores: 2 },
    );
    const many = advice({ ...situation, holds: 600, bottleneck: bots });
    assert.match(many.sentences.join(' '), /room for 50 % more people\. To learn where it gives way, let the bots run on another machine/);
    assert.match(advice({ ...situation, bottleneck: bots }).sentences[0] ?? '', /Nothing can be advised/);
  });
  it('says that more dynos will not help when twice of them did no more', () => {
    const { formation, sentences } = advice({
      ...situation,
      scaling: { before: { dynos: 1, perSecond: 120 }, after: { dynos: 2, perSecond: 130 } },
    });
    assert.equal(formation, null);
    assert.match(sentences[0] ?? '', /More dynos won't help: 2 answered 130 requests a second where 1 answered 120/);
  });
  it('says so of a lock, and of dynos that each have one of their own what that means', () => {
    const { formation, sentences } = advice({ ...situation, bottleneck: lock });
    assert.equal(formation, null);
    assert.match(
      sentences.join(' '),
      /More dynos won't help: .* less than 20 ms.* each with a lock of its own: right only if they need not agree/,
    );
  });
  it('names the plan that has more connections', () => {
    const { formation, sentences, command } = advice({ ...situation, bottleneck: connections });
    assert.equal(formation, null);
    assert.match(sentences.join(' '), /More dynos won't help.* postgres:standard-0 .* 120 connections/);
    assert.equal(command, 'rostra addons:upgrade postgres-1 postgres:standard-0 --app draw');
  });
  it('never scales what runs in one process', () =>
    assert.match(advice({ ...situation, runsAlone: true }).sentences[0] ?? '', /one process/));
  it('leaves alone what holds a fifth more', () => {
    const { formation, command, sentences } = advice({ ...situation, holds: 600, bottleneck: null });
    assert.deepEqual([formation, command], [situation.present, null]);
    assert.match(sentences[0] ?? '', /room for 50 % more/);
  });
  it('measures what a second dyno adds', () =>
    assert.equal(slope({ before: { dynos: 2, perSecond: 100 }, after: { dynos: 4, perSecond: 150 } }), 0.5));
});
