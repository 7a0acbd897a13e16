import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Attempts, type Failure, nextStep } from './retry.ts';

const first: Attempts = { method: 'GET', hasBody: false, refused: 1, mostRefused: 10, untried: 1, resent: false };
const sent = { bodyUnfinished: false, answerBegun: false, reused: false, dynoGone: false };
const refused: Failure = { at: 'connect', why: 'refused' };
const closed = (change: Partial<typeof sent>): Failure => ({ at: 'answer', why: 'closed', sent: { ...sent, ...change } });

const cases: { it: string; failure: Failure; attempts?: Partial<Attempts>; expect: string }[] = [
  { it: 'tries another dyno when one refuses', failure: refused, expect: 'another' },
  { it: 'does so for a POST too: nothing was sent', failure: refused, attempts: { method: 'POST', hasBody: true }, expect: 'another' },
  { it: 'is H21 when every dyno refused', failure: refused, attempts: { untried: 0 }, expect: 'H21' },
  {
    it: 'is H19 when the last did not answer the connect',
    failure: { at: 'connect', why: 'timeout' },
    attempts: { untried: 0 },
    expect: 'H19',
  },
  { it: 'stops after ten', failure: refused, attempts: { refused: 10 }, expect: 'H21' },
  { it: 'is H12 when no byte came in time', failure: { at: 'answer', why: 'late' }, expect: 'H12' },
  { it: 'is H17 for what is no HTTP', failure: { at: 'answer', why: 'unfit', code: 'H17', desc: 'bad header' }, expect: 'H17' },
  { it: 'is H13 when the dyno closed a fresh connection', failure: closed({}), expect: 'H13' },
  { it: 'sends a GET again after a reused connection closed', failure: closed({ reused: true }), expect: 'resend' },
  { it: '… on the same dyno when there is no other', failure: closed({ reused: true }), attempts: { untried: 0 }, expect: 'resend' },
  { it: 'sends a GET again elsewhere when the dyno is gone', failure: closed({ dynoGone: true }), expect: 'resend' },
  { it: '… but not to the dyno that is gone', failure: closed({ dynoGone: true }), attempts: { untried: 0 }, expect: 'H13' },
  { it: 'never sends twice again', failure: closed({ reused: true }), attempts: { resent: true }, expect: 'H13' },
  { it: 'never sends a POST again', failure: closed({ reused: true, dynoGone: true }), attempts: { method: 'POST' }, expect: 'H13' },
  { it: 'never sends a GET with a body again', failure: closed({ reused: true }), attempts: { hasBody: true }, expect: 'H13' },
  { it: 'is H18 when an answer had begun', failure: closed({ answerBegun: true, reused: true }), expect: 'H18' },
  {
    it: 'is H18 when the body was still flowing',
    failure: closed({ bodyUnfinished: true }),
    attempts: { method: 'POST', hasBody: true },
    expect: 'H18',
  },
];

describe('nextStep', () => {
  for (const c of cases) {
    it(c.it, () => {
      const step = nextStep(c.failure, { ...first, ...c.attempts });
      assert.equal(step.kind === 'fail' ? step.code : step.kind, c.expect);
    });
  }

  const anySent = fc.record({ bodyUnfinished: fc.boolean(), answerBegun: fc.boolean(), reused: fc.boolean(), dynoGone: fc.boolean() });
  it('never sends what must not be sent twice', () =>
    fc.assert(
      fc.property(anySent, fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'), fc.boolean(), (howFar, method, hasBody) =>
        assert.equal(nextStep({ at: 'answer', why: 'closed', sent: howFar }, { ...first, method, hasBody }).kind, 'fail'),
      ),
    ));
});
