import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentKey, isReusable, namedPaths, pythonBuild } from './python-build.ts';

const tools = { python: { path: '/usr/bin/python3.11', version: '3.11.2' }, hasUv: false };
const pipInstall =
  '.venv/bin/python -m pip install --no-input --disable-pip-version-check --progress-bar off --requirement requirements.txt';
const collect = '.venv/bin/python manage.py collectstatic --noinput';

interface Case {
  readonly it: string;
  readonly requirements: string;
  readonly files?: readonly string[];
  readonly config?: Readonly<Record<string, string>>;
  readonly hasUv?: boolean;
  readonly steps: readonly string[];
}

const cases: readonly Case[] = [
  {
    it: 'asks no registry without requirements',
    requirements: '# none yet\n\n',
    steps: ['/usr/bin/python3.11 -m venv --without-pip .venv'],
  },
  { it: 'installs with pip', requirements: 'flask==3.1\n', steps: ['/usr/bin/python3.11 -m venv .venv', pipInstall] },
  {
    it: 'installs with uv when it is there',
    requirements: 'flask==3.1\n',
    hasUv: true,
    steps: [
      'uv venv --python /usr/bin/python3.11 .venv',
      'uv pip install --python .venv/bin/python --compile-bytecode --requirement requirements.txt',
    ],
  },
  {
    it: 'runs the hooks before and after',
    requirements: '',
    files: ['bin/pre_compile', 'bin/post_compile'],
    steps: ['bash bin/pre_compile', '/usr/bin/python3.11 -m venv --without-pip .venv', 'bash bin/post_compile'],
  },
  {
    it: 'collects the static files of Django',
    requirements: 'Django>=5.2\n',
    files: ['manage.py'],
    steps: ['/usr/bin/python3.11 -m venv .venv', pipInstall, collect],
  },
  {
    it: 'does not collect them when told not to',
    requirements: 'django\n',
    files: ['manage.py'],
    config: { DISABLE_COLLECTSTATIC: '1' },
    steps: ['/usr/bin/python3.11 -m venv .venv', pipInstall],
  },
  {
    it: 'takes a package for Django for no Django',
    requirements: 'django-environ\n',
    files: ['manage.py'],
    steps: ['/usr/bin/python3.11 -m venv .venv', pipInstall],
  },
];

describe('pythonBuild', () => {
  for (const c of cases) {
    it(c.it, () => {
      const project = { requirements: c.requirements, files: new Set(c.files ?? []), config: c.config ?? {} };
      const { before, environment, after } = pythonBuild(project, { ...tools, hasUv: c.hasUv ?? false });
      assert.deepEqual(
        [...before, ...environment, ...after].map((step) => step.command.join(' ')),
        c.steps,
      );
    });
  }
});

describe('isReusable', () => {
  const reusable = ['', 'otree>=6\npsycopg2-binary', "a[b]==1.0 ; python_version < '3.12'  # why: a/b", 'x==1 # see https://example.org'];
  for (const text of reusable) it(`${JSON.stringify(text)} gives the same again`, () => assert.ok(isReusable(text)));
  const not = [
    '-r base.txt',
    '-e .',
    './wheels/a.whl',
    'wheels/a.whl',
    'a @ https://example.org/a.zip',
    'git+https://example.org/a',
    '--pre',
  ];
  for (const text of not) it(`${text} may give another`, () => assert.ok(!isReusable(`flask\n${text}\n`)));
});

describe('namedPaths', () => {
  const named = [
    { line: '-r base.txt', expect: ['base.txt'] },
    { line: '--constraint=limits/c.txt', expect: ['limits/c.txt'] },
    { line: '-e ./lib[extra]', expect: ['./lib'] },
    { line: "./wheels/a.whl; python_version < '3.12'", expect: ['./wheels/a.whl'] },
    { line: '/opt/a', expect: ['/opt/a'] },
    { line: 'flask==3.1', expect: [] },
    { line: '-e git+https://example.org/a', expect: [] },
    { line: '--index-url https://example.org/simple', expect: [] },
  ];
  for (const c of named) it(c.line, () => assert.deepEqual(namedPaths(`django\n${c.line}\n`), c.expect));
});

describe('environmentKey', () => {
  const key = environmentKey('flask\n', tools);
  it('is the same for another comment', () => assert.equal(environmentKey('# web\nflask', tools), key));
  it('is another for another package, Python or installer', () => {
    const other = { ...tools, python: { ...tools.python, version: '3.11.9' } };
    const keys = [
      key,
      environmentKey('flask==1', tools),
      environmentKey('flask', other),
      environmentKey('flask', { ...tools, hasUv: true }),
    ];
    assert.equal(new Set(keys).size, 4);
  });
});
