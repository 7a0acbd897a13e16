import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { relocated } from './python-script.ts';

const venv = '/home/builds/1/app/.venv';
const body = 'import sys\nsys.exit(main())\n';
const moved = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"\n' '''\n${body}`;

const cases = [
  { it: 'finds the Python beside the script', script: `#!${venv}/bin/python\n${body}`, expect: moved },
  { it: 'keeps the version in the name', script: `#!${venv}/bin/python3.11\n${body}`, expect: moved.replace('/python"', '/python3.11"') },
  { it: 'mends the form for long places', script: `#!/bin/sh\n'''exec' ${venv}/bin/python "$0" "$@"\n' '''\n${body}`, expect: moved },
  {
    it: 'mends the form for places with a blank',
    script: `#!/bin/sh\n'''exec' "${venv}/bin/python" "$0" "$@"\n' '''\n${body}`,
    expect: moved,
  },
  { it: 'leaves what is moved already', script: moved, expect: null },
  { it: 'leaves a script of another Python', script: `#!/usr/bin/python3\n${body}`, expect: null },
  { it: 'leaves a shell script', script: '#!/bin/sh\necho hello\n', expect: null },
];

describe('relocated', () => {
  for (const c of cases) it(c.it, () => assert.equal(relocated(c.script, venv), c.expect));
});
