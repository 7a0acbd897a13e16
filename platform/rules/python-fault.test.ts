import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pythonFault } from './python-fault.ts';

const cases = [
  {
    it: 'says the last errors, without what pip says of itself',
    said: [
      'Collecting flask',
      "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'base.txt'",
      '[notice] A new release of pip is available',
    ],
    expect: "Could not open requirements file: [Errno 2] No such file or directory: 'base.txt'",
  },
  {
    it: 'joins two',
    said: [
      'ERROR: Could not find a version that satisfies the requirement flask==99 (from versions: 3.0, 3.1)',
      'ERROR: No matching distribution found for flask==99',
    ],
    expect:
      'Could not find a version that satisfies the requirement flask==99 (from versions: 3.0, 3.1) / No matching distribution found for flask==99',
  },
  {
    it: 'says the deepest cause that uv gives',
    said: [
      'error: Failed to fetch: https://registry.example/simple/flask/',
      'cause: client error (Connect)',
      'cause: invalid peer certificate',
      'hint: x',
    ],
    expect: 'Failed to fetch: https://registry.example/simple/flask/ / invalid peer certificate',
  },
  { it: 'says the last words where none is called an error', said: ['Running', 'KeyError: 3', '', 'bye'], expect: 'KeyError: 3 / bye' },
  {
    it: 'knows what psycopg2 needs',
    said: ['× python setup.py egg_info did not run', '  Error: pg_config executable not found.', 'error: metadata-generation-failed'],
    expect: /^psycopg2 is built from its source: install .* or write psycopg2-binary .*metadata-generation-failed$/,
  },
  {
    it: 'knows a Python without venv',
    said: ['The virtual environment was not created successfully because ensurepip is not', 'available.'],
    expect: /^this Python lacks its venv module: install python3-venv/,
  },
  { it: 'says that nothing was said', said: [], expect: 'it said nothing' },
];

describe('pythonFault', () => {
  for (const c of cases) {
    it(c.it, () => {
      const fault = pythonFault(c.said);
      if (typeof c.expect === 'string') assert.equal(fault, c.expect);
      else assert.match(fault, c.expect);
    });
  }
});
