import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { homePaths, partEnvironment, platformConfig } from './config.ts';

describe('platformConfig', () => {
  it('works with nothing set', () =>
    assert.deepEqual(
      { ...platformConfig({}) },
      {
        home: resolve('.rostra'),
        port: 8080,
        tlsPort: 0,
        acmeDirectory: 'https://acme-v02.api.letsencrypt.org/directory',
        acmeEmail: null,
        routers: 1,
        appConnections: 10_000,
        cacheRedis: null,
        bind: ['127.0.0.1', '::1'],
        baseDomain: 'localhost',
        adminPassword: null,
        dynoBootLimitMs: 60_000,
        isolation: 'user',
        tierRules: 'none',
        clock: null,
      },
    ));
  it('names every wrong variable at once', () =>
    assert.throws(
      () => platformConfig({ ROSTRA_PORT: 'http', ROSTRA_DYNO_BOOT_LIMIT_MS: '5' }),
      /ROSTRA_PORT.*\nROSTRA_DYNO_BOOT_LIMIT_MS/,
    ));
  it('says which address cannot be listened on', () =>
    assert.throws(() => platformConfig({ ROSTRA_BIND: '127.0.0.1, all' }), /"all" is no IP address/));
  it('means the same to the parts that the parent starts', () => {
    const config = platformConfig({ ROSTRA_HOME: '/srv/event', ROSTRA_PORT: '9000', ROSTRA_BIND: '0.0.0.0', ROSTRA_ADMIN_PASSWORD: 'x' });
    assert.deepEqual(platformConfig(partEnvironment(config, {})), config);
  });
});

describe('homePaths', () => {
  it('keeps sockets in the data folder', () => assert.equal(homePaths('/srv/event').controlSocket, '/srv/event/run/control.sock'));
  it('takes a short folder for the sockets of a deep data folder: the system allows 107 bytes', () => {
    const paths = homePaths(`/srv/${'deep/'.repeat(20)}event`);
    assert.ok(Buffer.byteLength(paths.dashboardSocket) <= 100, paths.dashboardSocket);
  });
});
