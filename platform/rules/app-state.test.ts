import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appState } from './app-state.ts';

const well = {
  maintenance: false,
  hasRelease: true,
  isRollingOut: false,
  hasFailedDeploy: false,
  isAsleep: false,
  isStopped: false,
  wanted: 2,
  up: 2,
  crashed: 0,
};
const unborn = { ...well, hasRelease: false, wanted: 0, up: 0 };

const cases = [
  { it: 'is up when all wanted dynos are', facts: well, expect: 'up' },
  { it: 'is up while it rolls out a new release', facts: { ...well, isRollingOut: true, up: 3 }, expect: 'up' },
  { it: 'is starting while one is missing', facts: { ...well, up: 1 }, expect: 'starting' },
  { it: 'is crashed when one is', facts: { ...well, up: 1, crashed: 1 }, expect: 'crashed' },
  { it: 'is off at quantity 0', facts: { ...well, wanted: 0, up: 0 }, expect: 'off' },
  { it: 'is asleep while nobody asks for it', facts: { ...well, isAsleep: true, up: 0 }, expect: 'asleep' },
  { it: 'stands still when its budget is spent', facts: { ...well, isStopped: true, up: 0 }, expect: 'stopped' },
  { it: 'is blank before the first release', facts: unborn, expect: 'blank' },
  { it: 'has failed when no deploy came to serve', facts: { ...unborn, hasFailedDeploy: true }, expect: 'failed' },
  { it: 'is up although a later deploy failed', facts: { ...well, hasFailedDeploy: true }, expect: 'up' },
  { it: 'is starting with its first release', facts: { ...unborn, isRollingOut: true, hasFailedDeploy: true }, expect: 'starting' },
  { it: 'is in maintenance, whatever else', facts: { ...well, maintenance: true, crashed: 2 }, expect: 'maintenance' },
];

describe('appState', () => {
  for (const c of cases) it(c.it, () => assert.equal(appState(c.facts), c.expect));
});
