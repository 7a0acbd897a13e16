import * as v from 'valibot';
import { generateBreaks } from '../rules/breaks/break.ts';
import type { BreakCategory } from '../rules/breaks/eligibility.ts';
import type { InstitutionId, TeamId } from '../rules/ids.ts';
import { rankTeams } from '../rules/standings/teams.ts';
import { first, fieldDifference } from './compare.ts';
import { id, maybeList } from './case-shape.ts';

const breakCase = v.object({
  precedence: v.array(v.string()),
  teams: v.array(v.looseObject({ id: id<TeamId>(), institution: v.nullish(v.union([v.string(), v.number()]), null) })),
  categories: v.array(
    v.object({
      slug: v.string(),
      rule: v.picklist(['standard', 'aida-1996', 'aida-2016-easters', 'aida-2016-australs', 'aida-2019-australs-open']),
      break_size: v.number(),
      reserve_size: v.nullish(v.number(), 0),
      is_general: v.nullish(v.boolean(), false),
      priority: v.nullish(v.number(), 0),
      eligible: maybeList(id<TeamId>()),
      remarks: v.nullish(v.record(v.string(), v.nullable(v.picklist(['C', 'I', 'D', 'R', 'w', 'd', 't', 'A', '']))), {}),
    }),
  ),
});
type BreakCase = v.InferOutput<typeof breakCase>;
type CaseCategory = BreakCase['categories'][number];

const row = v.looseObject({ team: v.number(), rank: v.number() });
const verdict = v.record(v.string(), v.array(row));

export function answerBreaks(given: unknown): unknown {
  const one = v.parse(breakCase, given);
  const institutions = new Map([...new Set(one.teams.map((team) => team.institution))].map((name, index) => [name, index]));
  const teams = one.teams.map((team) => ({
    ...team,
    institution: team.institution === null ? null : v.parse(id<InstitutionId>(), institutions.get(team.institution)),
  }));
  const breaks = generateBreaks(one.categories.map(categoryOf), (among) => {
    const listed = teams.filter((team) => among?.has(team.id) ?? true);
    const columns = one.precedence.map((name) => ({ name, isAscending: false, values: listed.map((team) => metricOf(team, name)) }));
    return rankTeams(listed, columns);
  });
  const rows = breaks.map(({ slug, rows: found }) => [
    slug,
    found.map(({ team, rank, breakRank, remark }) => ({ team, rank, break_rank: breakRank, remark })),
  ]);
  return { breaks: Object.fromEntries(rows) };
}

function categoryOf(category: CaseCategory): BreakCategory {
  const remarks = Object.entries(category.remarks).flatMap(([team, remark]) =>
    remark === null || remark === '' ? [] : [[v.parse(id<TeamId>(), Number(team)), remark] as const],
  );
  return {
    slug: category.slug,
    rule: category.rule,
    breakSize: category.break_size,
    reserveSize: category.reserve_size,
    isGeneral: category.is_general,
    priority: category.priority,
    eligible: new Set(category.eligible),
    remarks: new Map(remarks),
  };
}

function metricOf(team: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = team[name];
  return typeof value === 'number' ? value : null;
}

export function judgeBreaks(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(v.object({ expected: verdict }), given);
  const { breaks } = v.parse(v.object({ breaks: verdict }), answer);
  return first(Object.entries(expected), ([slug, rows]) => {
    const found = new Map((breaks[slug] ?? []).map((one) => [one.team, one]));
    const missing = first(rows, (wanted) => {
      const actual = found.get(wanted.team);
      if (actual === undefined) return `${slug}: team ${wanted.team} is missing.`;
      return fieldDifference({ expected: wanted, given: actual, fields: ['rank', 'break_rank', 'remark'] }, `${slug}: team ${wanted.team}`);
    });
    const wanted = new Set(rows.map((one) => one.team));
    return missing ?? first(found.keys(), (team) => (wanted.has(team) ? null : `${slug}: team ${team} should not be listed.`));
  });
}
