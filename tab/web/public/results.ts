import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { resultsOf, type DebateOutcome } from '../../round/results.ts';
import { isBye } from '../../rules/debate.ts';
import { publicResults } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import { sideName } from '../../rules/side-names.ts';
import { ordinal } from './ordinal.ts';
import { paths } from './paths.ts';
import { headOf, type Site } from './site.ts';
import { closedPage } from './views/frame.ts';
import { resultsIndex, resultsPage, type ResultTeam } from './views/results.ts';

export async function showResults(site: Site): Promise<FreshPage> {
  const rounds = publicResults(site)
    .toReversed()
    .map(({ name, seq }) => ({ name, href: paths.resultsOfRound(site.tournament.slug, seq) }));
  return { status: 200, html: resultsIndex({ head: headOf(site, 'results'), rounds }) };
}

/** Places and wins, never scores; a round that is not out is as closed as one whose results nobody may see. */
export async function showResultsOfRound(site: Site, { seq }: { readonly seq?: string }): Promise<FreshPage> {
  const round = site.rounds.find((one) => one.seq === Number(seq));
  if (round === undefined) throw new NothingThere(`round ${seq} in ${site.tournament.name}`);
  const head = headOf(site, 'results');
  if (!publicResults(site).some(({ id }) => id === round.id)) return { status: 403, html: closedPage(head, `The result of ${round.name}`) };
  const results = await resultsOf(site.tab, round);
  const rooms = results
    .filter(({ debate }) => !isBye(debate))
    .map((one) => ({ room: one.debate.venue?.name ?? 'No room', teams: teamsOf(one, round, site) }));
  return {
    status: 200,
    html: resultsPage({ head, name: round.name, rooms: rooms.sort((a, b) => a.room.localeCompare(b.room, 'en', { numeric: true })) }),
  };
}

function teamsOf({ debate, outcome }: DebateOutcome, round: Round, { settings, names }: Site): ResultTeam[] {
  return debate.teams.map((team, side) => {
    const taken = outcome?.[side];
    return {
      id: team.id,
      name: names.team(team),
      side: sideName(team.side, debate.teams.length, settings.side_names),
      isAhead: taken?.win === true || taken?.points === debate.teams.length - 1,
      outcome: taken === undefined ? 'no result' : outcomeWord(taken, { teams: debate.teams.length, isElimination: round.stage === 'E' }),
    };
  });
}

/** What a team took from a debate, in a word: "won", "2nd", "goes on". */
export function outcomeWord(
  taken: { readonly points: number | null; readonly win: boolean | null },
  { teams, isElimination }: { readonly teams: number; readonly isElimination: boolean },
): string {
  if (teams === 2) return taken.win === true ? 'won' : 'lost';
  if (isElimination) return taken.win === true ? 'goes on' : 'out';
  return taken.points === null ? '–' : ordinal(teams - taken.points);
}
