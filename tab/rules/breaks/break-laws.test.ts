import assert from 'node:assert/strict';
import { describe } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { law } from '#kit/testing/law.ts';
import { institution, team } from '../sample-ids.ts';
import { rankTeams } from '../standings/teams.ts';
import { generateBreaks, type CategoryBreak } from './break.ts';
import type { BreakCategory, BreakRemark, BreakRule } from './eligibility.ts';

interface Contest {
  readonly category: BreakCategory;
  readonly second: BreakCategory;
  readonly breaks: (categories: readonly BreakCategory[]) => CategoryBreak[];
}

const rules = ['standard', 'aida-1996', 'aida-2016-easters', 'aida-2016-australs', 'aida-2019-australs-open'] as const;
const remarks = ['w', 'd', 't', 'A', 'C'] as const;

/** Two categories over teams with ties, some without institution, some with remarks by hand. */
const anyContest: fc.Arbitrary<Contest> = fc
  .record({
    teams: fc.integer({ min: 1, max: 40 }),
    size: fc.integer({ min: 2, max: 16 }),
    reserves: fc.integer({ min: 0, max: 4 }),
    rule: fc.constantFrom<BreakRule>(...rules),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
  })
  .map(({ teams: count, size, reserves, rule, seed }) => {
    const random = seededRandom(seed);
    const teams = Array.from({ length: count }, (_team, index) => {
      return { id: team(index + 1), institution: random.below(6) === 0 ? null : institution(random.below(4)), wins: random.below(7) };
    });
    const some = (oneIn: number) => new Set(teams.filter(() => random.below(oneIn) > 0).map(({ id }) => id));
    const byHand = teams
      .filter(() => random.below(12) === 0)
      .map(({ id }): [typeof id, BreakRemark] => [id, remarks[random.below(5)] ?? 'w']);
    const category = {
      slug: 'open',
      rule,
      breakSize: size,
      reserveSize: reserves,
      isGeneral: true,
      priority: 2,
      eligible: some(8),
      remarks: new Map(byHand),
    };
    const second = {
      ...category,
      slug: 'esl',
      rule: 'standard' as const,
      isGeneral: false,
      priority: 1,
      eligible: some(2),
      remarks: new Map(),
    };
    const breaks = (categories: readonly BreakCategory[]): CategoryBreak[] =>
      generateBreaks(categories, (among) => {
        const listed = teams.filter(({ id }) => among?.has(id) ?? true);
        return rankTeams(listed, [{ name: 'wins', values: listed.map(({ wins }) => wins), isAscending: false }]);
      });
    return { category, second, breaks };
  });

function broke(found: CategoryBreak | undefined): number[] {
  return (found?.rows ?? []).filter(({ breakRank }) => breakRank !== null).map((row) => row.team);
}

describe('breaks', () => {
  law('a standard break of a larger size has everybody of the smaller one, at the same rank', anyContest, ({ category, breaks }) => {
    const standard = { ...category, rule: 'standard' as const };
    const [smaller] = breaks([standard]);
    const [larger] = breaks([{ ...standard, breakSize: category.breakSize + 1 }]);
    const rankOf = new Map(larger?.rows.map(({ team: id, breakRank }) => [id, breakRank]));
    for (const { team: id, breakRank } of smaller?.rows ?? []) if (breakRank !== null) assert.equal(rankOf.get(id), breakRank);
  });

  law(
    'nobody breaks in two categories, nor without being eligible, nor against a remark by hand',
    anyContest,
    ({ category, second, breaks }) => {
      const [open, esl] = breaks([category, second]);
      assert.ok(!broke(esl).some((id) => broke(open).includes(id)));
      assert.ok(broke(open).every((id) => category.eligible.has(team(id)) && !category.remarks.has(team(id))));
      assert.ok(broke(esl).every((id) => second.eligible.has(team(id))));
    },
  );

  law('as many break as were asked for, and only ties for the last place make it more', anyContest, ({ category, breaks }) => {
    const [open] = breaks([category]);
    const rows = (open?.rows ?? []).filter(({ breakRank }) => breakRank !== null);
    const last = rows.at(-1);
    assert.ok(rows.length <= category.breakSize || rows.filter(({ rank }) => rank < (last?.rank ?? 0)).length < category.breakSize);
    // The rule of 1996 caps institutions even where too few others are left.
    if (open?.warning === null && category.rule !== 'aida-1996') assert.ok(rows.length >= category.breakSize);
  });

  law('each team stands on a list once, and a remark by hand is kept', anyContest, ({ category, breaks }) => {
    const [open] = breaks([category]);
    const ids = (open?.rows ?? []).map(({ team: id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [id, remark] of category.remarks) assert.equal(open?.rows.find((row) => row.team === id)?.remark, remark);
  });
});
