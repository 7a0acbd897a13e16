import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageFault } from './parse.ts';
import { commandLine, environment } from './shell-words.ts';

describe('commandLine', () => {
  const cases = [
    { words: ['ls -l | wc -l'], expect: 'ls -l | wc -l' },
    { words: ['python', 'manage.py', 'migrate', '--noinput'], expect: 'python manage.py migrate --noinput' },
    { words: ['echo', 'two words', "it's"], expect: String.raw`echo 'two words' 'it'\''s'` },
    { words: ['echo', '$GREETING'], expect: 'echo $GREETING' },
    { words: ['echo', ''], expect: "echo ''" },
    { words: ['echo', 'a;b'], expect: "echo 'a;b'" },
  ];
  for (const c of cases) it(JSON.stringify(c.words), () => assert.equal(commandLine(c.words), c.expect));
});

describe('environment', () => {
  it('takes several', () => assert.deepEqual(environment('A=1;B=two words;C='), { A: '1', B: 'two words', C: '' }));
  it('takes none', () => assert.deepEqual(environment(null), {}));
  for (const text of ['A', '=1', '1A=2']) it(`refuses ${text}`, () => assert.throws(() => environment(text), UsageFault));
});
