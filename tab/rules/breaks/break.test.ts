import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { InstitutionId, TeamId } from '../ids.ts';
import { rankTeams } from '../standings/teams.ts';
import { generateBreaks, type BreakingTeam } from './break.ts';
import type { BreakCategory } from './eligibility.ts';

/** Teams from 1 in the order given: wins, speaks, institution. */
type Line = readonly [wins: number, speaks: number, institution?: number];

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a team of a test
const team = (number: number): TeamId => number as TeamId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names an institution of a test
const institution = (number: number): InstitutionId => number as InstitutionId;

const open = (some: Partial<BreakCategory> = {}): BreakCategory => ({
  slug: 'open',
  rule: 'standard',
  breakSize: 4,
  reserveSize: 0,
  isGeneral: true,
  priority: 100,
  eligible: new Set(Array.from({ length: 30 }, (_team, index) => team(index + 1))),
  remarks: new Map(),
  ...some,
});

function breaksOf(lines: readonly Line[], categories: readonly BreakCategory[], metrics: readonly string[] = ['wins', 'speaks']): string[] {
  const teams = lines.map(([wins, speaks, of], index) => ({
    id: team(index + 1),
    institution: of === undefined ? null : institution(of),
    wins,
    speaks,
  }));
  const breaks = generateBreaks(categories, (among) => {
    const listed = teams.filter(({ id }) => among?.has(id) ?? true);
    return rankTeams(
      listed,
      metrics.map((name) => ({ name, isAscending: false, values: listed.map((one) => (name === 'wins' ? one.wins : one.speaks)) })),
    );
  });
  return breaks.map(({ slug, rows }) => `${slug}: ${rows.map(written).join(' ')}`);
}

/** "2.5" is team 5 on break rank 2, "5C" team 5 with remark C. */
function written({ team: number, breakRank, remark }: BreakingTeam): string {
  return breakRank === null ? `${number}${remark ?? ''}` : `${breakRank}.${number}`;
}

const six: Line[] = [
  [5, 90],
  [5, 80],
  [4, 90],
  [4, 80],
  [4, 80],
  [3, 90],
];

const cases: { it: string; lines?: Line[]; categories: BreakCategory[]; expect: string[] }[] = [
  { it: 'the first of the standings break', categories: [open({ breakSize: 3 })], expect: ['open: 1.1 2.2 3.3'] },
  { it: 'all who tie for the last place break', categories: [open()], expect: ['open: 1.1 2.2 3.3 4.4 4.5'] },
  { it: 'reserves follow', categories: [open({ breakSize: 2, reserveSize: 1 })], expect: ['open: 1.1 2.2 3R'] },
  {
    it: 'the loser of a coin toss stays on record',
    categories: [open({ remarks: new Map([[team(5), 't']]) })],
    expect: ['open: 1.1 2.2 3.3 4.4 5t'],
  },
  {
    it: 'who is not eligible is on record above the last place only',
    categories: [open({ breakSize: 2, eligible: new Set([2, 4].map(team)) })],
    expect: ['open: 1I 1.2 3I 2.4'],
  },
  {
    it: 'a team breaks in the category of highest priority',
    categories: [
      open({ slug: 'esl', priority: 1, breakSize: 2, isGeneral: false, eligible: new Set([2, 3, 6].map(team)) }),
      open({ breakSize: 2 }),
    ],
    expect: ['esl: 2D 1.3 2.6', 'open: 1.1 2.2'],
  },
  {
    it: 'in both where priorities are equal',
    categories: [open({ breakSize: 2 }), open({ slug: 'esl', breakSize: 1, isGeneral: false, eligible: new Set([2, 3].map(team)) })],
    expect: ['open: 1.1 2.2', 'esl: 1.2'],
  },
  {
    it: 'AIDA 1996 leaves out the fourth of an institution',
    lines: [
      [5, 1, 1],
      [4, 1, 1],
      [3, 1, 1],
      [2, 1, 1],
      [1, 1, 2],
    ],
    categories: [open({ rule: 'aida-1996' })],
    expect: ['open: 1.1 2.2 3.3 4C 4.5'],
  },
  {
    it: 'AIDA 2016: the spec’s example',
    lines: [
      [5, 90, 1],
      [5, 80, 1],
      [4, 90, 1],
      [4, 80, 1],
      [4, 70, 2],
      [3, 90, 3],
    ],
    categories: [open({ rule: 'aida-2016-australs' })],
    expect: ['open: 1.1 2.2 3.3 4C 4.5'],
  },
  {
    it: 'AIDA 2016 puts capped teams back to fill the break',
    lines: [
      [5, 90, 1],
      [5, 80, 1],
      [4, 90, 1],
      [4, 80, 1],
      [3, 90, 2],
    ],
    categories: [open({ rule: 'aida-2016-easters' })],
    expect: ['open: 1.1 2.2 3.3 4.4'],
  },
];

describe('breaks', () => {
  for (const c of cases) it(c.it, () => assert.deepEqual(breaksOf(c.lines ?? six, c.categories), c.expect));

  it('AIDA 2016 needs wins among the metrics', () => {
    assert.throws(() => breaksOf(six, [open({ rule: 'aida-2016-easters' })], ['speaks']), { code: 'TAB_BREAK_RULE_NEEDS_WINS' });
  });

  const anyLines = fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 24 });
  const anyRule = fc.constantFrom<BreakCategory['rule']>(
    'standard',
    'aida-1996',
    'aida-2016-easters',
    'aida-2016-australs',
    'aida-2019-australs-open',
  );

  it('fill their places while teams are there, and nobody eligible outside stands above all of them without a reason', () =>
    fc.assert(
      fc.property(anyLines, anyRule, fc.integer({ min: 1, max: 12 }), (lines, rule, breakSize) => {
        const [found = ''] = breaksOf(lines, [open({ rule, breakSize })]);
        const breaking = found.split(' ').filter((word) => word.includes('.'));
        if (rule === 'aida-1996') return;
        assert.ok(breaking.length >= Math.min(breakSize, lines.length), found);
      }),
    ));

  it('under AIDA 1996 never more than three of an institution, but for ties within it', () =>
    fc.assert(
      fc.property(anyLines, (given) => {
        const lines = given.map(([wins, , of], index): Line => [wins, 100 - index, of]);
        const [found = ''] = breaksOf(lines, [open({ rule: 'aida-1996', breakSize: 30 })]);
        const institutions = found
          .split(' ')
          .filter((word) => word.includes('.'))
          .map((word) => lines[Number(word.split('.')[1]) - 1]?.[2]);
        for (const one of [1, 2, 3, 4]) assert.ok(institutions.filter((other) => other === one).length <= 3);
      }),
    ));
});
