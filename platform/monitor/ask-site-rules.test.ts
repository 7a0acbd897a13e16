import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { calm } from '../rules/findings/moments.ts';
import { askSiteRules } from './ask-site-rules.ts';
import { siteRuleFiles } from './site-rule-files.ts';

const finding = `{ title: 'Two dynos are enough', severity: 'info', why: 'We know.', evidence: [{ text: 'dynos', value: web.up }] }`;

/** By name, as somebody might write them. */
const rules = {
  'a-few.ts': `export default ({ web }: { web: { up: number } }) => (web.up > 3 ? ${finding} : null);`,
  'b-throws.js': `export default () => { throw new Error('no such thing'); };`,
  'c-hangs.js': `export default () => { for (;;); };`,
  'd-nonsense.js': `export default () => ({ title: 'x' });`,
  'e-exits.js': `export default () => process.exit(3);`,
  'f-no-rule.js': `export const rule = 1;`,
  'g-last.js': `export default () => null;`,
  'g-last.test.js': `throw new Error('no rule');`,
  'notes.md': 'not a rule',
};

let home = '';
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'rostra-rules-'));
  await mkdir(join(home, 'monitor', 'rules'), { recursive: true });
  for (const [name, text] of Object.entries(rules)) await writeFile(join(home, 'monitor', 'rules', name), text);
});
after(() => rm(home, { recursive: true }));

describe('the rules of an installation', () => {
  it('are asked each by itself: one that throws, hangs, ends or answers nonsense is named, and the others are heard', async () => {
    const moments = [calm, { ...calm, web: { ...calm.web, up: 4 } }];
    const told = await askSiteRules(await siteRuleFiles(home), moments, 3_000);
    const words = told.map((one) => [
      one.file,
      'fault' in one ? one.fault : one.answers.map((each) => (each.ok ? (each.found?.title ?? null) : each.fault)),
    ]);
    assert.deepEqual(words, [
      ['a-few.ts', [null, 'Two dynos are enough']],
      ['b-throws.js', 'no such thing'],
      ['c-hangs.js', 'It did not answer within 3 s.'],
      ['d-nonsense.js', Array.from({ length: 2 }, () => 'severity: Invalid key: Expected "severity" but received undefined')],
      ['e-exits.js', 'It ended the thread that asked it.'],
      ['f-no-rule.js', 'Its default export is no function.'],
      ['g-last.js', [null, null]],
    ]);
  });

  it('are none where nobody wrote any', async () => assert.deepEqual(await siteRuleFiles(join(home, 'monitor')), []));
});
