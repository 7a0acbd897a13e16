import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { killedStatus, signalOfStatus } from './signals.ts';

describe('signalOfStatus', () => {
  it('143 is SIGTERM', () => assert.equal(signalOfStatus(143), 'SIGTERM'));
  it('a killed command has status 137', () => assert.equal(signalOfStatus(killedStatus), 'SIGKILL'));
  it('an ordinary failure is no signal', () => assert.equal(signalOfStatus(1), null));
  it('an unknown number is no signal', () => assert.equal(signalOfStatus(255), null));
});
