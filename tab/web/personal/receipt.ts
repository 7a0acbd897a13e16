import { receiptCode } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { readForm, wholeForm, type BallotForm } from '../../round/ballot-form.ts';
import { disagreements, mergeOf } from '../../round/ballot-merge.ts';
import { closedWords, isWaitingForMotions } from '../../round/ballots.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import { decideBallot, type SideResult } from '../../rules/results/result.ts';
import { sideName } from '../../rules/side-names.ts';
import * as ballots from '../../store/ballots.ts';
import type { PublicNames } from '../../public-pages/names.ts';
import { ordinal } from '../public/ordinal.ts';
import { clockOf } from '../public/site.ts';
import { cellWords } from '../ballot-words.ts';
import { underPublicNames } from './ballot.ts';
import { paths } from './paths.ts';
import { judgedDebate, type Visit } from './visit.ts';
import { receiptPage, type PanelState, type SentTeam } from './views/receipt.ts';

/** The newest ballot that the visitor sent for the round; who came by a form that is open to everybody shows its code. */
export async function showReceipt(visit: Visit, seq: string | undefined, code: string | null = null): Promise<Html> {
  const { tab, tournament, person, key } = visit;
  const own = judgedDebate(visit, seq);
  const [form, versions] = await Promise.all([
    readForm(tab, { tournament, debateId: own.debateId, person: person.id }),
    ballots.ofDebate(tab.db, own.debateId),
  ]);
  const sent = newestOf(versions, visit, code);
  if (sent === undefined) throw new NothingThere(`ballot of yours for ${own.roundName}`);
  const isOpen =
    tournament.settings.participant_ballots !== 'off' &&
    closedWords(form.round, { kind: 'person', id: person.id }, !isWaitingForMotions(form)) === null;
  return receiptPage({
    room: own.venue ?? 'No room',
    round: own.roundName,
    at: clockOf(tournament, sent.createdAt, 'seconds') ?? '',
    code: receiptCode(sent.intent),
    isConfirmed: sent.isConfirmed,
    version: sent.version,
    panel: form.single === null ? null : await panelState(visit, wholeForm(form)),
    liveUrl: paths.live(tournament.slug, own.roundSeq, key),
    teams: sentTeams(form, sent.content, visit.names),
    correctUrl: isOpen ? paths.ballot(tournament.slug, own.roundSeq, key) : null,
    homeUrl: visit.homeUrl,
    debate: own.debateId,
  });
}

function newestOf(versions: readonly ballots.BallotRow[], { person, isOpen }: Visit, code: string | null): ballots.BallotRow | undefined {
  const newest = versions.find((version) => version.submitter === `person:${person.id}` && !version.isDiscarded);
  return newest === undefined || (isOpen && receiptCode(newest.intent) !== code) ? undefined : newest;
}

/** Whose ballots are missing, and where the visitor disagrees with whom; what others wrote is not said. */
async function panelState({ tab, person, names }: Visit, form: BallotForm): Promise<PanelState> {
  const merge = await mergeOf(tab.db, form);
  const named = underPublicNames(form, names);
  const publicName = (name: string): string => {
    const member = merge.voters.find((voter) => voter.member.name === name)?.member;
    return member === undefined ? name : names.person(member);
  };
  return {
    missing: merge.voters.filter(({ ballot }) => ballot === null).map(({ member }) => names.person(member)),
    quarrels: disagreements(merge, form, person.id).map((one) => ({ about: cellWords(one.cell, named), with: one.names.map(publicName) })),
  };
}

function sentTeams({ tournament, debate, room }: BallotForm, content: Ballot, names: PublicNames): SentTeam[] {
  const { settings } = tournament;
  const decision = decideBallot(content, room, settings);
  const sides = decision.kind === 'decided' ? decision.result.sides : [];
  return debate.teams
    .map((team, index) => ({ team, result: sides[index] }))
    .sort((a, b) => standing(a.result) - standing(b.result))
    .map(({ team, result }) => ({
      name: names.team(team),
      side: sideName(team.side, debate.teams.length, settings.side_names),
      word: wordOf(result, room.teams),
      total: result?.score === null || result?.score === undefined ? '' : figure(result.score),
    }));
}

function standing(result: SideResult | undefined): number {
  if (result === undefined) return 9;
  return result.place ?? (result.win ? 0 : 1);
}

function wordOf(result: SideResult | undefined, teams: number): string {
  if (result === undefined) return '';
  if (result.place !== null) return ordinal(result.place);
  return result.win ? (teams === 2 ? 'wins' : 'goes on') : '';
}

function figure(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(2);
}
