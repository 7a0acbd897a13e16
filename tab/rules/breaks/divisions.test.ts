import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { institution, team } from '../sample-ids.ts';
import { rankTeams } from '../standings/teams.ts';
import { generateBreaks } from './break.ts';
import type { BreakCategory, BreakRule } from './eligibility.ts';

/** A team of the league: its division, its wins, its institution. Teams are numbered from 1 in the order given. */
type Line = readonly [division: string, wins: number, institution?: number];

const breakOf = (lines: readonly Line[], rule: BreakRule, more: Partial<BreakCategory> = {}): string => {
  const category: BreakCategory = {
    slug: 'league',
    rule,
    breakSize: 4,
    reserveSize: 0,
    isGeneral: true,
    priority: 1,
    eligible: new Set(lines.map((_line, index) => team(index + 1))),
    remarks: new Map(),
    divisions: new Map(lines.flatMap(([division], index) => (division === '' ? [] : [[team(index + 1), division] as const]))),
    ...more,
  };
  const teams = lines.map(([, , of], index) => ({ id: team(index + 1), institution: of === undefined ? null : institution(of) }));
  const standings = rankTeams(teams, [{ name: 'wins', isAscending: false, values: lines.map(([, wins]) => wins) }]);
  const [made] = generateBreaks([category], () => standings);
  return (made?.rows ?? [])
    .toSorted((a, b) => (a.breakRank ?? 99) - (b.breakRank ?? 99) || a.rank - b.rank)
    .map(({ team: id, breakRank, remark }) => (breakRank === null ? `${id}${remark ?? ''}` : `${breakRank}.${id}`))
    .join(' ');
};

const north: Line[] = [
  ['north', 9],
  ['north', 8],
  ['north', 7],
  ['north', 6],
];
const south: Line[] = [
  ['south', 5],
  ['south', 4],
  ['south', 3],
];
const league = [...north, ...south];

const cases: { it: string; lines?: Line[]; rule: BreakRule; more?: Partial<BreakCategory>; expect: string }[] = [
  { it: 'puts the winners of all divisions first, then the others by rank', rule: 'division-winners-first', expect: '1.1 2.5 3.2 4.3' },
  { it: 'guarantees every winner a place, and ranks all by the standings', rule: 'division-winners-guaranteed', expect: '1.1 2.2 3.3 4.5' },
  {
    it: 'takes winners, seconds, then the best thirds while there are places',
    rule: 'division-best-thirds',
    more: { breakSize: 5 },
    expect: '1.1 2.5 3.2 4.6 5.3',
  },
  {
    it: 'lets both of two equal winners break',
    lines: [
      ['north', 9],
      ['north', 9],
      ['south', 5],
      ['south', 4],
    ],
    rule: 'division-winners-first',
    more: { breakSize: 3 },
    expect: '1.1 1.2 3.3',
  },
  {
    it: 'lets a team without a division break among the others only',
    lines: [
      ['', 9],
      ['north', 3],
      ['north', 2],
    ],
    rule: 'division-winners-first',
    more: { breakSize: 2 },
    expect: '1.2 2.1',
  },
  { it: 'gives the reserve to the next ones', rule: 'division-winners-first', more: { reserveSize: 1 }, expect: '1.1 2.5 3.2 4.3 4R' },
  { it: 'by filters: keeps so many of each division', rule: 'custom', more: { filters: 'division 2' }, expect: '1.1 2.2 3.5 4.6 3C 4C' },
  {
    it: 'by filters: each looks at what the one before left',
    rule: 'custom',
    more: { filters: 'rank 6\n\nwins 5\ndivision 3', breakSize: 8 },
    expect: '1.1 2.2 3.3 4.5 4C',
  },
  {
    it: 'by filters: caps institutions',
    lines: [
      ['', 9, 7],
      ['', 8, 7],
      ['', 7, 8],
    ],
    rule: 'custom',
    more: { filters: 'institution 1', breakSize: 2 },
    expect: '1.1 2.3 2C',
  },
];

describe('the break of a league', () => {
  for (const { it: name, lines = league, rule, more = {}, expect } of cases)
    it(name, () => assert.equal(breakOf(lines, rule, more), expect));

  for (const filters of ['division', 'division 0', 'best thirds', 'wins many'])
    it(`does not take “${filters}” for a filter`, () =>
      assert.throws(() => breakOf(league, 'custom', { filters }), { code: 'TAB_BREAK_FILTER_WRONG', status: 422 }));

  it('names a metric that the standings do not have', () =>
    assert.throws(() => breakOf(league, 'custom', { filters: 'speaks_sum 200' }), /The standings have no speaks_sum\./));

  it('lets the winner of every division break while there are places for them', () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 20 });
    const rule = fc.constantFrom<BreakRule>('division-winners-first', 'division-winners-guaranteed', 'division-best-thirds');
    fc.assert(
      fc.property(lines, rule, (teams, one) => {
        const broken = breakOf(teams, one, { breakSize: 20 }).split(' ');
        for (const division of new Set(teams.map(([name]) => name))) {
          const best = Math.max(...teams.map(([name, wins]) => (name === division ? wins : -1)));
          teams.forEach(([name, wins], index) => {
            if (name === division && wins === best) assert.ok(broken.some((row) => row.endsWith(`.${index + 1}`)));
          });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
