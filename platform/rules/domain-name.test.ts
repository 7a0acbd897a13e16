import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainName } from './domain-name.ts';

describe('domainName', () => {
  for (const [typed, expect] of [
    ['Tab.Example.org.', 'tab.example.org'],
    ['*.example.org', '*.example.org'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['example', null],
    ['http://example.org', null],
    ['a_b.example.org', null],
    ['*.*.org', null],
    ['-a.example.org', null],
    ['127.0.0.1', null],
    ['other.localhost', null], // every app has its own there already
    ['', null],
  ] as const)
    it(`${typed || 'nothing'}: ${expect}`, () => assert.equal(domainName(typed, 'localhost'), expect));
});
