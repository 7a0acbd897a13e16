import { NotReady } from '../errors.ts';
import { isResultPublic } from '../rules/redaction.ts';
import type { Round } from '../rules/round.ts';
import { teamStandings } from '../rules/standings/teams.ts';
import type { Tournament } from '../rules/tournament.ts';
import { fieldOf } from '../store/standings.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';

/** What each team has after a round, by wins or by points as its standings count; refused while any of it is kept silent. */
export async function pointsAfter(tab: Tab, tournament: Tournament, round: Round): Promise<ReadonlyMap<number, number>> {
  const { settings } = tournament;
  const played = (await rounds.ofTournament(tab.db, tournament.id)).filter(({ seq }) => seq <= round.seq);
  const kept = played.find((one) => !isResultPublic(one, settings));
  if (kept !== undefined)
    throw new NotReady(
      `The results of ${kept.name} are ${kept.isCompleted ? 'silent' : 'not complete'}.`,
      'Points are sent once nothing in them is kept back: what is sent is out.',
    );
  const field = await fieldOf(tab.db, tournament.id, { withSpeeches: false });
  const metric = settings.team_standings_precedence.includes('wins') ? 'wins' : 'points';
  const table = teamStandings(field, { precedence: [metric], untilRound: round.seq, substantiveSpeakers: settings.substantive_speakers });
  return new Map(table.rows.map(({ team, values }) => [team, values[0] ?? 0]));
}
