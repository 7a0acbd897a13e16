import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badBindText, bootTimeoutText, exitTimeoutText, survivorsText } from './dyno-faults.ts';

describe('what is said of a dyno that fails', () => {
  const cases = [
    { it: 'R10', got: bootTimeoutText(20017, 60_000), expect: 'R10 (Boot timeout): nothing listened on $PORT=20017 within 60 seconds' },
    { it: 'R11', got: badBindText([8000], 20017), expect: 'R11 (Bad bind): listening on 8000, expected $PORT=20017' },
    {
      it: 'R12',
      got: exitTimeoutText('SIGTERM', 30_000),
      expect: 'R12 (Exit timeout): processes still ran 30 seconds after SIGTERM; ended with SIGKILL',
    },
    { it: 'R99', got: survivorsText([7, 8]), expect: 'R99 (Platform error): processes survived SIGKILL: 7, 8' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.got, c.expect));
});
