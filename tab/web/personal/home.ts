import { receiptCode } from '#kit/db/receipts.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { closedWords, isWaitingForMotions } from '../../round/ballots.ts';
import { motionChoice } from '../../rules/ballots/motion-choice.ts';
import type { Debate } from '../../rules/debate.ts';
import type { MotionId, VenueId } from '../../rules/ids.ts';
import type { Round } from '../../rules/round.ts';
import { mayRegister } from '../../rules/registration/open.ts';
import { isResultPublic } from '../../rules/redaction.ts';
import { openSide, sideName, type SideName } from '../../rules/side-names.ts';
import * as debates from '../../store/debates.ts';
import type { MotionRow } from '../../store/motions.ts';
import type { OwnDebate } from '../../store/personal.ts';
import * as motions from '../../store/motions.ts';
import * as ownResults from '../../store/own-results.ts';
import * as rounds from '../../store/rounds.ts';
import { paths as publicPaths } from '../public/paths.ts';
import { outcomeWord } from '../public/results.ts';
import { clockOf } from '../public/site.ts';
import { paths as registrationPaths } from '../registration/paths.ts';
import { checkInOf } from './check-in.ts';
import { mayGiveFeedback } from './feedback.ts';
import { namesOwed } from './feedback-owed.ts';
import { followedBy } from './followed.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';
import { homePage, type BallotState, type CurrentDebate, type HomeView, type PastDebate } from './views/home.ts';
import type { Html } from '#kit/html/html.ts';

/** Where the person goes now, their ballot, and their debates before. */
export async function showHome(visit: Visit): Promise<Html> {
  const { tab, tournament, person, debates: own } = visit;
  const [all, allMotions, links, results, checkIn] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    motions.ofTournament(tab.db, tournament.id),
    ownResults.roomLinks(tab.db, tournament.id),
    person.teamId === null ? [] : ownResults.ofTeam(tab.db, person.teamId),
    checkInOf(visit),
  ]);
  const held = new Set(all.filter((round) => round.arePanelsHeld === true).map(({ id }) => id));
  const open = own.filter((one) => !one.isCompleted && !(one.place !== null && held.has(one.roundId))); // who judges where follows later
  const current = await Promise.all(open.map((one) => currentDebate(visit, one, { all, allMotions, links })));
  return homePage({
    event: tournament.name,
    name: person.name,
    role: person.kind === 'speaker' ? `Speaker, ${person.team ?? ''}` : person.kind === 'adjudicator' ? 'Adjudicator' : 'Coach',
    liveUrl: publicPaths.live(tournament),
    current,
    isCoach: person.kind === 'coach',
    followed: await followedBy(visit, all),
    past: own.filter(({ isCompleted }) => isCompleted).map((one) => pastDebate(visit, one, { all, results })),
    feedback: await feedbackOf(visit, all),
    conflictsUrl: person.kind === 'adjudicator' ? paths.conflicts(tournament.slug, visit.key) : null,
    checkIn,
    registrationUrl: mayRegister(person.kind, tournament.settings) ? registrationPaths.own(tournament.slug, visit.key) : null,
    publicUrl: publicPaths.home(tournament.slug),
  });
}

const places = { C: 'You chair', P: 'You judge on the panel', T: 'You judge as a trainee' } as const;

interface Schedule {
  readonly all: readonly Round[];
  readonly allMotions: readonly MotionRow[];
  /** Addresses of online rooms. */
  readonly links: ReadonlyMap<VenueId, string>;
}

async function currentDebate(visit: Visit, own: OwnDebate, { all, allMotions, links }: Schedule): Promise<CurrentDebate> {
  const { tab, tournament, names } = visit;
  const debate = await debates.byId(tab.db, own.debateId);
  const round = all.find(({ id }) => id === own.roundId);
  invariant(debate !== null && round !== undefined, 'a published debate and its round are there');
  const { settings } = tournament;
  const ofRound = allMotions.filter(({ roundId }) => roundId === round.id);
  const named = (side: number) => (debate.areSidesConfirmed ? sideName(side, debate.teams.length, settings.side_names) : openSide);
  const ownSide = own.side === null ? null : named(own.side);
  return {
    round: round.name,
    room: own.venue ?? 'No room yet',
    role: roleWord(own, ownSide),
    ownSide,
    startsAt: startOf(visit, own),
    roomUrl: (debate.venue && links.get(debate.venue.id)) ?? null,
    teams: debate.teams.map((team) => ({ name: names.team(team), side: named(team.side) })),
    panel: panelWords(debate, round, visit),
    motions: round.areMotionsReleased ? ofRound.map(({ text }) => text) : [],
    ballot: isVoting(own) ? ballotState(visit, own, { round, motions: ofRound.map(({ id }) => id) }) : null,
  };
}

const isVoting = ({ place }: OwnDebate): boolean => place === 'C' || place === 'P';

const roleWord = ({ place }: OwnDebate, side: SideName | null): string => (place === null ? (side?.long ?? '') : places[place]);

function startOf({ tournament }: Visit, { startsAt }: OwnDebate): CurrentDebate['startsAt'] {
  return startsAt && { clock: clockOf(tournament, startsAt) ?? '', ms: startsAt.getTime() };
}

function panelWords({ panel }: Debate, { arePanelsHeld }: Round, { names, person }: Visit): string {
  if (arePanelsHeld === true) return ''; // teams are published first, adjudicators follow
  const others = panel.filter(({ id }) => id !== person.id);
  const roles = { C: ' (chair)', P: '', T: ' (trainee)' } as const;
  const words = others.map((member) => `${names.person(member)}${roles[member.place]}`);
  if (words.length === 0) return '';
  return `${person.kind === 'adjudicator' ? 'With' : 'Judges:'} ${words.join(', ')}`;
}

interface Debated {
  readonly round: Round;
  readonly motions: readonly MotionId[];
}

function ballotState(visit: Visit, own: OwnDebate, { round, motions: ofRound }: Debated): BallotState {
  const { tournament, key, person } = visit;
  const isOnPaper = tournament.settings.participant_ballots === 'off';
  const areMotionsOut = !isWaitingForMotions({ choice: motionChoice(ofRound, tournament.settings), round });
  const closed = isOnPaper ? 'Ballots are on paper here.' : closedWords(round, { kind: 'person', id: person.id }, areMotionsOut);
  return { enterUrl: closed === null ? paths.ballot(tournament.slug, own.roundSeq, key) : null, closed, sent: sentBallot(visit, own) };
}

function sentBallot({ tournament, key }: Visit, own: OwnDebate): { at: string; code: string; url: string } | null {
  const at = clockOf(tournament, own.ownSentAt, 'seconds');
  if (at === null || own.ownIntent === null) return null;
  return { at, code: receiptCode(own.ownIntent), url: paths.receipt(tournament.slug, own.roundSeq, key) };
}

interface Past {
  readonly all: readonly Round[];
  readonly results: readonly ownResults.OwnResult[];
}

function pastDebate(visit: Visit, own: OwnDebate, { all, results }: Past): PastDebate {
  const { tournament, key } = visit;
  const room = own.venue ?? 'no room';
  const { teams_in_debate: teams, side_names: names, private_ballots_released: areSheetsShown } = tournament.settings;
  const role = own.place === null ? sideName(own.side ?? -1, teams, names).long : places[own.place].toLowerCase();
  const round = all.find(({ id }) => id === own.roundId);
  const taken = results.find(({ debateId }) => debateId === own.debateId);
  const isOut = round !== undefined && taken !== undefined && own.side !== null && isResultPublic(round, tournament.settings);
  return {
    round: own.roundName,
    line: `${room}, ${role}`,
    sent: sentBallot(visit, own),
    outcome: isOut ? resultWord(round, taken) : null,
    sheetUrl: isOut && areSheetsShown ? paths.sheet(tournament.slug, own.roundSeq, key) : null,
  };
}

function resultWord({ stage }: Round, taken: ownResults.OwnResult): string {
  return outcomeWord(taken, { teams: taken.teams, isElimination: stage === 'E', isFinal: taken.winners === 1 });
}

async function feedbackOf(visit: Visit, all: readonly Round[]): Promise<HomeView['feedback']> {
  if (!mayGiveFeedback(visit)) return null;
  const { person, tournament, key } = visit;
  const source =
    person.teamId === null ? ({ kind: 'adjudicator', id: person.id } as const) : ({ kind: 'team', id: person.teamId } as const);
  return { url: paths.feedback(tournament.slug, key), owed: await namesOwed(visit, source, all) };
}
