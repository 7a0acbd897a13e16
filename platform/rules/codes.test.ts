import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFacts, codes } from './codes.ts';

describe('codes', () => {
  it('have the shape of Heroku’s: a letter and two digits', () => {
    for (const code of Object.keys(codes)) assert.match(code, /^[HRLX]\d\d$/);
  });

  it('offer a retry only with a status that a client sees', () => {
    for (const [code, facts] of Object.entries(codes)) {
      if ('retry' in facts || 'refresh' in facts) assert.notEqual(facts.status, null, code);
    }
  });

  it('keep the titles that people search for', () => {
    assert.equal(codeFacts('H12').title, 'Request timeout');
    assert.equal(codeFacts('R14').title, 'Memory quota exceeded');
    assert.equal(codeFacts('L10').title, 'Drain buffer overflow');
  });
});
