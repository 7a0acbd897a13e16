import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCommand, runsAlone } from './otree-guest.ts';

describe('boundCommand', () => {
  it('binds the command of an oTree Procfile to this machine', () =>
    assert.equal(boundCommand('otree prodserver1of2'), 'otree prodserver1of2 127.0.0.1:$PORT'));
  for (const command of ['otree prodserver1of2 $PORT', 'otree prodserver2of2', 'python serve.py'])
    it(`leaves ${command}`, () => assert.equal(boundCommand(command), command));
});

describe('runsAlone', () => {
  const alone = ['otree prodserver1of2 127.0.0.1:$PORT', 'otree prodserver', 'exec otree prodserver1of2 $PORT'];
  for (const web of alone) it(`${web} does`, () => assert.ok(runsAlone({ web })));
  for (const web of ['gunicorn app', 'otree devserver']) it(`${web} does not`, () => assert.ok(!runsAlone({ web })));
  it('looks at web only', () => assert.ok(!runsAlone({ worker: 'otree prodserver1of2' })));
});
