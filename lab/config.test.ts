import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labConfig } from './config.ts';

const production = { LAB_PRODUCTION: '1', LAB_AUTH: 'STUDY', LAB_SECRET: 'a secret' };

describe('the environment of a lab', () => {
  it('needs nothing while somebody tries things out', () => {
    const { port, host, databaseUrl, access, isProduction } = labConfig({});
    assert.deepEqual([port, host, databaseUrl, access, isProduction], [8000, '127.0.0.1', null, 'OPEN', false]);
  });
  it('understands the names that oTree has', () => {
    const config = labConfig({ OTREE_PRODUCTION: '1', OTREE_AUTH_LEVEL: 'DEMO', OTREE_ADMIN_PASSWORD: 'x', OTREE_REST_KEY: 'a, b' });
    assert.deepEqual([config.isProduction, config.access, config.adminPassword, config.restKeys], [true, 'DEMO', 'x', ['a', 'b']]);
  });
  it('listens for everybody in production, but on the platform only for the router', () => {
    assert.deepEqual([labConfig(production).host, labConfig({ ...production, ROSTRA_APP: 'lab' }).host], ['0.0.0.0', '127.0.0.1']);
  });

  it('serves by as many processes as it is told to; on the platform by one, because there are dynos', () => {
    const told = { LAB_PROCESSES: '4' };
    assert.deepEqual([labConfig({}).processes, labConfig(told).processes, labConfig({ ...told, DYNO: 'web.1' }).processes], [1, 4, 1]);
  });
  it('is told by either name where errors go', () => {
    const address = 'https://example.org/errors';
    assert.equal(labConfig({ LAB_ERROR_WEBHOOK: address }).errorWebhook, address);
    assert.equal(labConfig({ OTREE_ERROR_REPORT_ENDPOINT: address }).errorWebhook, address);
    assert.equal(labConfig({}).errorWebhook, null);
  });

  const refused = [
    {
      it: 'an access level that does not exist',
      env: { LAB_AUTH: 'SECRET' },
      message: /LAB_AUTH is "SECRET"; it must be STUDY, DEMO or OPEN/,
    },
    { it: 'production that says nothing about access', env: { LAB_PRODUCTION: '1', LAB_SECRET: 'x' }, message: /LAB_AUTH is missing/ },
    { it: 'production without anything to sign with', env: { LAB_PRODUCTION: '1', LAB_AUTH: 'STUDY' }, message: /LAB_SECRET is missing/ },
    { it: 'an address of errors that is none', env: { LAB_ERROR_WEBHOOK: 'mail me' }, message: /LAB_ERROR_WEBHOOK is no address/ },
    { it: 'a port that is none', env: { PORT: 'eighty' }, message: /PORT is "eighty"/ },
  ];
  for (const c of refused)
    it(`cannot be ${c.it}`, () => assert.throws(() => labConfig(c.env), { code: 'CONFIG_WRONG', message: c.message }));
});
