import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeBuild, withoutRostra } from './node-build.ts';
import type { PackageJson } from './node-build.ts';

const installation = { rostraVersion: '0.1.0', nodeVersion: '26.10.0' };

interface Case {
  readonly it: string;
  readonly packageJson: PackageJson;
  readonly files?: readonly string[];
  readonly links: boolean;
  readonly steps: readonly string[];
}

const npmFlags = '--include=dev --no-audit --no-fund';

const cases: readonly Case[] = [
  { it: 'needs no step when rostra is all it wants', packageJson: { dependencies: { rostra: '*' } }, links: true, steps: [] },
  { it: 'needs no step without dependencies', packageJson: {}, links: false, steps: [] },
  {
    it: 'installs rostra like anything else when this one is too old',
    packageJson: { dependencies: { rostra: '^9.0.0' } },
    links: false,
    steps: [`npm install ${npmFlags}`],
  },
  {
    it: 'follows a lock file exactly',
    packageJson: { dependencies: { ws: '8.0.0' } },
    files: ['package-lock.json'],
    links: false,
    steps: [`npm ci ${npmFlags}`],
  },
  {
    it: 'installs the rest when rostra is linked',
    packageJson: { dependencies: { ws: '8.0.0', rostra: '^0.1.0' } },
    files: ['package-lock.json'],
    links: true,
    steps: [`npm install ${npmFlags}`],
  },
  {
    it: 'leaves development dependencies alone when nothing is built with them',
    packageJson: { dependencies: { rostra: '*' }, devDependencies: { typescript: '7' } },
    links: true,
    steps: [],
  },
  {
    it: 'installs, builds and prunes',
    packageJson: {
      dependencies: { ws: '8' },
      devDependencies: { esbuild: '0.28' },
      scripts: { build: 'esbuild', 'heroku-prebuild': 'true' },
    },
    links: false,
    steps: ['npm run heroku-prebuild', `npm install ${npmFlags}`, 'npm run build', 'npm prune --omit=dev --no-audit --no-fund'],
  },
  {
    it: 'prefers heroku-postbuild to build',
    packageJson: { scripts: { build: 'a', 'heroku-postbuild': 'b' } },
    links: false,
    steps: ['npm run heroku-postbuild'],
  },
  {
    it: 'takes the package manager of the lock file',
    packageJson: { dependencies: { ws: '8' } },
    files: ['pnpm-lock.yaml'],
    links: false,
    steps: ['pnpm install --prod=false --frozen-lockfile'],
  },
];

describe('nodeBuild', () => {
  for (const c of cases) {
    it(c.it, () => {
      const plan = nodeBuild({ packageJson: c.packageJson, files: new Set(c.files ?? []) }, installation);
      assert.ok(plan.ok);
      assert.equal(plan.linksRostra, c.links);
      assert.deepEqual(
        plan.steps.map((step) => step.command.join(' ')),
        c.steps,
      );
    });
  }
  it('refuses a Node version that is not here, and says which is', () => {
    const plan = nodeBuild({ packageJson: { engines: { node: '18.x' } }, files: new Set() }, installation);
    assert.ok(!plan.ok);
    assert.match(plan.fault, /wants Node 18\.x; this installation runs 26\.10\.0/);
  });
});

describe('withoutRostra', () => {
  it('takes one dependency out and nothing else', () =>
    assert.deepEqual(withoutRostra({ dependencies: { rostra: '*', ws: '8' }, scripts: { a: 'b' } }), {
      dependencies: { ws: '8' },
      scripts: { a: 'b' },
    }));
});
