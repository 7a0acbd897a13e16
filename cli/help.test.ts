import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commands } from './commands.ts';
import { explained, overview, sectionOf, topicOf } from './help.ts';
import { programOf } from './program.ts';

const program = programOf(commands);
const shown = commands.filter(({ isHidden }) => isHidden !== true);

describe('the first screen of the help', () => {
  it('is short, and fits 80 columns', () => {
    const lines = overview().split('\n');
    assert.ok(lines.length <= 80, String(lines.length));
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
  });

  it('has every topic, and none that is not there', () => {
    const topics = overview()
      .split('The platform:')[1]
      ?.match(/^ {2}(\S+)/gm)
      ?.map((word) => word.trim());
    assert.deepEqual(topics?.toSorted(), [...new Set(shown.map(({ name }) => topicOf(name)))].toSorted());
    assert.equal(sectionOf('nothing:known'), 'More');
  });
});

describe('the help explains', () => {
  const cases = [
    { words: ['ps:scale'], says: /^Usage: rostra ps:scale\|scale [^]*Example:[^]*Of the same topic:\n {2}ps / },
    { words: ['lab', 'serve'], says: /^Usage: rostra lab serve [^]*Example:/ },
    { words: ['lab'], says: /^Usage: rostra lab [^]*Commands:\n {2}new / },
    { words: ['lab', 'nothing'], says: /^Usage: rostra lab / },
    { words: ['cache'], says: /^Commands of cache, pages that the router keeps:\n {2}cache:clear / },
  ];
  for (const { words, says } of cases)
    it(words.join(' '), () => {
      assert.match(explained(words, { program, commands }) ?? '', says);
    });

  it('nothing of a word that is no command and no topic', () => {
    assert.equal(explained(['nonsense'], { program, commands }), null);
  });
});
