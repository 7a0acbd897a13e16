import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCommand, guestWarning } from './otree-guest.ts';

describe('boundCommand', () => {
  it('binds the command of an oTree Procfile to this machine', () =>
    assert.equal(boundCommand('otree prodserver1of2'), 'otree prodserver1of2 127.0.0.1:$PORT'));
  for (const command of ['otree prodserver1of2 $PORT', 'otree prodserver2of2', 'python serve.py'])
    it(`leaves ${command}`, () => assert.equal(boundCommand(command), command));
});

describe('guestWarning', () => {
  it('tells that oTree wants one web dyno', () =>
    assert.match(guestWarning([{ type: 'web', command: 'otree prodserver1of2 $PORT' }]) ?? '', /web=1.*F10/));
  it('says nothing of others', () => assert.equal(guestWarning([{ type: 'web', command: 'gunicorn app' }]), null));
});
