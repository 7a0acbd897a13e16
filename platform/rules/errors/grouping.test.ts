import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normalisedEvent } from './event.ts';
import { fingerprintRules, isLike } from './fingerprint-rules.ts';
import { groupingParts, issueWords, normalisedFile, normalisedFunction, normalisedMessage } from './grouping.ts';

const circumstances = { receivedMs: 1_800_000_000_000, id: '0'.repeat(32), keepsLabels: false };
const eventOf = (raw: object) => normalisedEvent({ ...raw }, circumstances);
const group = (raw: object): string => groupingParts(eventOf(raw)).join('\n');

const frame = (change: object = {}) => ({ filename: 'games/public-goods.ts', function: 'payoff', lineno: 10, in_app: true, ...change });
const thrown = (frames: readonly object[], change: object = {}) => ({
  exception: { values: [{ type: 'TypeError', value: 'x is not a function', stacktrace: { frames }, ...change }] },
});

describe('two events are one issue', () => {
  const same: readonly (readonly [string, object, object])[] = [
    ['on another line', thrown([frame()]), thrown([frame({ lineno: 99 })])],
    ['with another message, where there is a stack', thrown([frame()]), thrown([frame()], { value: 'y is not a function' })],
    [
      'in another release’s folder',
      thrown([frame({ filename: '/srv/slugs/8f14e45f/games/public-goods.ts' })]),
      thrown([frame({ filename: '/srv/slugs/c9f0f895/games/public-goods.ts' })]),
    ],
    ['when only libraries differ', thrown([frame()]), thrown([{ filename: 'node_modules/pg/lib/client.js', function: 'query' }, frame()])],
    ['however deep it recursed', thrown([frame(), frame()]), thrown([frame(), frame(), frame(), frame()])],
    ['for another person', { message: 'Person 12 (ann@example.org) left' }, { message: 'Person 7 (ben@example.org) left' }],
    [
      'with other parameters',
      { logentry: { message: 'No room %s', formatted: 'No room 3' } },
      { logentry: { message: 'No room %s', formatted: 'No room 9' } },
    ],
    [
      'when the program says so',
      { ...thrown([frame()]), fingerprint: ['database-away'] },
      { message: 'other', fingerprint: ['database-away'] },
    ],
  ];
  for (const [name, one, other] of same) it(name, () => assert.equal(group(one), group(other)));
});

describe('two events are two issues', () => {
  const different: readonly (readonly [string, object, object])[] = [
    ['thrown in another function', thrown([frame()]), thrown([frame({ function: 'vars' })])],
    ['of another type', thrown([frame()]), thrown([frame()], { type: 'RangeError' })],
    [
      'said at the same place as another message',
      thrown([frame()], { type: undefined, value: 'No room' }),
      thrown([frame()], { type: undefined, value: 'No team' }),
    ],
    ['with another template', { message: 'No room' }, { message: 'No team' }],
    [
      'when the program tells its own apart',
      { ...thrown([frame()]), fingerprint: ['{{ default }}', 'a'] },
      { ...thrown([frame()]), fingerprint: ['{{ default }}', 'b'] },
    ],
    [
      'in functions without a name, by their code',
      thrown([frame({ function: '<anonymous>', context_line: 'a()' })]),
      thrown([frame({ function: '<anonymous>', context_line: 'b()' })]),
    ],
  ];
  for (const [name, one, other] of different) it(name, () => assert.notEqual(group(one), group(other)));
});

describe('rules of a project say which events are one issue', () => {
  const read = (text: string) => {
    const found = fingerprintRules(text);
    return found.ok ? found.rules : assert.fail(found.fault);
  };
  const grouped = (raw: object, rules: string): string => groupingParts(eventOf(raw), read(rules)).join('\n');
  const matching = [
    'type:TypeError -> shape',
    'type:type* path:games/* -> shape',
    'message:"x is *" -> shape',
    '# of the games\n\npath:*/other.ts -> other\npath:*goods.ts -> shape',
  ];
  for (const rules of matching) it(rules, () => assert.equal(grouped(thrown([frame()]), rules), 'shape'));

  it('unless the program says so itself, or none matches', () => {
    assert.equal(grouped({ ...thrown([frame()]), fingerprint: ['own'] }, 'type:* -> shape'), 'own');
    assert.equal(grouped(thrown([frame()]), 'type:Other -> shape'), group(thrown([frame()])));
  });

  it('may keep apart what is apart anyway', () =>
    assert.equal(grouped(thrown([frame()]), 'type:* -> {{ default }}, lab'), `${group(thrown([frame()]))}\nlab`));

  const wrong = ['type:TypeError', 'type:TypeError ->', '-> shape', 'colour:red -> shape', 'type: -> shape', 'a -> b -> c'];
  for (const text of wrong)
    it(`refuses “${text}” with its line`, () => {
      const found = fingerprintRules(`type:A -> a\n${text}`);
      assert.match(found.ok ? '' : found.fault, /^Line 2: /);
    });

  it('looks for pieces in their order', () => {
    const likes = [
      ['abcabc', 'a*c'],
      ['abc', 'abc'],
      ['', '*'],
      ['games/a.ts', 'GAMES/*.ts'],
    ] as const;
    for (const [value, glob] of likes) assert.ok(isLike(value, glob), glob);
    for (const [value, glob] of [
      ['ab', 'a*b*b'],
      ['aba', 'ab*ba'],
      ['abc', 'b'],
    ] as const)
      assert.ok(!isLike(value, glob), glob);
  });
});

describe('what differs from time to time is taken out of', () => {
  const files: readonly (readonly [string, string])[] = [
    ['/app/.rostra/slugs/0a1b2c/lab/main.py', 'lab/main.py'],
    ['/usr/lib/python3.13/json/decoder.py', 'json/decoder.py'],
    ['/home/u/venv/lib/python3.12/site-packages/django/core/handlers/base.py', 'django/core/handlers/base.py'],
    ['https://lab.localhost/static/app-9f8a7c6d.js?v=3', 'static/app-*.js'],
    ['webpack:///./src/page.js', 'src/page.js'],
    ['/very/deep/place/of/one/machine/app.js', 'one/machine/app.js'],
    ['node_modules/react@18.2.0/index.js', 'react@*/index.js'],
  ];
  for (const [file, expected] of files) it(`a file: ${file}`, () => assert.equal(normalisedFile(file), expected));

  const functions: readonly (readonly [string, string])[] = [
    ['async Page.show', 'Page.show'],
    ['Object.<anonymous>', ''],
    ['Foo.bar [as baz]', 'Foo.bar'],
    ['<lambda>', ''],
    ['draw$1', 'draw'],
  ];
  for (const [name, expected] of functions) it(`a function: ${name}`, () => assert.equal(normalisedFunction(name), expected));

  it('a message', () => {
    const text =
      'GET https://x.org/a?b=1 by "Ann" ann@x.org took 1,234 ms, id 6f1e8f0a-1234-4abc-8def-0123456789ab at 0xFF in /srv/app/x.py';
    assert.equal(normalisedMessage(text), 'GET <url> by <text> <email> took <number> ms, id <uuid> at <hex> in <path>');
  });
});

describe('an issue reads', () => {
  it('as its type and first line, at the page or the newest call of the app', () => {
    assert.deepEqual(
      issueWords(eventOf(thrown([frame(), { filename: 'node_modules/pg/client.js', function: 'query' }], { value: 'one\ntwo' }))),
      {
        title: 'TypeError: one',
        culprit: 'payoff in games/public-goods.ts',
      },
    );
    assert.equal(issueWords(eventOf({ ...thrown([frame()]), transaction: 'GET /p/:code' })).culprit, 'GET /p/:code');
    assert.equal(issueWords(eventOf(thrown([frame()], { type: undefined, value: 'Nobody came' }))).title, 'Nobody came');
    assert.equal(issueWords(eventOf({ logentry: { message: 'Room %s of %d', params: ['a', 3] } })).title, 'Room a of 3');
    assert.equal(issueWords(eventOf({})).title, 'An event without a message');
  });
});
