import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tarExcludes } from './slug-ignore.ts';

const own = tarExcludes('');

describe('tarExcludes', () => {
  it('always leaves out history, secrets, local databases and Python environments', () =>
    assert.deepEqual(
      own.filter((option) => option.startsWith('--exclude')),
      [
        '--exclude-tag-all=pyvenv.cfg',
        '--exclude=.git',
        '--exclude=.env',
        '--exclude=*.sqlite3',
        '--exclude=.rostra',
        '--exclude=__pycache__',
      ],
    ));
  const cases = [
    { it: 'skips comments, empty lines and !', file: '# x\n\n!keep.log\n', expect: [] },
    { it: 'leaves a name out anywhere', file: '*.log', expect: ['--no-anchored', '--exclude=*.log'] },
    { it: 'takes a folder with or without its slash', file: 'dist/', expect: ['--no-anchored', '--exclude=dist'] },
    {
      it: 'anchors what starts with a slash',
      file: '/top.txt',
      expect: ['--anchored', '--no-wildcards-match-slash', '--exclude=./top.txt'],
    },
    { it: 'anchors a path', file: 'a/b', expect: ['--anchored', '--no-wildcards-match-slash', '--exclude=./a/b'] },
    { it: 'reads **/ as anywhere', file: '**/cache', expect: ['--no-anchored', '--exclude=cache'] },
    { it: 'takes Windows line ends', file: 'a\r\nb\r\n', expect: ['--no-anchored', '--exclude=a', '--no-anchored', '--exclude=b'] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(tarExcludes(c.file).slice(own.length), c.expect));
});
