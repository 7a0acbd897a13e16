import { scoresIn } from '../feedback/scores.ts';
import type { BoardFacts } from '../rules/allocation/what-if.ts';
import { isBye } from '../rules/debate.ts';
import * as people from '../store/people.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { acquaintancePairs, firstOf, panelFormat } from './allocation.ts';
import type { BoardWish } from './hold-board.ts';
import { drawnSeats } from './seat-store.ts';

/** Everything that the cost of the board's panels depends on, but who sits where. */
export async function boardFacts(tab: Tab, place: Omit<BoardWish, 'actor'>): Promise<BoardFacts> {
  const { tournament, round, beside = [], seats = drawnSeats } = place;
  const shown = [round, ...beside];
  const [roomsOf, judges, all, pairs, scoreOf] = await Promise.all([
    Promise.all(shown.map(({ id }) => seats.ofRound(tab.db, id))),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    acquaintancePairs(tab, tournament, firstOf(shown)),
    scoresIn(tab, tournament.id, round.id),
  ]);
  const institutions = new Map(all.map(({ id, institution }) => [id, institution]));
  const { adj_min_score, adj_max_score, adj_conflict_penalty, adj_history_penalty } = tournament.settings;
  return {
    settings: { adj_min_score, adj_max_score, adj_conflict_penalty, adj_history_penalty },
    format: panelFormat(tournament.settings, round),
    judges: judges.map((judge) => ({
      id: judge.id,
      name: judge.name,
      institution: judge.institution,
      score: scoreOf(judge),
      isTrainee: judge.isTrainee,
    })),
    debates: roomsOf
      .flat()
      .filter((debate) => !isBye(debate))
      .map((debate) => ({
        id: debate.id,
        importance: debate.importance,
        teams: debate.teams.map(({ id, name }) => ({ id, name, institution: institutions.get(id) ?? null })),
      })),
    pairs,
  };
}
