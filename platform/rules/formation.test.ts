import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynoId } from './dyno-id.ts';
import { formationActions } from './formation.ts';
import type { FormationActions, RunningDyno, WantedFormation } from './formation.ts';

/** `web.1 v3 up @5`: a dyno born at 5 ms. */
function dyno(text: string): RunningDyno {
  const [, type = '', number, release, state = '', born = '1', restarts = '0', reason = ''] =
    /^(\w+)\.(\d+) v(\d+) (\w+)(?: @(\d+))?(?: ×(\d+))?(?: (.*))?$/.exec(text) ?? [];
  const states = ['starting', 'up', 'stopping', 'down', 'crashed'] as const;
  const found = states.find((candidate) => candidate === state) ?? 'down';
  const id = dynoId(Number(born), new Uint8Array(Buffer.from(text.padEnd(16).slice(0, 16))));
  return { id, type, number: Number(number), release: Number(release), state: found, restarts: Number(restarts), reason };
}

const types = ['web', 'worker'];
const v1 = { version: 1, runsSince: 1, types };
const v2 = { version: 2, runsSince: 2, types };
const steady: WantedFormation = { quantities: { web: 2, worker: 1 }, serving: v1, rollOut: null, restarts: [], webRunsAlone: false };
const deploying: WantedFormation = { ...steady, rollOut: { ...v2, mode: 'preboot' } };
const rolling: WantedFormation = { ...steady, rollOut: { ...v2, mode: 'rolling' } };
const alone: WantedFormation = { ...steady, quantities: { web: 1 }, webRunsAlone: true };
const exchanging: WantedFormation = { ...alone, rollOut: { ...v2, mode: 'preboot' } };
const running = ['web.1 v1 up', 'web.2 v1 up', 'worker.1 v1 up'];

interface Case {
  readonly it: string;
  readonly wanted: WantedFormation;
  readonly running: readonly string[];
  readonly start?: readonly string[];
  readonly retire?: readonly string[];
  readonly routed?: readonly string[];
  readonly rollOut?: FormationActions['rollOut']['kind'];
}

const cases: readonly Case[] = [
  { it: 'is content', wanted: steady, running, routed: ['web.1 v1 up', 'web.2 v1 up'] },
  { it: 'starts everything on an empty machine', wanted: steady, running: [], start: ['web.1 v1', 'web.2 v1', 'worker.1 v1'] },
  {
    it: 'takes the lowest free number',
    wanted: steady,
    running: ['web.2 v1 up', 'worker.1 v1 up'],
    start: ['web.1 v1'],
    routed: ['web.2 v1 up'],
  },
  {
    it: 'retires the highest numbers when scaled down',
    wanted: { ...steady, quantities: { web: 1 } },
    running,
    retire: ['web.2 v1 up', 'worker.1 v1 up'],
    routed: ['web.1 v1 up'],
  },
  {
    it: 'leaves a crashed dyno to its supervisor, out of routing',
    wanted: steady,
    running: ['web.1 v1 crashed', 'web.2 v1 up', 'worker.1 v1 up'],
    routed: ['web.2 v1 up'],
  },
  {
    it: 'starts a dyno that is gone',
    wanted: steady,
    running: ['web.1 v1 down', 'web.2 v1 up', 'worker.1 v1 up'],
    start: ['web.1 v1'],
    routed: ['web.2 v1 up'],
  },
  {
    it: 'retires one of two that fill the same place',
    wanted: steady,
    running: [...running, 'web.1 v1 starting @9'],
    retire: ['web.1 v1 starting @9'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
  },
  {
    it: 'retires all of an app without a release',
    wanted: { ...steady, serving: null },
    running: ['web.1 v1 up'],
    retire: ['web.1 v1 up'],
  },
  {
    it: 'restarts web by starting the successor first, a worker by stopping first',
    wanted: { ...steady, restarts: [{ type: null, number: null, beforeMs: 5 }] },
    running,
    start: ['web.1 v1', 'web.2 v1'],
    retire: ['worker.1 v1 up'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
  },
  {
    it: 'restarts a web dyno that runs alone by stopping it first',
    wanted: { ...alone, restarts: [{ type: null, number: null, beforeMs: 5 }] },
    running: ['web.1 v1 up'],
    retire: ['web.1 v1 up'],
  },
  { it: 'waits until nothing is left of it', wanted: alone, running: ['web.1 v1 stopping'] },
  { it: 'starts its successor then', wanted: alone, running: ['web.1 v1 down'], start: ['web.1 v1'] },
  {
    it: 'stops a web dyno that runs alone before it rolls its new release out',
    wanted: exchanging,
    running: ['web.1 v1 up'],
    retire: ['web.1 v1 up'],
    rollOut: 'going',
  },
  { it: 'starts the new one when the old is gone', wanted: exchanging, running: ['web.1 v1 down'], start: ['web.1 v2'], rollOut: 'going' },
  {
    it: 'goes back to the old one when the new has failed',
    wanted: alone,
    running: ['web.1 v2 crashed ×2'],
    retire: ['web.1 v2 crashed ×2'],
  },
  {
    it: 'retires the predecessor once its successor is up',
    wanted: { ...steady, restarts: [{ type: 'web', number: 1, beforeMs: 5 }] },
    running: [...running, 'web.1 v1 up @7'],
    retire: ['web.1 v1 up'],
    routed: ['web.2 v1 up', 'web.1 v1 up @7'],
  },
  {
    it: 'waits for a stopping worker before it starts the next',
    wanted: steady,
    running: ['web.1 v1 up', 'web.2 v1 up', 'worker.1 v1 stopping'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
  },
  {
    it: 'keeps dynos of the release before when config changed without a restart',
    wanted: { ...steady, serving: { version: 2, runsSince: 1, types } },
    running: ['web.1 v1 up', 'worker.1 v1 up'],
    start: ['web.2 v2'],
    routed: ['web.1 v1 up'],
  },
  {
    it: 'starts the whole new web set beside the old one',
    wanted: deploying,
    running,
    start: ['web.1 v2', 'web.2 v2'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'going',
  },
  {
    it: 'routes nothing to the new set before all of it is up',
    wanted: deploying,
    running: [...running, 'web.1 v2 up', 'web.2 v2 starting'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'going',
  },
  {
    it: 'is done when the new set is up',
    wanted: deploying,
    running: [...running, 'web.1 v2 up', 'web.2 v2 up'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'done',
  },
  {
    it: 'then routes to the new set alone and retires the old in one step',
    wanted: { ...steady, serving: v2 },
    running: [...running, 'web.1 v2 up', 'web.2 v2 up'],
    retire: running,
    routed: ['web.1 v2 up', 'web.2 v2 up'],
  },
  {
    it: 'fails when a new dyno misses its boot limit, and leaves the old set alone',
    wanted: deploying,
    running: [...running, 'web.1 v2 crashed @2 ×0 R10 (Boot timeout)', 'web.2 v2 up'],
    retire: ['web.1 v2 crashed @2 ×0 R10 (Boot timeout)', 'web.2 v2 up'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'failed',
  },
  {
    it: 'fails when a new dyno crashed three times',
    wanted: deploying,
    running: [...running, 'web.1 v2 crashed @2 ×2', 'web.2 v2 starting'],
    retire: ['web.1 v2 crashed @2 ×2', 'web.2 v2 starting'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'failed',
  },
  {
    it: 'fails when it sees a new dyno only after its third crash',
    wanted: deploying,
    running: [...running, 'web.1 v2 starting @2 ×3'],
    retire: ['web.1 v2 starting @2 ×3'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'failed',
  },
  {
    it: 'gives a new dyno that crashed once another chance',
    wanted: deploying,
    running: [...running, 'web.1 v2 crashed', 'web.2 v2 up'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'going',
  },
  {
    it: 'starts the first release of an app',
    wanted: { ...deploying, serving: null },
    running: [],
    start: ['web.1 v2', 'web.2 v2'],
    rollOut: 'going',
  },
  {
    it: 'is done at once when no web dyno is wanted',
    wanted: { ...deploying, quantities: { web: 0, worker: 1 } },
    running: ['worker.1 v1 up'],
    rollOut: 'done',
  },
  {
    it: 'exchanges one by one when memory is short',
    wanted: rolling,
    running,
    start: ['web.1 v2'],
    routed: ['web.1 v1 up', 'web.2 v1 up'],
    rollOut: 'going',
  },
  {
    it: 'retires the old dyno as soon as its successor is up, and goes on with the next',
    wanted: rolling,
    running: [...running, 'web.1 v2 up'],
    start: ['web.2 v2'],
    retire: ['web.1 v1 up'],
    routed: ['web.2 v1 up', 'web.1 v2 up'],
    rollOut: 'going',
  },
];

describe('formationActions', () => {
  for (const c of cases) {
    it(c.it, () => {
      const dynos = c.running.map((text) => ({ text, dyno: dyno(text) }));
      const actions = formationActions(
        c.wanted,
        dynos.map((each) => each.dyno),
      );
      const textOf = (id: string): string | undefined => dynos.find((each) => each.dyno.id === id)?.text;
      assert.deepEqual(
        actions.start.map((slot) => `${slot.type}.${slot.number} v${slot.release}`),
        c.start ?? [],
        'start',
      );
      assert.deepEqual(actions.retire.map(textOf), c.retire ?? [], 'retire');
      assert.deepEqual(actions.routed.map(textOf), c.routed ?? [], 'routed');
      assert.equal(actions.rollOut.kind, c.rollOut ?? 'none');
    });
  }
});

describe('people wait for a web dyno that runs alone', () => {
  const moments = [
    { it: 'while it is asked to go', wanted: exchanging, running: ['web.1 v1 up'], waits: true },
    { it: 'while it goes', wanted: exchanging, running: ['web.1 v1 stopping'], waits: true },
    { it: 'when its successor is about to start', wanted: exchanging, running: [], waits: true },
    { it: 'not when it serves', wanted: alone, running: ['web.1 v1 up'], waits: false },
    { it: 'not when it crashes', wanted: alone, running: ['web.1 v1 crashed'], waits: false },
    { it: 'not for dynos that have others beside them', wanted: deploying, running: ['web.1 v1 stopping'], waits: false },
  ];
  for (const c of moments) it(c.it, () => assert.equal(formationActions(c.wanted, c.running.map(dyno)).webIsExchanged, c.waits));
});
