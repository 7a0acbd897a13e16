import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dashboardHosts, parseHost } from './host.ts';

describe('parseHost', () => {
  const good = [
    ['tab.localhost:8080', { name: 'tab.localhost', port: '8080' }],
    ['Tab.Example.ORG', { name: 'tab.example.org', port: '' }],
    ['tab.example.org.', { name: 'tab.example.org', port: '' }],
    ['127.0.0.1:80', { name: '127.0.0.1', port: '80' }],
    ['[::1]:8080', { name: '[::1]', port: '8080' }],
    ['a', { name: 'a', port: '' }],
  ] as const;
  for (const [sent, expected] of good) it(`reads ${sent}`, () => assert.deepEqual(parseHost(sent), expected));

  const bad = ['', 'a/b', 'user@a', 'a b', 'a,b', 'a\tb', 'a:', 'a:b', 'a:123456', '-a', '[::1', 'é', 'a:80:80', 'x'.repeat(300)];
  for (const sent of bad) it(`refuses ${JSON.stringify(sent.slice(0, 20))}`, () => assert.equal(parseHost(sent), null));
});

describe('dashboardHosts', () => {
  it('is the bare base domain', () => assert.deepEqual(dashboardHosts('example.org'), ['example.org']));
  it('is every loopback name on a laptop', () => assert.deepEqual(dashboardHosts('localhost'), ['localhost', '127.0.0.1', '[::1]']));
});
