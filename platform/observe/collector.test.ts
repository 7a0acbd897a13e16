import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { collectorOf } from '../config.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { tellCollector } from './collector.ts';

interface Posted {
  readonly path: string;
  readonly key: unknown;
  readonly body: string;
}

const posted: Posted[] = [];
let status = 200;

/** As much of a collector as an exporter meets. */
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    posted.push({ path: request.url ?? '', key: request.headers['x-api-key'], body });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
});

let house: SimulatedControl;
before(async () => {
  house = new SimulatedControl(Date.UTC(2026, 6, 5, 9));
  house.addApp('tab', { web: 'node server.js' });
  house.runDyno('tab', 20_001);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close().closeAllConnections();
  house.close();
});

function collector() {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  const found = collectorOf({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/otlp/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20key',
  });
  assert.ok(found);
  return found;
}

describe('a collector', () => {
  it('has the figures of now each time, and each line of a log once', async () => {
    house.control.logBook.tell('tab', 'api', ['from before']);
    await tellCollector(house.control, collector());
    house.control.logBook.tell('tab', 'api', ['Scaled to web@2']);
    await tellCollector(house.control, collector());
    await tellCollector(house.control, collector());
    const paths = posted.map(({ path }) => path);
    assert.deepEqual(paths, ['/otlp/v1/metrics', '/otlp/v1/metrics', '/otlp/v1/logs', '/otlp/v1/metrics']);
    assert.ok(posted.every(({ key }) => key === 'a key'));
    assert.match(posted[0]?.body ?? '', /"name":"rostra_dyno_up"/);
    assert.match(posted[2]?.body ?? '', /"stringValue":"Scaled to web@2"/);
    assert.doesNotMatch(posted[2]?.body ?? '', /from before/);
  });

  it('that takes a line not now gets it the next time', async () => {
    house.control.logBook.tell('tab', 'api', ['Restart web']);
    status = 503;
    await assert.rejects(tellCollector(house.control, collector()), /answered 503/);
    status = 200;
    await tellCollector(house.control, collector());
    assert.match(posted.at(-1)?.body ?? '', /"stringValue":"Restart web"/);
  });

  it('is none where none is named, and a wrong address is said when the platform starts', () => {
    assert.equal(collectorOf({}), null);
    assert.throws(() => collectorOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'otel:4318x' }), /OTEL_EXPORTER_OTLP_ENDPOINT/);
  });
});
