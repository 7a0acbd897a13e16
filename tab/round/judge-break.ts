import { scoresIn } from '../feedback/scores.ts';
import type { PersonId } from '../rules/ids.ts';
import { currentRounds } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import { breaking } from '../store/breaks.ts';
import * as conflicts from '../store/conflicts.ts';
import * as journal from '../store/journal.ts';
import * as judgeBreaks from '../store/judge-breaks.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';

/** An adjudicator with all that speaks for and against sending them on. */
export interface BreakJudge extends judgeBreaks.JudgeRow {
  /** With the feedback, by the weight of the round being played. */
  readonly score: number;
  /** Names of breaking teams that they must not judge. */
  readonly conflicts: readonly string[];
  /** `QF`, `SF`: the elimination rounds they judged. */
  readonly judged: readonly string[];
}

/** Every adjudicator, the best score first. Tab spec section 7.7. */
export async function judgesOfBreak(tab: Tab, { id }: Tournament): Promise<BreakJudge[]> {
  const [all, judges, teams, pairs] = await Promise.all([
    rounds.ofTournament(tab.db, id),
    judgeBreaks.judges(tab.db, id),
    breaking(tab.db, id),
    conflicts.withTeams(tab.db, id),
  ]);
  const round = currentRounds(all)[0] ?? all.at(-1);
  const scoreOf = round && (await scoresIn(tab, id, round.id));
  const going = new Map(teams.flatMap(({ teamId, team, breakRank }) => (breakRank === null ? [] : [[teamId, team] as const])));
  const against = Map.groupBy(pairs, ({ adjudicatorId }) => adjudicatorId);
  const short = new Map(all.map(({ seq, abbreviation }) => [seq, abbreviation]));
  return judges
    .map((judge) => ({
      ...judge,
      score: scoreOf?.(judge) ?? judge.baseScore,
      conflicts: (against.get(judge.id) ?? []).flatMap(({ teamId }) => going.get(teamId) ?? []),
      judged: judge.outRounds.map((seq) => short.get(seq) ?? String(seq)),
    }))
    .toSorted((a, b) => b.score - a.score);
}

export interface JudgeChoice {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly wish: { readonly kind: 'these'; readonly ids: readonly PersonId[] } | { readonly kind: 'from'; readonly score: number };
}

/** Says who judges the elimination rounds: those ticked, or everybody who is no trainee and has at least this score. Gives how many. */
export async function chooseJudges(tab: Tab, { tournament, actor, wish }: JudgeChoice): Promise<number> {
  const judges = await judgesOfBreak(tab, tournament);
  const ticked = new Set(wish.kind === 'these' ? wish.ids : []);
  const goesOn = ({ id, score, isTrainee }: BreakJudge): boolean =>
    wish.kind === 'these' ? ticked.has(id) : !isTrainee && score >= wish.score;
  const ids = judges.filter(goesOn).map(({ id }) => id);
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    await judgeBreaks.choose(tx, { tournamentId: tournament.id, ids });
    await tournaments.bumpPublicVersion(tx, tournament.id);
    const before = judges.filter(({ isBreaking }) => isBreaking).map(({ id }) => id);
    const at = new Date(tab.clock.nowMs());
    const change = { before, after: ids };
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'breaking_adjudicators_chosen', subject: 'break', change });
  });
  tell(tab, tournament, { verb: 'breaking_adjudicators_chosen', isPublic: true });
  return ids.length;
}
