import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { readPlan } from './plan-file.ts';
import { readRecording } from './recording.ts';

/** Platform specification, Annex E, word for word. */
const example: unknown =
  JSON.parse(`{"app":"lab","people":120,"where":"clone","sources":[{"kind":"otree-bots","session":"public_goods","weight":1}],
 "arrival":{"mode":"over","seconds":90},"think":{"default":{"dist":"lognormal","median":6,"p95":20}},
 "slo":{"p95Ms":1500,"failedPct":0.5,"forbid":["H12","H13","R14"]},"browserBots":2,
 "formations":[{"web":"1:standard-1x"},{"web":"1:performance-m"}],"seed":42,"chaos":[]}`);

const mix = { people: 10, sources: [{ kind: 'http', requests: [{ get: '/' }] }] };

describe('rehearsal.json', () => {
  it('reads the example of the specification', () => {
    const plan = readPlan(example);
    assert.deepEqual(plan.formations, [{ web: { quantity: 1, size: 'standard-1x' } }, { web: { quantity: 1, size: 'performance-m' } }]);
    assert.deepEqual([plan.people, plan.seed, plan.think.median, plan.slo.failedPercent], [120, '42', 6, 0.5]);
  });
  it('needs only people and what they do', () => {
    const { where, slo, levels, arrival } = readPlan(mix);
    assert.deepEqual(
      [where, slo.p95Ms, slo.forbid, levels.percents, levels.hold, arrival.mode],
      ['clone', 1500, ['H12', 'H13', 'R14'], [10, 25, 50, 75, 100, 150], 60, 'closed'],
    );
  });
  it('says what is broken on purpose, and when', () =>
    assert.deepEqual(readPlan({ ...mix, chaos: ['kill web.1 @ 60 %', 'restart web', 'kill redis @ 5%'] }).chaos, [
      { how: 'kill', part: 'web.1', atPercent: 60 },
      { how: 'restart', part: 'web', atPercent: 50 },
      { how: 'kill', part: 'redis', atPercent: 5 },
    ]));
  const wrong: readonly { it: string; plan: unknown; says: RegExp }[] = [
    { it: 'no people', plan: { ...mix, people: 0 }, says: /“people” is wrong/ },
    { it: 'an absurd crowd', plan: { ...mix, people: 1e9 }, says: /“people” is wrong/ },
    { it: 'nothing to do', plan: { ...mix, sources: [] }, says: /“sources” is wrong/ },
    { it: 'a source that nobody knows', plan: { ...mix, sources: [{ kind: 'magic' }] }, says: /“sources.0.kind” is wrong/ },
    {
      it: 'a path that is none',
      plan: { ...mix, sources: [{ kind: 'http', requests: [{ get: 'draw' }] }] },
      says: /“sources.0.requests.0.*” is wrong/,
    },
    { it: 'an event among requests', plan: { ...mix, sources: [...mix.sources, { kind: 'tab' }] }, says: /mixes requests and tab/ },
    { it: 'a formation in other words', plan: { ...mix, formations: [{ web: 'many' }] }, says: /write a number of dynos and a size/ },
    { it: 'a word that is misspelt', plan: { ...mix, peopel: 3 }, says: /“peopel” is wrong/ },
    { it: 'a breakage in other words', plan: { ...mix, chaos: ['burn it down'] }, says: /“burn it down”; write what is killed/ },
    { it: 'to break an app in use', plan: { ...mix, where: 'in-place', chaos: ['kill web.1'] }, says: /breaks copies only/ },
    { it: 'what is no plan at all', plan: 'soon', says: /is wrong/ },
  ];
  for (const c of wrong)
    it(`refuses ${c.it}, and says where`, () =>
      assert.throws(
        () => readPlan(c.plan),
        (error) => error instanceof RostraError && error.code === 'REHEARSAL_PLAN_WRONG' && c.says.test(error.message),
      ));
});

interface Entry {
  readonly at: string;
  readonly method?: string;
  readonly url: string;
  readonly html?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly redirect?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
}

const har = (...entries: readonly Entry[]): unknown => ({
  log: {
    entries: entries.map(({ at, method = 'GET', url, html = '', form, redirect = '', headers = {}, type = 'text/html' }) => ({
      startedDateTime: `2026-07-05T09:31:${at}Z`,
      request: {
        method,
        url: `https://vote.example.org${url}`,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        ...(form && {
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            params: Object.entries(form).map(([name, value]) => ({ name, value })),
          },
        }),
      },
      response: { status: redirect === '' ? 200 : 302, redirectURL: redirect, content: { mimeType: type, text: html } },
    })),
  },
});

describe('a recording', () => {
  const page = '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="Ab12cd34Ef56"><input name="choice"></form>';
  const steps = readRecording(
    har(
      { at: '01.000', url: '/start', html: page, headers: { cookie: 'sessionid=1' } },
      { at: '01.200', url: '/logo.png', type: 'image/png' },
      {
        at: '05.500',
        method: 'POST',
        url: '/start',
        form: { csrfmiddlewaretoken: 'Ab12cd34Ef56', choice: '2' },
        redirect: '/p/k3x9q7ab/Page/1',
      },
      { at: '08.500', url: '/p/k3x9q7ab/Page/1', html: '' },
    ),
  );
  it('is the pages and what was sent, with the pauses between', () =>
    assert.deepEqual(
      steps.steps.map(({ method, path, thinkSeconds }) => [method, path, thinkSeconds]),
      [
        ['GET', '/start', 0],
        ['POST', '/start', 4.5],
        ['GET', '/p/${address-2-1}/Page/1', 3],
      ],
    ));
  it('takes tokens and ids anew from the answers that each bot gets', () => {
    assert.deepEqual(steps.steps[1]?.form, { csrfmiddlewaretoken: '${csrfmiddlewaretoken-0}', choice: '2' });
    assert.deepEqual(steps.steps[0]?.take, [{ name: 'csrfmiddlewaretoken-0', from: 'field', field: 'csrfmiddlewaretoken' }]);
    assert.deepEqual(steps.steps[1]?.take, [{ name: 'address-2-1', from: 'address', segment: 2 }]);
  });
  it('says for review what was left out and what differs', () => {
    assert.match(steps.notes.join('; '), /cookies are each bot’s own; 1 requests left out.*csrfmiddlewaretoken-0 is different/);
    assert.ok(!JSON.stringify(steps).includes('sessionid'));
  });
  const secrets: readonly { it: string; entry: Entry; says: RegExp }[] = [
    {
      it: 'a password in a form',
      entry: { at: '01.000', method: 'POST', url: '/login', form: { user: 'a', password: 'hunter2' } },
      says: /“password” in POST \/login/,
    },
    {
      it: 'a key in a header',
      entry: { at: '01.000', url: '/', headers: { Authorization: 'Token abc' } },
      says: /“Authorization” in GET \//,
    },
    { it: 'a token in an address', entry: { at: '01.000', url: '/?access_token=abc' }, says: /“access_token” in GET \// },
  ];
  for (const c of secrets)
    it(`is refused with ${c.it}, by name and without it`, () =>
      assert.throws(
        () => readRecording(har(c.entry)),
        (error) =>
          error instanceof RostraError &&
          c.says.test(error.message) &&
          !error.message.includes('hunter2') &&
          !error.message.includes('abc'),
      ));
  it('is refused when it is none', () => assert.throws(() => readRecording({ entries: [] }), /no HAR recording/));
});
