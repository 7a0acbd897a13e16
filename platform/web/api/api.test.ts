import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import type { Answer, SendOptions } from '#kit/http/client.ts';
import { connectClient, deploy } from '../../client.ts';
import type { LogLine, MetricPoint, Operations } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';
import * as shapes from './shapes.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('shop');
  await deploy(client, 'shop', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

/** As the router passes it on: the door to those who are not on this machine. */
function outside(path: string, options: Partial<SendOptions> = {}): Promise<Answer> {
  return send({ url: `http://localhost${path}`, socketPath: platform.paths.dashboardSocket, ...options });
}

function inside(path: string, options: Partial<SendOptions> = {}): Promise<Answer> {
  return send({ url: `http://localhost${path}`, socketPath: platform.paths.controlSocket, ...options });
}

describe('the OpenAPI document', () => {
  it('is there without a token and names every path', async () => {
    const answer = await outside('/api/openapi.json');
    assert.equal(answer.status, 200);
    for (const path of ['/api/status', '/api/apps/{app}/formation', '/api/apps/{app}/builds/{id}/output'])
      assert.ok(answer.text.includes(`"${path}"`), path);
  });

  const answers = [
    { it: 'status', shape: shapes.status, answer: () => client.status() },
    { it: 'an app', shape: shapes.app, answer: () => client.app('shop') },
    { it: 'a process type', shape: shapes.processType, answer: async () => (await client.formation('shop'))[0] },
    { it: 'a dyno', shape: shapes.dyno, answer: async () => (await client.dynos('shop'))[0] },
    { it: 'a release', shape: shapes.release, answer: async () => (await client.releases('shop'))[0] },
    { it: 'a log line', shape: shapes.logLine, answer: async () => (await client.logs('shop', { lines: 1 }))[0] },
    { it: 'an event', shape: shapes.event, answer: async () => (await client.events('shop', { limit: 1 }))[0] },
    { it: 'metrics', shape: shapes.metrics, answer: () => client.metrics('shop', { seconds: 60 }) },
  ];
  for (const c of answers) {
    it(`says of ${c.it} what is answered`, async () =>
      assert.deepEqual(Object.keys((await c.answer()) ?? {}).sort(), requiredOf(c.shape).sort()));
  }
});

function requiredOf(shape: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(shape['required']) ? shape['required'].map(String) : [];
}

describe('the door for others', () => {
  it('wants a token', async () => {
    for (const headers of [{}, { authorization: 'Bearer rst_wrong' }, { authorization: 'Basic YTpi' }]) {
      const answer = await outside('/api/apps', { headers });
      assert.equal(answer.status, 401);
      assert.match(answer.text, /PLATFORM_WRONG_TOKEN/);
    }
  });

  it('takes one until it is revoked, and knows whose it is', async () => {
    const made = await client.createToken('deploy bot');
    assert.match(made.token, /^rst_[0-9A-Za-z]{40}$/);
    const authorization = `Bearer ${made.token}`;
    const answer = await outside('/api/apps/shop/maintenance', { method: 'PUT', headers: { authorization }, body: { on: true } });
    assert.equal(answer.status, 200);
    await client.setMaintenance('shop', false);
    assert.ok((await client.events('shop', { limit: 10 })).some((event) => event.actor === 'deploy bot'));
    assert.equal((await client.tokens()).find(({ id }) => id === made.id)?.label, 'deploy bot');
    await client.revokeToken(made.id);
    assert.equal((await outside('/api/apps', { headers: { authorization } })).status, 401);
    await assert.rejects(client.revokeToken(made.id), { status: 404 });
  });

  it('builds no folder of this machine', async () => {
    const { token } = await client.createToken('elsewhere');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await outside('/api/apps/shop/builds', { method: 'POST', headers, body: { folder: '/etc' } });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /only on the machine itself/);
  });

  it('has nothing of what the parts tell each other', async () => {
    const { token } = await client.createToken('curious');
    const answer = await outside('/internal/logs/x', { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 404);
  });

  it('serves the dashboard to browsers', async () => {
    const answer = await outside('/login', { headers: { accept: 'text/html' } });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /<form/);
  });
});

describe('a wrong request', () => {
  const cases = [
    { it: 'an address that is none', path: '/api/nothing', options: {}, status: 404, says: /nothing at this address/ },
    {
      it: 'text that is no JSON',
      path: '/api/apps',
      options: { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      status: 400,
      says: /could not be understood/,
    },
    {
      it: 'a missing field',
      path: '/api/apps',
      options: { method: 'POST', body: {} },
      status: 400,
      says: /must have required property 'name'/,
    },
    {
      it: 'a field of the wrong kind',
      path: '/api/apps/shop/formation',
      options: { method: 'PATCH', body: { updates: [{ type: 'web', quantity: 'many' }] } },
      status: 400,
      says: /quantity must be integer/,
    },
    {
      it: 'an app that is not there',
      path: '/api/apps/nobody/logs?follow=true',
      options: {},
      status: 404,
      says: /There is no app \\"nobody\\"/,
    },
    { it: 'a build that is not there', path: '/api/apps/shop/builds/x/output', options: {}, status: 404, says: /has no build x/ },
    { it: 'too many lines', path: '/api/apps/shop/logs?lines=20000', options: {}, status: 400, says: /lines must be <= 10000/ },
  ] as const;
  for (const c of cases) {
    it(`${c.it}: ${c.status} and one sentence`, async () => {
      const answer = await inside(c.path, c.options);
      assert.equal(answer.status, c.status, answer.text);
      assert.match(answer.text, c.says);
      assert.doesNotMatch(answer.text, /at .*\.ts|stack/);
    });
  }
});

const sample = {
  app: 'shop',
  requests: 5,
  failed: 1,
  bytes: 100,
  byStatus: { '2xx': 3, '499': 1, '5xx': 1 },
  codes: { H12: 1 },
  buckets: [0, 0, 4],
  dynos: {},
};

async function report(second: number, lines: readonly string[]): Promise<void> {
  const body = {
    samples: [{ ...sample, second }],
    lines: lines.map((line) => ({ app: 'shop', atMs: second * 1000, line })),
    dropped: { lines: 0, samples: 0 },
  };
  const answer = await inside('/internal/router-report', { method: 'POST', body });
  assert.equal(answer.status, 200, answer.text);
}

describe('what the router reports', () => {
  const second = Math.floor(Date.now() / 1000) - 3;

  it('is in the metrics, once when it comes twice', async () => {
    await report(second, []);
    await report(second, []);
    const { points } = await client.metrics('shop', { seconds: 60 });
    const point = points.find((each) => each.second === second);
    assert.deepEqual([point?.ok, point?.failed, point?.codes], [3, 1, { H12: 1 }]);
  });

  it('is followed as it comes, lines and figures', async () => {
    const lines: LogLine[] = [];
    const points: MetricPoint[] = [];
    const stop = new AbortController();
    const followed = [
      client.followLogs('shop', { lines: 0, dyno: 'router' }, { onItem: (line) => void lines.push(line), signal: stop.signal }),
      client.followMetrics('shop', { onItem: (point) => void points.push(point), signal: stop.signal }),
    ];
    await until(async () => {
      await report(second, ['at=info path="/"']);
      return lines.length > 0 && points.length > 0;
    });
    assert.equal(lines[0]?.text, 'at=info path="/"');
    assert.equal(lines[0]?.source, 'rostra');
    assert.equal(points[0]?.failed, 1);
    stop.abort();
    await Promise.all(followed);
  });

  it('of an app that is not there is dropped', async () => {
    const body = {
      samples: [{ ...sample, app: 'gone', second }],
      lines: [{ app: 'gone', atMs: 0, line: 'x' }],
      dropped: { lines: 0, samples: 0 },
    };
    assert.equal((await inside('/internal/router-report', { method: 'POST', body })).status, 200);
    await client.createApp('gone');
    assert.deepEqual(
      (await client.logs('gone', { lines: 10 })).filter(({ dyno }) => dyno === 'router'),
      [],
    );
    await client.destroyApp('gone', 'gone');
  });
});

describe("a dyno's output", () => {
  const batch = { dynoId: 'd1', app: 'shop', dyno: 'web.1', from: 0, to: 6, lines: [{ atMs: 1, text: 'hello' }] };

  it('is stored once, however often it is sent', async () => {
    for (let times = 0; times < 2; times += 1) {
      const answer = await inside('/internal/logs', { method: 'POST', body: batch });
      assert.deepEqual(answer.json(), { offset: 6 });
    }
    assert.deepEqual((await inside('/internal/logs/d1')).json(), { offset: 6 });
    const lines = await client.logs('shop', { lines: 1000, source: 'app', dyno: 'web.1' });
    assert.equal(lines.filter((line) => line.text === 'hello').length, 1);
  });
});

describe('a client', () => {
  it('hears in one sentence when nobody is there', () =>
    assert.rejects(connectClient({ kind: 'socket', path: '/nowhere/control.sock', actor: 'test' }).apps(), {
      code: 'PLATFORM_UNREACHABLE',
      hint: /npm start/,
    }));
});

describe('a stop', () => {
  it('waits for nobody who follows', async () => {
    let lines = 0;
    const tail = { onItem: () => void (lines += 1), signal: new AbortController().signal };
    const followed = client.followLogs('shop', { lines: 10 }, tail);
    await until(() => lines > 0);
    await platform.kill('control', 'SIGTERM');
    await followed;
    platform.run('control');
    await platform.isReady();
  });
});
