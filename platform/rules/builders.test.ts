import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildersFor } from './builders.ts';

const cases = [
  { it: 'Node by package.json', files: ['package.json', 'Procfile'], expect: ['node'] },
  { it: 'Python by requirements.txt', files: ['requirements.txt', 'Procfile', 'pyproject.toml'], expect: ['python'] },
  { it: 'both, Node first', files: ['requirements.txt', 'package.json', 'Procfile'], expect: ['node', 'python'] },
  { it: 'a Node app that has settings for Python tools too', files: ['package.json', 'pyproject.toml'], expect: ['node'] },
  { it: 'pages alone', files: ['index.html', 'style.css'], expect: ['static'] },
  { it: 'pages with a program of their own as they are', files: ['index.html', 'Procfile'], expect: [] },
  { it: 'anything with a Procfile as it is', files: ['Procfile', 'serve.sh'], expect: [] },
];

describe('buildersFor', () => {
  for (const c of cases) {
    it(c.it, () => assert.deepEqual(buildersFor(new Set(c.files)), { ok: true, builders: c.expect }));
  }

  for (const name of ['Pipfile', 'pyproject.toml']) {
    it(`names the command that makes a requirements.txt of a ${name}`, () => {
      const answer = buildersFor(new Set(['Procfile', name]));
      assert.ok(!answer.ok);
      assert.match(answer.fault, new RegExp(`${name} and no requirements.txt.*> requirements.txt`));
    });
  }
});
