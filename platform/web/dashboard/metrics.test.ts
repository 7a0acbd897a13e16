import assert from 'node:assert/strict';
import { request, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let operator: DashboardVisitor;
let now = 0;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('hello');
  now = Math.floor(Date.now() / 1000);
  const sample = (second: number) => ({
    app: 'hello',
    second,
    requests: 10,
    failed: 3,
    failedByRouter: 2,
    bytes: 0,
    byStatus: { '2xx': 7, '5xx': 3 },
    codes: { H12: 2 },
    buckets: [0, 0, 7],
    routes: { '/draw/*/': { requests: 10, failed: 3, totalMs: 900, buckets: '5:a' } },
    dynos: {},
  });
  const body = JSON.stringify({
    lines: [],
    dropped: { lines: 0, samples: 0 },
    samples: [sample(now - 100), sample(now - 60)],
    covers: { from: now - 110, to: now - 30 },
  });
  await send({
    socketPath: platform.paths.controlSocket,
    url: 'http://control/internal/router-report',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
});
after(() => platform[Symbol.asyncDispose]());

describe('the page of figures', () => {
  it('says first whose the failures are, and has each chart as a table', async () => {
    const { status, text } = await operator.get('/apps/hello/metrics');
    assert.equal(status, 200);
    assert.match(text, /6 of 20 requests failed in 15 minutes/);
    assert.match(text, /4 at the router \(overloaded or down\), 2 in the app/);
    for (const title of ['Events', 'Response time', 'Throughput']) assert.match(text, new RegExp(`<h2>${title}</h2>`));
    assert.match(text, /Throughput: the greatest of each time/);
    assert.match(text, /H12 × 4/);
    assert.match(text, /\/draw\/\*\//);
  });

  it('shows a time that an address names, for who gets the link', async () => {
    const { text } = await operator.get(`/apps/hello/metrics?from=${now - 80}&to=${now - 40}`);
    assert.match(text, /3 of 10 requests failed in one minute/);
    assert.match(text, new RegExp(`metrics\\.csv\\?from=${now - 80}&amp;to=${now - 40}`));
  });

  it('gives a chart as CSV: a line for each step, and nothing where nobody reported', async () => {
    const { text, headers } = await operator.get(`/apps/hello/metrics.csv?panel=throughput&from=${now - 120}&to=${now - 40}`);
    assert.match(String(headers['content-type']), /text\/csv/);
    const [head, first, ...rows] = text.trim().split(/\r?\n/);
    assert.equal(head, 'time,throughput.ok,throughput.failedByApp,throughput.failedByRouter,throughput.fromCache');
    assert.match(first ?? '', /^\d{4}-.*Z,,,,$/);
    assert.equal(rows.filter((row) => row.endsWith(',7,1,2,0')).length, 2);
  });

  it('brings what it opens with at once, to all who look, and says first that an app is unknown', async () => {
    const lead = async (cookie: string, app = 'hello'): Promise<IncomingMessage> => {
      const headers = { cookie, accept: 'text/event-stream' };
      const ask = request({ socketPath: platform.paths.dashboardSocket, path: `/apps/${app}/metrics/lead?range=2h`, headers });
      const answer = new Promise<IncomingMessage>((resolve) => ask.once('response', resolve));
      ask.end();
      return answer;
    };
    const viewer = await new DashboardVisitor(platform, '10.0.0.3').signIn();
    for (const stream of await Promise.all([lead(operator.cookie), lead(viewer.cookie)])) {
      let text = '';
      for await (const piece of stream) {
        text += String(piece);
        if (text.includes('6 of 20 requests failed in 2 hours') && text.includes('event: activity')) break;
      }
      assert.match(text, /^event: lead$/m);
    }
    const unknown = await lead(operator.cookie, 'nothing');
    assert.equal(unknown.resume().statusCode, 404);
  });

  it('is for those who are signed in', async () => {
    const { status } = await new DashboardVisitor(platform, '10.0.0.2').get('/apps/hello/metrics.csv');
    assert.equal(status, 303);
  });
});

describe('/metrics', () => {
  it('tells a collector with a token what was counted', async () => {
    const { token } = await platform.client.createToken('collector', { role: 'viewer' });
    const ask = (authorization: string) =>
      send({ socketPath: platform.paths.dashboardSocket, url: 'http://localhost/metrics', headers: { authorization } });
    const { text } = await ask(`Bearer ${token}`);
    assert.match(text, /^rostra_http_requests_total\{app="hello",type="web",code_class="5xx"\} 6$/m);
    assert.match(text, /^rostra_http_request_seconds_count\{app="hello",type="web"\} 14$/m);
    assert.ok(text.endsWith('# EOF\n'));
    assert.equal((await ask('Bearer wrong')).status, 401);
  });
});
