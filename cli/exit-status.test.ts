import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exitStatus } from './exit-status.ts';

describe('exitStatus', () => {
  const cases = [
    { it: 'a wrongly typed command', fault: { code: 'CLI_USAGE', status: 400 }, expect: 2 },
    { it: 'an unknown app', fault: { code: 'APP_UNKNOWN', status: 404 }, expect: 3 },
    { it: 'a wrong token', fault: { code: 'TOKEN_WRONG', status: 401 }, expect: 5 },
    { it: 'a name that is taken', fault: { code: 'APP_TAKEN', status: 409 }, expect: 6 },
    { it: 'no platform', fault: { code: 'PLATFORM_UNREACHABLE', status: 503 }, expect: 8 },
    { it: 'a folder without a Procfile', fault: { code: 'PROCFILE_MISSING', status: 422 }, expect: 1 },
    { it: 'a mistake of ours', fault: { code: 'OUR_MISTAKE', status: 500 }, expect: 1 },
  ];
  for (const c of cases) it(`${c.it}: ${c.expect}`, () => assert.equal(exitStatus(c.fault), c.expect));
});
