import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { App, Dyno } from '../../rules/resources.ts';
import { appHeadline, headlineWithError, overviewHeadline } from './headlines.ts';

const app = (more: Partial<App> = {}): App => ({
  name: 'tab',
  url: 'http://tab.localhost:8080',
  createdAt: '2026-11-20T10:00:00Z',
  maintenance: false,
  release: 3,
  state: 'up',
  dynos: { up: 3, wanted: 3 },
  restartPending: false,
  ...more,
});
const calm = { requests: 603, failed: 0, p95Ms: 96 };
const status = { version: '0.1.0', startedAt: '', home: '', url: '', apps: 1, router: 'up', dynod: 'up' } as const;

describe('appHeadline', () => {
  const cases = [
    {
      it: 'is calm when all is well',
      app: app(),
      traffic: calm,
      state: 'ok',
      sentence: '3 dynos run and answer within 96 ms.',
    },
    {
      it: 'says how far a start is',
      app: app({ state: 'starting', dynos: { up: 1, wanted: 3 } }),
      traffic: calm,
      state: 'wait',
      sentence: 'tab is starting: 1 of 3 dynos is up.',
    },
    {
      it: 'says when nothing runs',
      app: app({ state: 'crashed', dynos: { up: 0, wanted: 3 } }),
      traffic: calm,
      state: 'fail',
      sentence: 'tab does not run: its dynos crash.',
    },
    {
      it: 'says that no deploy came to serve',
      app: app({ state: 'failed', release: null, dynos: { up: 0, wanted: 0 } }),
      traffic: { requests: 0, failed: 0, p95Ms: null },
      state: 'fail',
      sentence: 'tab does not run: its deploy failed.',
    },
    {
      it: 'says that it is broken when it wrote the failed answers itself',
      app: app(),
      traffic: { ...calm, failed: 41, failedByRouter: 0 },
      state: 'late',
      sentence: 'tab is broken on some pages: 41 of 603 in the last minute failed.',
    },
    {
      it: 'says that it is overloaded when the router had to answer',
      app: app(),
      traffic: { ...calm, failed: 41, failedByRouter: 40 },
      state: 'late',
      sentence: 'tab is overloaded or down for some visitors: 41 of 603 in the last minute failed.',
    },
    {
      it: 'makes no fuss of one failure',
      app: app(),
      traffic: { ...calm, failed: 1 },
      state: 'ok',
      sentence: '3 dynos run and answer within 96 ms.',
    },
  ];
  for (const c of cases) {
    it(c.it, () => {
      const { state, sentence } = appHeadline(c.app, [], c.traffic);
      assert.deepEqual({ state, sentence }, { state: c.state, sentence: c.sentence });
    });
  }
  it('gives the reason of a crash', () => {
    const crashed: Dyno = {
      id: 'a',
      name: 'web.1',
      type: 'web',
      number: 1,
      release: 3,
      state: 'crashed',
      since: '',
      reason: 'Process exited with status 7',
      pid: null,
      port: null,
      exitStatus: 7,
      restarts: 2,
      memoryMb: null,
      memoryQuotaMb: 512,
      load: null,
    };
    assert.equal(appHeadline(app({ state: 'crashed' }), [crashed], calm).detail, 'web.1: Process exited with status 7');
  });
});

describe('overviewHeadline', () => {
  const cases = [
    { it: 'teaches when there is no app', apps: [], status, expect: 'Nothing runs here yet.' },
    {
      it: 'puts the worst app first',
      apps: [app({ name: 'lab', state: 'maintenance' }), app({ state: 'crashed', dynos: { up: 0, wanted: 1 } })],
      status,
      expect: 'tab does not run: its dynos crash.',
    },
    {
      it: 'says which part of the platform is away',
      apps: [app()],
      status: { ...status, router: 'away' as const },
      expect: 'The router does not answer.',
    },
    { it: 'is calm otherwise', apps: [app(), app({ name: 'lab' })], status, expect: 'Running well. 2 apps with 6 dynos.' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(overviewHeadline(c.apps, c.status, calm).sentence, c.expect));
  it('says what broke, unless an app does not run at all', () => {
    const error = { app: 'tab', text: 'New error: TypeError: no teams', issue: 7 };
    assert.equal(headlineWithError(overviewHeadline([app()], status, calm), error).sentence, 'Something broke in tab.');
    const down = overviewHeadline([app({ state: 'crashed', dynos: { up: 0, wanted: 1 } })], status, calm);
    assert.equal(headlineWithError(down, error), down);
  });
});
