import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionsWords, serverLine } from './server-line.ts';

describe('serverLine', () => {
  const cases = [
    {
      it: 'knows the role that had one connection too many',
      service: 'postgres',
      text: '2026-11-26 08:00:00.000 UTC [123] FATAL:  too many connections for role "postgres_1a2b"',
      expect: 'postgres_1a2b',
    },
    { it: 'leaves other lines of the database to its server', service: 'postgres', text: 'LOG:  checkpoint starting: time', expect: null },
    { it: 'knows the account that our mail server names', service: 'mail', text: 'mail_1a2b: Message 7 sent on', expect: 'mail_1a2b' },
    { it: 'leaves what names no account', service: 'mail', text: 'Error: EADDRINUSE', expect: null },
    { it: 'finds nothing in what Redis says', service: 'redis', text: 'mail_1: Ready to accept connections', expect: null },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(serverLine(c.service, c.text)?.account ?? null, c.expect));

  it('says what the plan has and what to do', () =>
    assert.match(connectionsWords({ name: 'postgres-1a2b', plan: 'hobby-dev' }, 20), /hobby-dev has 20\).*addons:upgrade postgres-1a2b/));
});
