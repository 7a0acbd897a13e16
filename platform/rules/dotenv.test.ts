import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDotenv } from './dotenv.ts';

describe('lines of a .env file', () => {
  const cases = [
    { it: 'a plain value', text: 'A=1', expect: { A: '1' } },
    { it: 'an empty value', text: 'A=', expect: { A: '' } },
    { it: 'a value with =', text: 'URL=postgres://u:p@h/db?a=b', expect: { URL: 'postgres://u:p@h/db?a=b' } },
    { it: 'export, blanks, a comment behind', text: '  export A = one # why', expect: { A: 'one' } },
    { it: 'a # inside a value', text: 'COLOUR=#fff', expect: { COLOUR: '#fff' } },
    { it: 'double quotes', text: String.raw`KEY="-----BEGIN\nabc\n\"x\""`, expect: { KEY: '-----BEGIN\nabc\n"x"' } },
    { it: 'single quotes keep everything', text: String.raw`A='$x \n # y'`, expect: { A: String.raw`$x \n # y` } },
    { it: 'comments and empty lines', text: '# first\r\n\r\nA=1\r\nB=2', expect: { A: '1', B: '2' } },
    { it: 'the last of two counts', text: 'A=1\nA=2', expect: { A: '2' } },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(parseDotenv(c.text), { ok: true, vars: c.expect }));

  const wrong = [
    { text: 'A=1\nnonsense', line: 2 },
    { text: '1A=2', line: 1 },
    { text: '', line: 1 },
    { text: '# only words', line: 1 },
  ];
  for (const c of wrong)
    it(`refuses ${JSON.stringify(c.text)}`, () => assert.partialDeepStrictEqual(parseDotenv(c.text), { ok: false, line: c.line }));
});
