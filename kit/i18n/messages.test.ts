import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearestLanguage, placesIn, pluralCategories, sayer } from './messages.ts';

describe('sayer', () => {
  const texts = {
    hello: 'Hello {name}',
    people: { one: '{n} person', other: '{n} people' },
    lidi: { one: '{n} člověk', few: '{n} lidé', other: '{n} lidí' },
  };
  const english = sayer(texts, 'en');
  const czech = sayer(texts, 'cs-CZ');
  const cases = [
    { it: 'puts in what it is given', said: english('hello', { name: 'Ann' }), expect: 'Hello Ann' },
    { it: 'leaves a place that nobody fills', said: english('hello'), expect: 'Hello {name}' },
    { it: 'puts in text as it is, whatever it holds', said: english('hello', { name: '{name} $1' }), expect: 'Hello {name} $1' },
    { it: 'says one by the language', said: english('people', { n: 1 }), expect: '1 person' },
    { it: 'says many by the language', said: english('people', { n: 0 }), expect: '0 people' },
    { it: 'knows languages with more than two forms', said: czech('lidi', { n: 3 }), expect: '3 lidé' },
    { it: 'takes the general form where there is no number', said: czech('lidi'), expect: '{n} lidí' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.said, c.expect));

  it('says a key that is not there as it is, even one that every object has', () => {
    const say = sayer<string>(texts, 'en');
    assert.deepEqual([say('nothing'), say('toString')], ['nothing', 'toString']);
  });
  it('takes what is no language for English', () => assert.equal(sayer(texts, '??')('people', { n: 1 }), '1 person'));
});

describe('placesIn', () => {
  it('lists the places of all forms once', () => assert.deepEqual(placesIn({ one: '{b} {a}', other: '{a} {c}' }), ['a', 'b', 'c']));
});

describe('pluralCategories', () => {
  it('are those of the language', () => assert.deepEqual([...pluralCategories('pl')].sort(), ['few', 'many', 'one', 'other']));
});

describe('nearestLanguage', () => {
  const there = ['en', 'de', 'nb', 'zh-hans'] as const;
  const cases = [
    ['de', 'de'],
    ['de-AT', 'de'],
    ['no', 'nb'],
    ['zh-Hans', 'zh-hans'],
    ['zh-CN', 'zh-hans'],
    ['xx', null],
  ] as const;
  for (const [wanted, expect] of cases) it(`${wanted} → ${expect}`, () => assert.equal(nearestLanguage(wanted, there), expect));
});
