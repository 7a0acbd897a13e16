import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynoEnvironment } from './dyno-environment.ts';

const of = {
  app: 'tab',
  release: 4,
  slug: 'abc',
  config: {},
  purge: {},
  memoryQuotaMb: 512,
  programFolders: ['/slug/node_modules/.bin', '/node'],
};

describe('dynoEnvironment', () => {
  it('tells a dyno what it runs', () => {
    const env = dynoEnvironment(of);
    assert.deepEqual([env['ROSTRA_APP'], env['ROSTRA_RELEASE'], env['ROSTRA_SLUG']], ['tab', 'v4', 'abc']);
  });
  it('lets config vars win over defaults', () =>
    assert.equal(dynoEnvironment({ ...of, config: { NODE_ENV: 'test' } })['NODE_ENV'], 'test'));
  it('lets nothing win over what the platform says', () =>
    assert.equal(dynoEnvironment({ ...of, config: { ROSTRA_APP: 'other' } })['ROSTRA_APP'], 'tab'));
  it("finds the app's own programs first", () =>
    assert.match(dynoEnvironment(of)['PATH'] ?? '', /^\/slug\/node_modules\/\.bin:\/node:\/usr/));
  it('reckons processes from memory', () => assert.equal(dynoEnvironment(of)['WEB_CONCURRENCY'], '2'));
  it('has nothing of the environment the platform itself runs in', () => {
    process.env['CANARY'] = 'yes';
    assert.equal(dynoEnvironment(of)['CANARY'], undefined);
    delete process.env['CANARY'];
  });
});
