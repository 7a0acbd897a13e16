import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RequestFacts, routerLine } from './log-line.ts';

const facts: RequestFacts = {
  code: null,
  desc: '',
  method: 'GET',
  path: '/wudc/draw/',
  host: 'tab.example.org',
  requestId: '5f0c9a6e-2d1b-4c39-9b2e-0d4f6c1f7a10',
  clientAddress: '198.51.100.23',
  dyno: 'web.2',
  connectMs: 0.2,
  serviceMs: 213.7,
  queueMs: 31,
  firstByteMs: 209,
  status: 200,
  bytes: 48_211,
  protocol: 'http',
  tlsVersion: null,
  httpVersion: '1.1',
  closedBy: null,
  retries: 0,
  uploaded: 0,
  cache: '-',
  userAgent: 'curl/8',
  traceparent: '',
};

describe('routerLine', () => {
  it('has Heroku’s fields in Heroku’s order, then ours', () =>
    assert.equal(
      routerLine(facts),
      'at=info method=GET path="/wudc/draw/" host=tab.example.org request_id=5f0c9a6e-2d1b-4c39-9b2e-0d4f6c1f7a10 fwd="198.51.100.23" dyno=web.2' +
        ' connect=0ms service=214ms status=200 bytes=48211 protocol=http http_version=1.1 tls=false tls_version= queue=31ms ttfb=209ms' +
        ' cache=- route= retries=0 up=0 ua="curl/8"',
    ));

  it('starts with the code and its title when there is one', () =>
    assert.match(
      routerLine({ ...facts, code: 'H12', status: 503, firstByteMs: null }),
      /^at=error code=H12 desc="Request timeout" method=GET .* ttfb= /,
    ));

  it('says what exactly was wrong', () =>
    assert.match(routerLine({ ...facts, code: 'H26', desc: 'bad header' }), /^at=error code=H26 desc="bad header" /));

  it('grades by the code’s level', () => {
    assert.match(routerLine({ ...facts, code: 'H27' }), /^at=info code=H27/);
    assert.match(routerLine({ ...facts, code: 'H80' }), /^at=warning code=H80/);
  });

  it('says who closed the connection after http_version', () =>
    assert.match(routerLine({ ...facts, code: 'H18', closedBy: 'backend' }), / http_version=1\.1 sock=backend tls=/));

  it('leaves empty what never came to be', () =>
    assert.match(routerLine({ ...facts, dyno: '', connectMs: null, serviceMs: null }), / dyno= connect= service= status=/));

  it('says how many requests it stands for', () => assert.match(routerLine(facts, 8), / sampled=8$/));

  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const parents = [
    ['', ''],
    [`00-${trace}-00f067aa0ba902b7-01`, ` trace=${trace}`],
    [`01-${trace}-00f067aa0ba902b7-01-later`, ` trace=${trace}`],
    [`00-${trace}-00f067aa0ba902b7-01-later`, ''],
    [`ff-${trace}-00f067aa0ba902b7-01`, ''],
    [`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`, ''],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, ''],
    [`00-${trace}-0000000000000000-01`, ''],
    ['my trace', ''],
  ] as const;
  for (const [traceparent, shown] of parents) {
    it(`names the trace of "${traceparent}" as "${shown.trim()}"`, () =>
      assert.ok(routerLine({ ...facts, traceparent }).endsWith(` ua="curl/8"${shown}`)));
  }

  const paths = [
    ['/a?b="c"', '"/a?b=\\"c\\""'],
    ['/login?token=abc&next=/x', '"/login?token=***&next=/x"'],
    ['/?api_key=1;Password=2&signature=3&q=4', '"/?api_key=***;Password=***&signature=***&q=4"'],
    ['/token=abc', '"/token=abc"'],
    ['/?key&key=', '"/?key&key=***"'],
    [`/${'a'.repeat(3000)}`, `"/${'a'.repeat(2047)}"`],
  ] as const;
  for (const [path, shown] of paths) {
    it(`shows ${path.slice(0, 40)} as it may be shown`, () => assert.ok(routerLine({ ...facts, path }).includes(` path=${shown} host=`)));
  }

  it('stays one line whatever the client calls itself', () =>
    assert.ok(routerLine({ ...facts, userAgent: 'a\nat=info "b"' }).endsWith('ua="a\\nat=info \\"b\\""')));
});
