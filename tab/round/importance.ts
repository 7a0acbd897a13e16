import { CannotAllocate } from '../errors.ts';
import { importanceByBracket, importanceByLiveness, prospectBracket, prospectImportance } from '../rules/allocation/importance.ts';
import { livenessThresholds } from '../rules/breaks/liveness.ts';
import type { LivenessThresholds } from '../rules/breaks/liveness.ts';
import { isBye } from '../rules/debate.ts';
import type { TeamId } from '../rules/ids.ts';
import { previousRound } from '../rules/round.ts';
import type { Round } from '../rules/round.ts';
import { teamStandings } from '../rules/standings/teams.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as breaks from '../store/breaks.ts';
import * as debates from '../store/debates.ts';
import * as preformed from '../store/preformed-panels.ts';
import { fieldOf } from '../store/standings.ts';
import { ofTournament as teamsOf } from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { drawnSeats, seatsAhead } from './seat-store.ts';
import type { SeatStore } from './seat-store.ts';

/** What the importance of debates goes by. */
export type ImportanceBy = 'bracket' | 'liveness';

/** Sets every debate's importance by its bracket, or by whether somebody's break is at stake. */
export async function prioritise(tab: Tab, wish: RoundWish, by: ImportanceBy): Promise<void> {
  const rooms = (await debates.ofRound(tab.db, wish.round.id)).filter((debate) => !isBye(debate));
  if (by === 'bracket') return saveImportances(tab, wish, { store: drawnSeats, importances: importanceByBracket(rooms) });
  const [thresholds, points] = await Promise.all([thresholdsFor(tab, wish), pointsBefore(tab, wish)]);
  const importances = rooms.map(({ id, teams }) => {
    const of = teams.map((team) => points.get(team.id) ?? 0);
    return [id, of.length === 0 ? 0 : importanceByLiveness(of, thresholds)] as const;
  });
  return saveImportances(tab, wish, { store: drawnSeats, importances: new Map(importances) });
}

/** The same for panels made ahead of the draw, by what their debates are expected to be. */
export async function prioritiseAhead(tab: Tab, wish: RoundWish, by: ImportanceBy): Promise<void> {
  const panels = await preformed.ofRound(tab.db, wish.round.id);
  if (by === 'bracket') {
    const importances = importanceByBracket(panels.map((panel) => ({ id: panel.id, bracket: prospectBracket(panel) })));
    return saveImportances(tab, wish, { store: seatsAhead, importances });
  }
  const thresholds = await thresholdsFor(tab, wish);
  const importances = new Map(panels.map((panel) => [panel.id, prospectImportance(panel, thresholds)]));
  return saveImportances(tab, wish, { store: seatsAhead, importances });
}

interface Importances {
  readonly store: SeatStore;
  readonly importances: ReturnType<typeof importanceByBracket>;
}

function saveImportances(tab: Tab, wish: RoundWish, { store, importances }: Importances): Promise<void> {
  const weighed = [...importances].map(([debateId, importance]) => ({ debateId, importance }));
  return changeRound(tab, wish, {
    verb: store.isOfDraw ? 'debates_prioritised' : 'panels_ahead_prioritised',
    refusal: store.bulkRefusal,
    write: (tx) => store.weigh(tx, weighed),
  });
}

/** What is safe and what is dead in the first general category before the round; null where no break says so. */
export async function livenessIn(tab: Tab, { tournament, round, rounds }: Pick<RoundWish, 'tournament' | 'round' | 'rounds'>) {
  const [categories, all] = await Promise.all([breaks.categories(tab.db, tournament.id), teamsOf(tab.db, tournament.id)]);
  const category = categories.find((one) => one.isGeneral);
  if (category === undefined || round.stage === 'E') return null;
  return livenessThresholds({
    format: tournament.settings.teams_in_debate === 4 ? 'bp' : 'two-team',
    isGeneral: true,
    currentRound: round.seq,
    totalRounds: rounds.filter(({ stage }) => stage === 'P').length,
    totalTeams: all.length,
    breakSize: category.breakSize,
    eligibleScores: [],
  });
}

async function thresholdsFor(tab: Tab, wish: RoundWish): Promise<LivenessThresholds> {
  const thresholds = await livenessIn(tab, wish);
  if (thresholds !== null) return thresholds;
  const needed = 'Liveness asks for a preliminary round and a general break category of two teams or more.';
  throw new CannotAllocate(needed, 'Weigh by bracket, or add a general break category.');
}

/** Every team's points before the round. */
export function pointsBefore(
  tab: Tab,
  { tournament, round, rounds }: Pick<RoundWish, 'tournament' | 'round' | 'rounds'>,
): Promise<ReadonlyMap<TeamId, number>> {
  return pointsAfter(tab, tournament, previousRound(round, rounds));
}

/** Every team's points after the round; none for null. */
export async function pointsAfter(tab: Tab, { id, settings }: Tournament, round: Round | null): Promise<ReadonlyMap<TeamId, number>> {
  if (round === null) return new Map();
  const metric = settings.teams_in_debate === 4 ? 'points' : 'wins';
  const field = await fieldOf(tab.db, id, { withSpeeches: false });
  const table = teamStandings(field, { precedence: [metric], untilRound: round.seq, substantiveSpeakers: settings.substantive_speakers });
  return new Map(table.rows.map((row) => [row.team, row.values[0] ?? 0]));
}
