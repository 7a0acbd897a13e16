import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goesFirst } from './precedence.ts';

describe('goesFirst', () => {
  const cases = [
    { method: 'GET', cookie: '', first: false },
    { method: 'HEAD', cookie: 'theme=dark; lang=en', first: false },
    { method: 'GET', cookie: 'theme=session', first: false },
    { method: 'POST', cookie: '', first: true },
    { method: 'DELETE', cookie: '', first: true },
    { method: 'GET', cookie: 'sessionid=abc', first: true },
    { method: 'GET', cookie: 'theme=dark; connect.sid=s%3A1', first: true },
    { method: 'GET', cookie: '__Host-login=1', first: true },
  ];
  for (const { first, ...request } of cases) {
    it(`${request.method} with "${request.cookie}": ${first ? 'yes' : 'no'}`, () => assert.equal(goesFirst(request), first));
  }
});
