import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cruise, nameFaults } from './check-house.ts';

/** One violation of each rule of .dependency-cruiser.mjs, planted. */
const planted = [
  { rule: 'no-circular', from: 'lab/page/a.ts', to: 'lab/page/b.ts' },
  { rule: 'no-unresolvable', from: 'lab/page/c.ts', to: 'lab/page/nowhere.ts' },
  { rule: 'products-stay-apart', from: 'lab/page/d.ts', to: 'tab/round/path.ts' },
  { rule: 'outsiders-stay-outside', from: 'rehearse/plan.ts', to: 'lab/page/path.ts' },
  { rule: 'kit-knows-no-product', from: 'kit/html/x.ts', to: 'lab/page/path.ts' },
  { rule: 'rules-are-pure', from: 'tab/rules/draw.ts', to: 'node:fs' },
  { rule: 'sql-lives-in-store', from: 'lab/page/e.ts', to: 'kysely' },
  { rule: 'views-only-render', from: 'lab/web/admin/views/x.ts', to: 'lab/store/sessions.ts' },
  { rule: 'views-touch-no-node', from: 'lab/web/admin/views/y.ts', to: 'node:path' },
  { rule: 'only-cli-imports-main', from: 'lab/page/f.ts', to: 'lab/main.ts' },
  { rule: 'no-junk-drawers', from: 'lab/page/g.ts', to: 'lab/page/utils.ts' },
  { rule: 'path-knows-no-web', from: 'lab/page/h.ts', to: 'lab/web/admin/routes.ts' },
  { rule: 'store-knows-no-path', from: 'lab/store/k.ts', to: 'lab/page/path.ts' },
  { rule: 'islands-stay-in-the-browser', from: 'lab/web/admin/islands/m.ts', to: 'kit/db/connect.ts' },
  { rule: 'cli-uses-entries', from: 'cli/x.ts', to: 'lab/page/path.ts' },
] as const;

const targets = [
  'tab/round/path.ts',
  'lab/page/path.ts',
  'lab/store/sessions.ts',
  'lab/main.ts',
  'lab/page/utils.ts',
  'lab/web/admin/routes.ts',
  'kit/db/connect.ts',
];

describe('the house rules', () => {
  let folder = '';
  let found: string[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rostra-house-'));
    const write = (file: string, text: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const target of targets) write(target, 'export const x = 1;\n');
    write('lab/page/b.ts', `import { x } from './a.ts';\nexport const y = x;\n`);
    for (const { from, to } of planted) write(from, `import { x } from '${specifier(from, to)}';\nexport const y = x;\n`);
    const files = [...new Set([...targets, 'lab/page/b.ts', ...planted.map(({ from }) => from)])];
    const report = cruise(files, folder);
    assert.equal(report.filesSeen, files.length);
    found = report.violations;
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const { rule, from } of planted) {
    it(`catches ${rule}`, () =>
      assert.ok(
        found.some((line) => line.startsWith(`${rule}: ${from}`)),
        found.join('\n'),
      ));
  }
  it('catches a file name that says nothing, although nobody imports it', () =>
    assert.equal(nameFaults(['lab/page/helpers.ts', 'lab/page/wait.ts']).length, 1));
  it('catches a file that node:test would run', () => assert.equal(nameFaults(['lab/test.ts']).length, 1));
});

function specifier(from: string, to: string): string {
  if (!to.includes('/')) return to;
  const up = '../'.repeat(from.split('/').length - 1);
  return `${up}${to}`;
}
