import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choosePython } from './python-version.ts';

const installed = [
  { path: '/usr/bin/python3.11', version: '3.11.2' },
  { path: '/opt/3.12.1/bin/python3.12', version: '3.12.1' },
  { path: '/opt/3.11.7/bin/python3.11', version: '3.11.7' },
];

const chosen = [
  { it: 'takes the first that is installed when nothing is said', versionFile: null, runtimeFile: null, expect: '/usr/bin/python3.11' },
  { it: 'takes an empty file for nothing said', versionFile: '\n', runtimeFile: null, expect: '/usr/bin/python3.11' },
  { it: 'takes the newest of a minor version', versionFile: '3.11\n', runtimeFile: null, expect: '/opt/3.11.7/bin/python3.11' },
  { it: 'takes that very version', versionFile: '3.11.2', runtimeFile: null, expect: '/usr/bin/python3.11' },
  { it: 'takes the same minor version for another patch', versionFile: '3.12.9', runtimeFile: null, expect: '/opt/3.12.1/bin/python3.12' },
  { it: 'reads runtime.txt', versionFile: null, runtimeFile: 'python-3.12.1\r\n', expect: '/opt/3.12.1/bin/python3.12' },
  {
    it: 'believes .python-version before runtime.txt',
    versionFile: '# ours\n3.12',
    runtimeFile: 'python-3.11.7',
    expect: installed[1]?.path,
  },
];

const refused = [
  {
    it: 'a version that is not there, with those that are',
    versionFile: '3.8',
    installed,
    expect: /\.python-version wants Python 3\.8.*are 3\.11\.2, 3\.12\.1, 3\.11\.7/,
  },
  { it: 'no prefix of another version', versionFile: '3.1', installed, expect: /wants Python 3\.1,/ },
  {
    it: 'anything else than a version of Python 3',
    versionFile: 'pypy3.10',
    installed,
    expect: /says "pypy3\.10"; a version is written as/,
  },
  { it: 'a machine without Python', versionFile: null, installed: [], expect: /No Python 3 is installed/ },
];

describe('choosePython', () => {
  for (const c of chosen) {
    it(c.it, () => {
      const choice = choosePython(c, installed);
      assert.ok(choice.ok);
      assert.equal(choice.python.path, c.expect);
    });
  }

  for (const c of refused) {
    it(`refuses ${c.it}`, () => {
      const choice = choosePython({ versionFile: c.versionFile, runtimeFile: null }, c.installed);
      assert.ok(!choice.ok);
      assert.match(choice.fault, c.expect);
    });
  }
});
