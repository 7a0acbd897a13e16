import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { resultsOf, type DebateOutcome } from '../../round/results.ts';
import { ballotRoom } from '../../rules/ballots/room.ts';
import { isBye, type Debate } from '../../rules/debate.ts';
import { byName } from '../../rules/name-order.ts';
import { publicResults } from '../../rules/redaction.ts';
import { decideBallot } from '../../rules/results/result.ts';
import type { Round } from '../../rules/round.ts';
import { openSide, sideName } from '../../rules/side-names.ts';
import * as motions from '../../store/motions.ts';
import { ordinal } from './ordinal.ts';
import { paths } from './paths.ts';
import { headOf, teamUrl, type Site } from './site.ts';
import { closedPage } from './views/frame.ts';
import { resultsIndex, resultsPage, type ResultTeam, type VotingMember } from './views/results.ts';

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
  const [results, texts] = await Promise.all([resultsOf(site.tab, round), motionTexts(site, round)]);
  const rooms = results
    .filter(({ debate }) => !isBye(debate))
    .map((one) => ({
      room: one.debate.venue?.name ?? 'No room',
      teams: sidesOf(one.debate, { round, outcome: one.outcome, isOpen: false }, site),
      panel: site.settings.show_splitting_adjudicators ? votesOf(one, round, site) : [],
      sheets: site.settings.ballots_released && one.outcome !== null ? paths.scoresheets(site.tournament.slug, one.debate.id) : null,
      motion: motionOf(one, texts),
    }));
  return {
    status: 200,
    html: resultsPage({
      head,
      name: round.name,
      byTeam: paths.resultsByTeam(site.tournament.slug, round.seq),
      rooms: rooms.sort((a, b) => byName(a.room, b.room)),
    }),
  };
}

/** What the debates of a round were about, by motion: shown where the settings say so and the motions are out. */
async function motionTexts({ tab, tournament, settings }: Site, round: Round): Promise<ReadonlyMap<number, string> | null> {
  const isShown = settings.show_motions_in_results && (round.areMotionsReleased || settings.motion_tab_released);
  if (!isShown) return null;
  const rows = await motions.ofTournament(tab.db, tournament.id);
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** The round's own motions once they are out, or the words on the ballot. */
function motionOf({ versions }: DebateOutcome, texts: ReadonlyMap<number, string> | null): string | null {
  const content = versions.find(({ isConfirmed }) => isConfirmed)?.content;
  if (texts === null || content === undefined) return null;
  return texts.get(content.motion ?? 0) ?? content.ownMotion ?? null;
}

interface Played {
  readonly round: Round;
  readonly outcome: readonly Taken[] | null;
  /** True: its result is not public yet, so nothing is said about it. */
  readonly isOpen: boolean;
}

/** The teams of a debate with what each took from it. */
export function sidesOf(debate: Debate, { round, outcome, isOpen }: Played, site: Site): ResultTeam[] {
  const { settings, names, signs } = site;
  const nothing = isOpen ? '' : 'no result';
  return debate.teams.map((team, side) => {
    const taken = outcome?.[side];
    return {
      id: team.id,
      name: names.team(team),
      href: teamUrl(site, team.id),
      sign: signs.get(team.id) ?? null,
      side: debate.areSidesConfirmed ? sideName(team.side, debate.teams.length, settings.side_names) : openSide,
      isAhead: taken?.win === true || taken?.points === debate.teams.length - 1,
      outcome:
        taken === undefined
          ? nothing
          : outcomeWord(taken, { teams: debate.teams.length, isElimination: round.stage === 'E', isFinal: hasOneWinner(outcome) }),
    };
  });
}

interface Taken {
  readonly points: number | null;
  readonly win: boolean | null;
}

interface Contest {
  readonly teams: number;
  readonly isElimination: boolean;
  /** One team wins it, so nobody goes on. */
  readonly isFinal?: boolean;
}

/** Whether one team alone won, as in a final of four. */
export const hasOneWinner = (outcome: readonly Taken[] | null): boolean => outcome?.filter(({ win }) => win === true).length === 1;

/** What a team took from a debate, in a word: "won", "2nd", "goes on". */
export function outcomeWord(taken: Taken, { teams, isElimination, isFinal = false }: Contest): string {
  if (teams === 2 || (isElimination && isFinal)) return taken.win === true ? 'won' : 'lost';
  if (isElimination) return taken.win === true ? 'goes on' : 'out';
  return taken.points === null ? '–' : ordinal(teams - taken.points);
}

/** Who voted, and who dissented, where the confirmed ballot has a sheet from each adjudicator; else nobody. */
function votesOf({ debate, versions }: DebateOutcome, round: Round, { rounds, settings, names }: Site): VotingMember[] {
  const confirmed = versions.find((version) => version.isConfirmed);
  if (confirmed === undefined) return [];
  const decision = decideBallot(confirmed.content, ballotRoom({ debate, round, rounds, rosters: [[]] }), settings);
  const split = decision.kind === 'decided' ? decision.result.split : null;
  if (split === null) return [];
  return debate.panel.flatMap((member, index) =>
    member.place === 'T' ? [] : [{ name: names.person(member), isChair: member.place === 'C', isDissenting: split[index] === true }],
  );
}
