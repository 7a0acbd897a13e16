import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commands } from './commands.ts';
import { typedSoFar, wanted } from './completion.ts';

describe('what could come next', () => {
  const words = [
    { line: 'rostra ', has: ['ps', 'ps:scale', 'lab', 'psql'], hasNot: ['lab serve', 'completion:words'] },
    { line: 'rostra help ', has: ['ps:scale'], hasNot: [] },
    { line: 'heroku ps:', has: ['ps:scale', 'ps:restart'], hasNot: [] },
    { line: 'rostra lab ', has: ['serve'], hasNot: ['work'] },
    { line: 'rostra logs --t', has: ['--tail', '--dyno', '--app', '--json'], hasNot: ['-t'] },
    { line: 'rostra doctor --', has: ['--json'], hasNot: ['--app'] },
  ];
  for (const c of words) {
    it(`words: ${c.line}`, () => {
      const found = wanted(typedSoFar(c.line), commands);
      assert.ok('words' in found);
      for (const word of c.has) assert.ok(found.words.includes(word), word);
      for (const word of c.hasNot) assert.ok(!found.words.includes(word), word);
    });
  }

  const names = [
    { line: 'rostra ps -a ', expect: 'apps' },
    { line: 'rostra apps:destroy --app hello --confirm h', expect: 'apps' },
    { line: 'rostra ps:restart -a hello ', expect: 'dynos' },
    { line: 'rostra logs -a hello -d web', expect: 'dynos' },
    { line: 'rostra ps:scale w', expect: 'types' },
    { line: 'rostra config:get -a hello DATA', expect: 'config' },
    { line: 'rostra addons:info ', expect: 'addons' },
    { line: 'rostra rollback -a hello v', expect: 'releases' },
  ];
  for (const c of names) it(`names: ${c.line}`, () => assert.deepEqual(wanted(typedSoFar(c.line), commands), { names: c.expect }));

  const nothing = ['rostra logs --num ', 'rostra apps ', 'rostra nonsense ', 'rostra ps --host '];
  for (const line of nothing) it(`nothing: ${line}`, () => assert.deepEqual(wanted(typedSoFar(line), commands), { words: [] }));
});

describe('the app in a line', () => {
  const cases = [
    { line: 'rostra ps:scale -a hello w', app: 'hello' },
    { line: 'rostra ps:scale --app=hello w', app: 'hello' },
    { line: 'rostra ps:scale w', app: null },
    { line: 'rostra ps:scale -a hel', app: null },
  ];
  for (const c of cases) it(c.line, () => assert.equal(typedSoFar(c.line).app, c.app));
});
