import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capturedParams, completionFor, completionWhenFull, panelParams, readRecruit } from './recruit.ts';

const person = { label: '5f a/1', status: '', vars: { panel: 'x y' } };
const prolific = { provider: 'prolific', codes: { completed: 'C1', dropout: 'D2' }, endUrl: null, whenFull: null } as const;

describe('at the end', () => {
  const cases = [
    {
      it: 'Prolific gets its code',
      recruit: prolific,
      person,
      expect: { code: 'C1', url: 'https://app.prolific.com/submissions/complete?cc=C1' },
    },
    {
      it: 'another outcome has another code',
      recruit: prolific,
      person: { ...person, status: 'dropout' },
      expect: { code: 'D2', url: 'https://app.prolific.com/submissions/complete?cc=D2' },
    },
    { it: 'a status without a code counts as completed', recruit: prolific, person: { ...person, status: 'odd' }, expect: { code: 'C1', url: 'https://app.prolific.com/submissions/complete?cc=C1' } }, // prettier-ignore
    { it: 'without a code there is nowhere to go', recruit: { ...prolific, codes: {} }, person, expect: { code: null, url: null } },
    {
      it: 'any panel gets what its address asks for',
      recruit: {
        provider: 'url',
        codes: { completed: 'OK' },
        endUrl: 'https://p.example/end?id={label}&c={code}&p={param.panel}&q={param.none}',
        whenFull: null,
      } as const,
      person,
      expect: { code: 'OK', url: 'https://p.example/end?id=5f%20a%2F1&c=OK&p=x%20y&q=' },
    },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(completionFor(c.recruit, c.person), c.expect));
});

describe('who finds no seat', () => {
  const codes = { completed: 'C1', full: 'F4' };
  it('has a code of their own', () =>
    assert.deepEqual(completionWhenFull({ ...prolific, codes }, person), {
      code: 'F4',
      url: 'https://app.prolific.com/submissions/complete?cc=F4',
    }));
  it('never gets the code of those who have finished', () => assert.equal(completionWhenFull(prolific, person), null));
  it('has a code and nowhere to go where there is no panel', () =>
    assert.deepEqual(completionWhenFull({ ...prolific, provider: 'links', codes }, person), { code: 'F4', url: null }));
});

describe('a link’s parameters', () => {
  it('are kept when they are asked for', () =>
    assert.deepEqual(capturedParams({ PROLIFIC_PID: 'a', extra: 'b', other: 'c', STUDY_ID: ['x'] }, [...panelParams, 'extra']), {
      PROLIFIC_PID: 'a',
      extra: 'b',
    }));
});

describe('what is stored', () => {
  it('is read again', () => assert.deepEqual(readRecruit(JSON.parse(JSON.stringify(prolific))), prolific));
  it('is read as well when it is older than the words for who finds no seat', () => {
    const { whenFull: _, ...older } = prolific;
    assert.deepEqual(readRecruit(older), prolific);
  });
  it('is nothing when it is something else', () => assert.equal(readRecruit({ provider: 'x' }), null));
});
