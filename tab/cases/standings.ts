import * as v from 'valibot';
import type { PersonId, TeamId } from '../rules/ids.ts';
import type { PlayedTeam, StandingsField } from '../rules/standings/field.ts';
import { rankingTeamMetrics, replyMetrics, shownTeamMetrics, speakerMetrics } from '../rules/standings/metrics.ts';
import type { Settings } from '../rules/settings.ts';
import { replyStandings, speakerStandings } from '../rules/standings/speakers.ts';
import { teamStandings } from '../rules/standings/teams.ts';
import { first, firstDifference } from './compare.ts';
import { givenSettings, id, maybeNumber, settingsOf } from './case-shape.ts';

const speechColumns = ['speaker', 'position', 'score', 'ghost', 'rank'];

const playedTeam = v.object({
  team: id<TeamId>(),
  side: v.number(),
  flags: v.nullish(v.array(v.string()), []),
  points: maybeNumber,
  win: v.nullish(v.boolean(), null),
  margin: maybeNumber,
  score: maybeNumber,
  votes_given: maybeNumber,
  votes_possible: maybeNumber,
  has_ghost: v.nullish(v.boolean(), false),
  speeches: v.nullish(v.array(v.array(v.unknown())), []),
});

const shownTable = {
  until_round: v.number(),
  missable: v.nullish(v.number(), -1),
  metrics: v.array(v.string()),
};
const tables = v.variant('for', [
  v.object({ ...shownTable, for: v.literal('teams'), precedence: v.array(v.picklist(rankingTeamMetrics)) }),
  v.object({ ...shownTable, for: v.literal('speakers'), precedence: v.array(v.picklist(speakerMetrics)) }),
  v.object({ ...shownTable, for: v.literal('replies'), precedence: v.array(v.picklist(replyMetrics)) }),
]);
type Table = v.InferOutput<typeof tables>;

const standingsCase = v.object({
  settings: v.pipe(givenSettings, v.transform(settingsOf)),
  rounds: v.array(v.object({ seq: v.number(), weight: v.nullish(v.number(), 1) })),
  teams: v.array(v.object({ id: id<TeamId>() })),
  speakers: v.array(v.tuple([id<PersonId>(), id<TeamId>()])),
  speech_columns: v.nullish(v.array(v.string()), speechColumns),
  debates: v.array(
    v.object({
      round: v.number(),
      confirmed: v.nullish(v.boolean(), true),
      teams: v.array(playedTeam),
    }),
  ),
  expected: v.array(tables),
});
type StandingsCase = v.InferOutput<typeof standingsCase>;

export function answerStandings(given: unknown): unknown {
  const one = v.parse(standingsCase, given);
  const field = fieldOf(one);
  return { tables: one.expected.map((table) => tableAnswer(table, field, one.settings)) };
}

function fieldOf(one: StandingsCase): StandingsField {
  const debates = one.debates.map(({ round, confirmed, teams }) => ({
    round,
    isConfirmed: confirmed,
    teams: teams.map((team) => playedTeamOf(team, one.speech_columns)),
  }));
  const teams = one.teams.map(({ id: team }) => ({ id: team, institution: null }));
  return { rounds: one.rounds, teams, speakers: one.speakers.map(([speaker, team]) => ({ id: speaker, team })), debates };
}

const speech = v.object({
  speaker: id<PersonId>(),
  position: v.number(),
  score: maybeNumber,
  ghost: v.nullish(v.boolean(), false),
  rank: maybeNumber,
});

function playedTeamOf(team: StandingsCase['debates'][number]['teams'][number], columns: readonly string[]): PlayedTeam {
  const speeches = team.speeches.map((row) => v.parse(speech, Object.fromEntries(columns.map((name, index) => [name, row[index]]))));
  return {
    team: team.team,
    side: team.side,
    flags: team.flags,
    points: team.points,
    win: team.win,
    margin: team.margin,
    score: team.score,
    votesGiven: team.votes_given,
    votesPossible: team.votes_possible,
    hasGhost: team.has_ghost,
    speeches: speeches.flatMap(({ score, ghost, ...one }) => (score === null ? [] : [{ ...one, score, isGhost: ghost }])),
  };
}

function tableAnswer(table: Table, field: StandingsField, settings: Settings): object {
  const { precedence, until_round: untilRound, missable } = table;
  const asked = { for: table.for, precedence, until_round: untilRound };
  const shown = { untilRound, substantiveSpeakers: settings.substantive_speakers };
  if (table.for === 'teams') {
    const extras = others(shownTeamMetrics, table);
    const found = teamStandings(field, { ...shown, precedence: table.precedence, extras, byes: settings.bye_team_results });
    const rows = found.rows.map((row) => [row.team, row.rank, row.isTied, row.subrank, ...row.values]);
    return { ...asked, metrics: found.columns, rows };
  }
  const found =
    table.for === 'speakers'
      ? speakerStandings(field, { ...shown, missable, precedence: table.precedence, extras: others(speakerMetrics, table) })
      : replyStandings(field, { ...shown, missable, precedence: table.precedence, extras: others(replyMetrics, table) });
  const rows = found.rows.map((row) => [row.speaker, row.rank, row.isTied, ...row.values]);
  return { ...asked, missable, metrics: found.columns, rows };
}

/** The metrics that the table shows and does not rank by. */
function others<Metric extends string>(all: readonly Metric[], { metrics, precedence }: Table): Metric[] {
  const ranked = new Set<string>(precedence);
  return all.filter((name) => metrics.includes(name) && !ranked.has(name));
}

const rowTable = v.object({ for: v.string(), metrics: v.array(v.string()), rows: v.array(v.array(v.unknown())) });

export function judgeStandings(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(v.object({ expected: v.array(rowTable) }), given);
  const { tables: found } = v.parse(v.object({ tables: v.array(rowTable) }), answer);
  return first(expected.keys(), (index) => {
    const [wanted, actual] = [expected[index], found[index]];
    if (wanted === undefined || actual === undefined) return `table ${index + 1} is missing.`;
    return tableDifference(wanted, actual, `table ${index + 1}`);
  });
}

type RowTable = v.InferOutput<typeof rowTable>;

/** Rows are found by id and metrics by name: the order of either says nothing. */
function tableDifference(wanted: RowTable, actual: RowTable, where: string): string | null {
  const rows = new Map(actual.rows.map((row) => [row[0], namedRow(actual, row)]));
  if (rows.size !== wanted.rows.length) return `${where} should have ${wanted.rows.length} rows and has ${rows.size}.`;
  return first(wanted.rows, (row) =>
    firstDifference(namedRow(wanted, row), rows.get(row[0]) ?? {}, `${where}, ${wanted.for} ${String(row[0])}:`),
  );
}

function namedRow({ for: whose, metrics }: RowTable, row: readonly unknown[]): Readonly<Record<string, unknown>> {
  const names = whose === 'teams' ? ['team', 'rank', 'tied', 'subrank', ...metrics] : [whose, 'rank', 'tied', ...metrics];
  return Object.fromEntries(names.map((name, index) => [name, row[index] === 'n/a' ? null : row[index]]));
}
