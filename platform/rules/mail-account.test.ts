import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailAccounts, mailRetryMs, relayFault } from './mail-account.ts';

describe('mailAccounts', () => {
  const account = { account: 'mail_1', password: 'x', messagesPerHour: 500, relay: null };
  const cases = [
    { it: 'reads what control wrote', text: JSON.stringify([account]), expect: [account] },
    { it: 'knows nobody before that', text: '', expect: [] },
    { it: 'knows nobody when it is half', text: '[{"account"', expect: [] },
    { it: 'knows nobody when it is something else', text: '{"a":1}', expect: [] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(mailAccounts(c.text), c.expect));
});

describe('mailRetryMs', () => {
  it('waits longer each time and gives up after about a day', () => {
    const waits = Array.from({ length: 8 }, (_, at) => mailRetryMs(at + 1));
    assert.deepEqual(waits.slice(0, 3), [60_000, 300_000, 900_000]);
    assert.equal(waits.at(-1), null);
    const hours = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 3_600_000;
    assert.ok(hours > 20 && hours < 30, String(hours));
  });
});

describe('relayFault', () => {
  const cases = [
    { it: 'takes an address', text: 'smtp://user:secret@mail.example.org:587', expect: null },
    { it: 'takes one with TLS from the start', text: 'smtps://mail.example.org', expect: null },
    { it: 'wants an address', text: 'mail.example.org', expect: /is no address/ },
    { it: 'wants one for mail', text: 'https://mail.example.org', expect: /begins with smtp/ },
  ];
  for (const c of cases)
    it(c.it, () => (c.expect === null ? assert.equal(relayFault(c.text), null) : assert.match(relayFault(c.text) ?? '', c.expect)));
});
