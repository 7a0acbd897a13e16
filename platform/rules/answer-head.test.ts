import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnswerHead, isAnswerFault, readAnswerHead } from './answer-head.ts';
import { routerLimits } from './limits.ts';

const read = (lines: readonly string[], method = 'GET') => readAnswerHead(lines.join('\r\n'), method, routerLimits);

function head(lines: readonly string[], method = 'GET'): AnswerHead {
  const answer = read(lines, method);
  assert.ok(!isAnswerFault(answer), JSON.stringify(answer));
  return answer;
}

const ok = 'HTTP/1.1 200 OK';

describe('readAnswerHead', () => {
  it('keeps lines in order, with doubles and in their letter case', () =>
    assert.deepEqual(head([ok, 'Set-Cookie: a=1', 'X-a:  b\t', 'set-cookie: c=2', 'Empty:']).headers, [
      'Set-Cookie',
      'a=1',
      'X-a',
      'b',
      'set-cookie',
      'c=2',
      'Empty',
      '',
    ]));

  it('drops hop-by-hop lines and what Connection names', () =>
    assert.deepEqual(head([ok, 'Connection: keep-alive, X-Hop', 'Keep-Alive: timeout=5', 'X-Hop: 1', 'Server: s']).headers, [
      'Server',
      's',
    ]));

  it('drops every Surrogate line', () =>
    assert.deepEqual(head([ok, 'Surrogate-Key: a b', 'surrogate-control: max-age=60', 'Surrogate-Purge: draw', 'ETag: "1"']).headers, [
      'ETag',
      '"1"',
    ]));

  it('takes a status without a reason', () => assert.deepEqual([head(['HTTP/1.1 404']).status, head(['HTTP/1.1 404 ']).reason], [404, '']));

  it('sees an event stream and a request id of the app', () => {
    const answer = head([ok, 'Content-Type: text/event-stream; charset=utf-8', 'x-request-id: 1']);
    assert.deepEqual([answer.isEventStream, answer.hasRequestId], [true, true]);
  });

  it('sees an accepted upgrade', () => assert.equal(head(['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket']).upgrades, true));
});

describe('an answer’s body', () => {
  const cases: { it: string; lines: string[]; method?: string; body: string; keepsAlive: boolean }[] = [
    { it: 'has the length it says', lines: [ok, 'Content-Length: 5'], body: 'length', keepsAlive: true },
    { it: 'comes in chunks', lines: [ok, 'Transfer-Encoding: Chunked'], body: 'chunked', keepsAlive: true },
    { it: 'ends with the connection', lines: [ok], body: 'until-close', keepsAlive: false },
    { it: 'is not there for HEAD', lines: [ok, 'Content-Length: 5'], method: 'HEAD', body: 'none', keepsAlive: true },
    { it: 'is not there with 204', lines: ['HTTP/1.1 204 No Content'], body: 'none', keepsAlive: true },
    { it: 'is not there with 304', lines: ['HTTP/1.1 304 Not Modified', 'Content-Length: 5'], body: 'none', keepsAlive: true },
    { it: 'closes when the dyno says so', lines: [ok, 'Content-Length: 0', 'Connection: Close'], body: 'length', keepsAlive: false },
    { it: 'closes after HTTP/1.0', lines: ['HTTP/1.0 200 OK', 'Content-Length: 0'], body: 'length', keepsAlive: false },
  ];
  for (const c of cases) {
    it(c.it, () => {
      const answer = head(c.lines, c.method);
      assert.deepEqual([answer.body, answer.keepsAlive], [c.body, c.keepsAlive]);
    });
  }

  it('of a 204 has no length either', () => assert.deepEqual(head(['HTTP/1.1 204 No Content', 'Content-Length: 0']).headers, []));
});

describe('readAnswerHead refuses', () => {
  const cases: { it: string; lines: string[]; code: string; desc: string }[] = [
    { it: 'what is no HTTP', lines: ['hello'], code: 'H17', desc: 'bad status line' },
    { it: 'HTTP/2', lines: ['HTTP/2 200 OK'], code: 'H17', desc: 'bad status line' },
    { it: 'a status of two digits', lines: ['HTTP/1.1 20 OK'], code: 'H17', desc: 'bad status line' },
    { it: 'a space before the colon', lines: [ok, 'Content-Length : 5'], code: 'H17', desc: 'bad header' },
    { it: 'a folded line', lines: [ok, 'X: a', ' b'], code: 'H17', desc: 'bad header' },
    { it: 'a line without a colon', lines: [ok, 'X'], code: 'H17', desc: 'bad header' },
    { it: 'a bare line feed', lines: [ok, 'X: a\nY: b'], code: 'H17', desc: 'bad header' },
    { it: 'a bare carriage return', lines: [ok, 'X: a\rb'], code: 'H17', desc: 'bad header' },
    { it: 'a NUL', lines: [ok, 'X: a\0b'], code: 'H17', desc: 'bad header' },
    { it: 'two lengths', lines: [ok, 'Content-Length: 5', 'Content-Length: 5'], code: 'H17', desc: 'double content length' },
    {
      it: 'a length and chunks',
      lines: [ok, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
      code: 'H17',
      desc: 'length and transfer encoding',
    },
    { it: 'another coding', lines: [ok, 'Transfer-Encoding: gzip, chunked'], code: 'H17', desc: 'bad transfer encoding' },
    { it: 'chunks in HTTP/1.0', lines: ['HTTP/1.0 200 OK', 'Transfer-Encoding: chunked'], code: 'H17', desc: 'bad transfer encoding' },
    { it: 'a length that is no number', lines: [ok, 'Content-Length: -1'], code: 'H25', desc: 'invalid content length' },
    { it: 'a long status line', lines: [`${ok}${'k'.repeat(8192)}`], code: 'H25', desc: 'oversized status line' },
    { it: 'a header over 512 kB', lines: [ok, `X: ${'a'.repeat(512 * 1024)}`], code: 'H25', desc: 'oversized header' },
    {
      it: 'cookies over 8 kB together',
      lines: [ok, `Set-Cookie: a=${'a'.repeat(5000)}`, `Set-Cookie: b=${'b'.repeat(5000)}`],
      code: 'H25',
      desc: 'oversized cookies',
    },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(read(c.lines), { code: c.code, desc: c.desc }));
});
