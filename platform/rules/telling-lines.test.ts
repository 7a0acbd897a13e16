import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tellingLines } from './telling-lines.ts';

const crash = [
  'node:internal/modules/cjs/loader:1595',
  '  throw err;',
  '  ^',
  '',
  "Error: Cannot find module '/app/nothing.js'",
  '    at Module._resolveFilename (node:internal/modules/cjs/loader:1591:15)',
  '    at node:internal/main/run_main_module:33:47 {',
  '    at start (/app/server.js:3:7)',
  "  code: 'MODULE_NOT_FOUND',",
  '}',
  '',
  'Node.js v26.10.0',
];

describe('tellingLines', () => {
  it('keep the fault and the frames of the app, not those of Node', () =>
    assert.deepEqual(tellingLines(crash, 5), [
      "Error: Cannot find module '/app/nothing.js'",
      '    at start (/app/server.js:3:7)',
      "  code: 'MODULE_NOT_FOUND',",
      '}',
      'Node.js v26.10.0',
    ]));

  it('are no more than were asked for, the last ones', () => assert.deepEqual(tellingLines(['a', 'b', 'c'], 2), ['b', 'c']));
});
