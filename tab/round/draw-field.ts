import type { Random } from '#kit/math/random.ts';
import { seededRandom } from '#kit/math/random.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { CannotDraw } from '../errors.ts';
import type { DrawField, DrawTeam, EliminationField, PreliminaryField } from '../rules/draw/field.ts';
import type { TeamId } from '../rules/ids.ts';
import { previousRound } from '../rules/round.ts';
import type { Round } from '../rules/round.ts';
import { teamStandings } from '../rules/standings/teams.ts';
import type { TeamStanding } from '../rules/standings/teams.ts';
import * as availabilities from '../store/availabilities.ts';
import * as breaks from '../store/breaks.ts';
import { outcomesOf } from '../store/draws.ts';
import * as givenSides from '../store/sides.ts';
import * as standings from '../store/standings.ts';
import type { StoredField } from '../store/standings.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import type { RoundWish } from './act.ts';
import { drawOptions } from './draw-options.ts';

/** All that the draw of this round looks at. */
export function fieldForDraw(tab: Tab, wish: RoundWish, random: Random): Promise<DrawField> {
  return wish.round.stage === 'E' ? eliminationField(tab, wish) : preliminaryField(tab, wish, random);
}

const preliminaryTypes = { R: 'random', M: 'manual', D: 'round_robin', P: 'power_paired', S: 'seeded' } as const;

async function preliminaryField(tab: Tab, { tournament, round, rounds }: RoundWish, random: Random): Promise<PreliminaryField> {
  invariant(round.drawType !== 'E', 'only elimination rounds are drawn by elimination');
  const [present, played, seeds, allocated] = await Promise.all([
    availabilities.ofRound(tab.db, round.id),
    standings.fieldOf(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    givenSides.ofRound(tab.db, round.id),
  ]);
  const before = previousRound(round, rounds);
  if (before !== null && round.drawType === 'P') refuseOpenResults(before, played);
  const drawn = rankedTeams(played, { wish: { tournament, round }, untilRound: before?.seq ?? 0, random });
  const seedOf = new Map(seeds.map((team) => [team.id, team.seed]));
  const here = drawn
    .filter(({ id }) => present.team.has(id))
    .map((team) => ({ ...team, seed: seedOf.get(team.id) ?? null, allocatedSide: allocated.get(team.id) ?? null }));
  const drawType = preliminaryTypes[round.drawType];
  return {
    drawType,
    teamsInDebate: tournament.settings.teams_in_debate,
    teams: drawType === 'round_robin' ? byLot(here, tournament.id) : here,
    options: drawOptions(tournament.settings),
    roundRobinRound: rounds.filter((one) => one.drawType === 'D' && one.seq <= round.seq).length,
  };
}

/** A debate that is postponed is held later: its teams stand as they are. */
function refuseOpenResults(before: Round, played: StoredField): void {
  const debates = played.debates.filter((debate) => debate.roundId === before.id && debate.teams.length > 1);
  const open = debates.filter((debate) => !debate.isConfirmed && !debate.isPostponed).length;
  if (debates.length === 0) throw new CannotDraw(`${before.name} has not been drawn, and this draw is made from its results.`);
  if (open > 0)
    throw new CannotDraw(
      `${open} of ${debates.length} debates of ${before.name} have no confirmed result yet.`,
      'Confirm them, then draw.',
    );
}

/** The order of a round robin is drawn by lot once and then stays. */
function byLot(here: readonly DrawTeam[], tournamentId: number): DrawTeam[] {
  return seededRandom(`round robin ${tournamentId}`).shuffle(here.toSorted((a, b) => a.id - b.id));
}

interface Ranking {
  readonly wish: Pick<RoundWish, 'tournament' | 'round'>;
  readonly untilRound: number;
  readonly random: Random;
}

const drawMetrics = ['npullups', 'pullup_debates', 'draw_strength', 'draw_strength_speaks', 'draw_strength_rank'] as const;

/** Every team best first, with its figures after the round before. */
function rankedTeams(played: StoredField, { wish, untilRound, random }: Ranking): DrawTeam[] {
  const { settings } = wish.tournament;
  const table = teamStandings(played, {
    precedence: settings.team_standings_precedence,
    extras: drawMetrics,
    untilRound,
    substantiveSpeakers: settings.substantive_speakers,
    byes: settings.bye_team_results,
    random,
  });
  const pasts = pastsOf(played, { beforeRound: wish.round.seq, sides: settings.teams_in_debate });
  const institutionOf = new Map(played.teams.map((team) => [team.id, team.institution]));
  return table.rows.map((row): DrawTeam => {
    const past = pasts.get(row.team);
    return {
      id: row.team,
      institution: institutionOf.get(row.team) ?? null,
      ...figuresOf(row, settings.team_standings_precedence.length),
      sideHistory: past?.sides ?? [],
      seen: past?.seen ?? new Map(),
      byes: past?.byes ?? 0,
      allocatedSide: null,
      seed: null,
    };
  });
}

function figuresOf(row: TeamStanding, extrasFrom: number) {
  const extra = (index: number): number => row.values[extrasFrom + index] ?? 0;
  return {
    points: row.values[0] ?? 0,
    subrank: row.subrank,
    npullups: extra(0),
    pullupDebates: extra(1),
    drawStrength: extra(2),
    drawStrengthSpeaks: extra(3),
    drawStrengthRank: extra(4),
  };
}

interface Past {
  readonly sides: number[];
  readonly seen: Map<TeamId, number>;
  byes: number;
}

/** Where each team has spoken, whom it has met and how often it sat out, in the preliminary rounds before. */
function pastsOf(played: StoredField, { beforeRound, sides }: { beforeRound: number; sides: number }): Map<TeamId, Past> {
  const pasts = new Map(
    played.teams.map((team): [TeamId, Past] => [team.id, { sides: Array.from({ length: sides }, () => 0), seen: new Map(), byes: 0 }]),
  );
  for (const debate of played.debates) if (debate.round < beforeRound) addDebate(pasts, debate.teams);
  return pasts;
}

function addDebate(pasts: ReadonlyMap<TeamId, Past>, teamsOf: readonly { readonly team: TeamId; readonly side: number }[]): void {
  for (const { team, side } of teamsOf) {
    const past = pasts.get(team);
    if (past === undefined) continue;
    if (side < 0) past.byes += 1;
    else past.sides[side] = (past.sides[side] ?? 0) + 1;
    for (const other of teamsOf) if (other.team !== team) past.seen.set(other.team, (past.seen.get(other.team) ?? 0) + 1);
  }
}

async function eliminationField(tab: Tab, { tournament, round, rounds }: RoundWish): Promise<EliminationField> {
  const before = previousRound(round, rounds);
  const [breaking, outcomes] = await Promise.all([
    breaks.breaking(tab.db, tournament.id),
    before === null || before.stage === 'P' ? [] : outcomesOf(tab.db, before.id),
  ]);
  const broken = breaking.filter((row) => row.categoryId === round.categoryId);
  const field = broken.flatMap((row) => (row.breakRank === null ? [] : [{ id: row.teamId, breakRank: row.breakRank }]));
  if (field.length === 0) throw new CannotDraw('Nobody has broken into this round yet.', 'Make the break first.');
  const sizes = { teams: field.length, teamsInDebate: tournament.settings.teams_in_debate };
  const place = rounds.filter((one) => one.categoryId === round.categoryId && one.seq < round.seq).length;
  return {
    drawType: eliminationType(place, sizes),
    teamsInDebate: sizes.teamsInDebate,
    teams: field,
    results: [...Map.groupBy(outcomes, (outcome) => outcome.debateId).values()].map((debate) => ({
      roomRank: debate[0]?.roomRank ?? 0,
      teams: debate.map(({ team }) => team),
      advancing: debate.filter(({ win }) => win === true).map(({ team }) => team),
    })),
  };
}

/** In BP six times a power of two needs a partial round first; with two teams the first round makes the byes itself. */
function eliminationType(
  place: number,
  { teams: size, teamsInDebate }: { teams: number; teamsInDebate: number },
): EliminationField['drawType'] {
  const isPartial = teamsInDebate === 4 && size % 3 === 0;
  if (place === 0) return isPartial ? 'partial_elimination' : 'first_elimination';
  return isPartial && place === 1 ? 'after_partial_elimination' : 'elimination';
}
