import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drainAddress, drainPauseMs, isCertificateFault, octetCounted, syslogMessage } from './syslog.ts';

const names = { token: 'd.1a2b', herokuNames: false };
const at = '2026-11-26T08:00:00.000Z';

describe('syslogMessage', () => {
  const cases = [
    {
      it: 'is of local7 for a dyno',
      line: { at, source: 'app', dyno: 'web.1', text: 'hello' },
      names,
      expect: '<190>1 2026-11-26T08:00:00.000+00:00 d.1a2b app web.1 - - hello',
    },
    {
      it: 'is of local3 for the router, under the name that parsers know',
      line: { at, source: 'rostra', dyno: 'router', text: 'at=info' },
      names: { ...names, herokuNames: true },
      expect: '<158>1 2026-11-26T08:00:00.000+00:00 d.1a2b heroku router - - at=info',
    },
    {
      it: 'stays one message',
      line: { at, source: 'rostra', dyno: 'api', text: 'a\r\n<1>1 b' },
      names,
      expect: '<45>1 2026-11-26T08:00:00.000+00:00 d.1a2b rostra api - - a <1>1 b',
    },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(syslogMessage(c.line, c.names), c.expect));

  it('is framed by its bytes', () => assert.equal(octetCounted('é'), '2 é'));
});

describe('drainAddress', () => {
  it('knows the ports', () => {
    assert.deepEqual(drainAddress('syslog+tls://logs.example.org'), { ok: true, kind: 'syslog+tls', host: 'logs.example.org', port: 6514 });
    assert.deepEqual(drainAddress('https://user:x@logs.example.org:8443/in'), {
      ok: true,
      kind: 'https',
      host: 'logs.example.org',
      port: 8443,
    });
  });
  for (const text of ['logs.example.org', 'ftp://logs.example.org', 'syslog://'])
    it(`refuses ${text}`, () => assert.equal(drainAddress(text).ok, false));
});

describe('drainPauseMs', () => {
  it('grows to a minute', () => assert.deepEqual([1, 2, 3, 20].map(drainPauseMs), [1_000, 2_000, 4_000, 60_000]));
});

describe('isCertificateFault', () => {
  for (const code of [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])
    it(`knows ${code}`, () => assert.equal(isCertificateFault(code), true));
  it('is no matter of a connection that was refused', () => assert.equal(isCertificateFault('ECONNREFUSED'), false));
});
