import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynosForRush, readMoments } from './moments.ts';

const nowMs = Date.parse('2026-07-05T09:00:00Z');
const draw = {
  id: 'australs-3-publish',
  at: '2026-07-05T09:30:00.000Z',
  title: 'Draw of Round 3',
  expectPeople: 600,
  pages: ['/draw/'],
  kind: 'publish',
};
const read = (...moments: readonly unknown[]) => readMoments(moments, nowMs, Date.parse);

describe('moments that an app announces', () => {
  it('are read', () => {
    const { at: _, ...rest } = draw;
    assert.deepEqual(read(draw), { ok: true, moments: [{ ...rest, atMs: Date.parse(draw.at) }] });
  });

  it('count until ten minutes after they were', () => {
    const passed = read({ ...draw, at: '2026-07-05T08:51:00Z' }, { ...draw, id: 'b', at: '2026-07-05T08:49:00Z' });
    assert.deepEqual(passed.ok && passed.moments.map(({ id }) => id), [draw.id]);
  });

  const absurd = [
    { it: 'no list', answer: { moments: [] }, says: /the whole/ },
    { it: 'a time that is none', answer: [{ ...draw, at: 'soon' }], says: /0.at/ },
    { it: 'more than a million people', answer: [{ ...draw, expectPeople: 2_000_000 }], says: /more than a million/ },
    { it: 'fewer than nobody', answer: [{ ...draw, expectPeople: -1 }], says: /0.expectPeople/ },
    { it: 'a day that is past', answer: [{ ...draw, at: '2026-07-01T09:00:00Z' }], says: /more than a day ago/ },
    { it: 'fifty-one of them', answer: Array.from({ length: 51 }, () => draw), says: /51 moments/ },
    { it: 'pages of elsewhere', answer: [{ ...draw, pages: ['https://example.org/'] }], says: /0.pages/ },
  ];
  for (const c of absurd)
    it(`are not believed with ${c.it}`, () => {
      const answer = readMoments(c.answer, nowMs, Date.parse);
      assert.match(answer.ok ? '' : answer.fault, c.says);
    });
});

describe('dynos for a rush', () => {
  const cases = [
    { people: 1200, serviceMs: 30, expect: 3 },
    { people: 1200, serviceMs: null, expect: 5 },
    { people: 0, serviceMs: 30, expect: 1 },
    { people: 100_000, serviceMs: 30, expect: 10 },
  ];
  for (const c of cases)
    it(`${c.people} people, ${c.serviceMs ?? 'unknown'} ms a page: ${c.expect}`, () =>
      assert.equal(dynosForRush({ expectPeople: c.people, serviceMs: c.serviceMs, most: 10 }), c.expect));
});
