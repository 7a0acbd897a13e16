import { scoresIn } from '../feedback/scores.ts';
import type { BoardFacts } from '../rules/allocation/what-if.ts';
import { isBye } from '../rules/debate.ts';
import * as debates from '../store/debates.ts';
import * as people from '../store/people.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { acquaintancePairs, panelFormat } from './allocation.ts';
import type { RoundPlace } from './find.ts';

/** Everything that the cost of the round's panels depends on, but who sits where. */
export async function boardFacts(tab: Tab, { tournament, round }: Pick<RoundPlace, 'tournament' | 'round'>): Promise<BoardFacts> {
  const [rooms, judges, all, pairs, scoreOf] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    acquaintancePairs(tab, tournament, round),
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
    debates: rooms
      .filter((debate) => !isBye(debate))
      .map((debate) => ({
        id: debate.id,
        importance: debate.importance,
        teams: debate.teams.map(({ id, name }) => ({ id, name, institution: institutions.get(id) ?? null })),
      })),
    pairs,
  };
}
