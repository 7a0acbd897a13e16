import { isIntent, newIntent } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import { BallotClosed, SentBefore, WrongInput } from '../../errors.ts';
import { emptyBallot, readForm, type BallotForm } from '../../round/ballot-form.ts';
import { closedWords, isWaitingForMotions, submitBallot, type BallotReceipt } from '../../round/ballots.ts';
import type { BallotFault } from '../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import type { Settings } from '../../rules/settings.ts';
import { sideName } from '../../rules/side-names.ts';
import { isBallotNews } from '../../rules/redaction.ts';
import * as ballots from '../../store/ballots.ts';
import type { OwnDebate } from '../../store/personal.ts';
import { readBallot } from '../ballot-input.ts';
import { motionOptions } from '../ballot-sheets.ts';
import { faultPlace } from '../ballot-words.ts';
import type { PublicNames } from '../../public-pages/names.ts';
import { paragraphsOf } from '../public/plain-text.ts';
import { paths } from './paths.ts';
import { judgedDebate, type Visit } from './visit.ts';
import { ballotPage } from './views/ballot.ts';

/** The empty form, with an intent of its own. */
export async function showBallot(visit: Visit, seq: string | undefined): Promise<Html> {
  const { own, form } = await openForm(visit, seq);
  return formPage(visit, { own, form, content: await startOf(visit, form), intent: newIntent(), faults: [] });
}

/** Nothing is filled in; where each adjudicator of a panel sends a ballot, who spoke and what was debated stands as a colleague wrote it last. */
async function startOf({ tab, person }: Visit, form: BallotForm): Promise<Ballot> {
  const empty = emptyBallot(form);
  if (form.single === null) return empty;
  const versions = await ballots.ofDebate(tab.db, form.debate.id);
  const last = versions.find(({ isSingle, isDiscarded, submitter }) => isSingle && !isDiscarded && submitter !== `person:${person.id}`);
  if (last === undefined) return empty;
  const { speeches, motion, vetoes } = last.content;
  return { ...empty, speeches, motion, vetoes };
}

export type SentBallot =
  | { readonly kind: 'taken'; readonly receipt: BallotReceipt; readonly own: OwnDebate; readonly isPublic: boolean }
  /** The form again, with what is wrong. */
  | { readonly kind: 'faults'; readonly page: Html };

/** Takes the form that was sent. A repeat of the same form gets the same receipt. */
export async function sendBallot(visit: Visit, seq: string | undefined, body: unknown): Promise<SentBallot> {
  const { own, form } = await openForm(visit, seq);
  const intent = typeof body === 'object' && body !== null && 'intent' in body ? body.intent : undefined;
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open the ballot again from your private page.');
  const content = readBallot(body, form);
  const { tab, tournament, person } = visit;
  const from = { kind: 'person', id: person.id } as const;
  const answer = await submitBallot(tab, { tournament, debateId: own.debateId, from, form, intent, content });
  if (answer.kind === 'conflict') throw new SentBefore(answer.receipt.code);
  if (answer.kind === 'taken')
    return { kind: 'taken', receipt: answer.receipt, own, isPublic: isBallotNews(form.round, form.tournament.settings) };
  return { kind: 'faults', page: formPage(visit, { own, form, content, intent, faults: answer.faults }) };
}

interface OpenForm {
  readonly own: OwnDebate;
  readonly form: BallotForm;
}

async function openForm(visit: Visit, seq: string | undefined): Promise<OpenForm> {
  const { tab, tournament, person } = visit;
  const own = judgedDebate(visit, seq);
  if (tournament.settings.participant_ballots === 'off') throw new BallotClosed('This tournament takes ballots on paper only.');
  if (own.place === 'T') throw new BallotClosed('Only a voting adjudicator of this debate can enter its ballot.');
  const form = await readForm(tab, { tournament, debateId: own.debateId, person: person.id });
  const closed = closedWords(form.round, { kind: 'person', id: person.id }, !isWaitingForMotions(form));
  if (closed !== null) throw new BallotClosed(closed);
  refuseOpenSides(form, tournament.settings);
  return { own, form };
}

/** Before anybody fills it in: who stands where is not settled. */
function refuseOpenSides({ debate }: BallotForm, { draw_side_allocations: way }: Pick<Settings, 'draw_side_allocations'>): void {
  if (!debate.areSidesConfirmed && way !== 'manual-ballot') throw new BallotClosed('The sides of this debate are not confirmed yet.');
}

interface Shown extends OpenForm {
  readonly content: Ballot;
  readonly intent: string;
  readonly faults: readonly BallotFault[];
}

function formPage({ tournament, key, names }: Visit, { own, form, content, intent, faults }: Shown): Html {
  const { settings } = tournament;
  const named = underPublicNames(form, names);
  return ballotPage({
    room: own.venue ?? 'No room',
    round: own.roundName,
    role: own.place === 'C' ? 'you chair' : 'you judge',
    action: paths.ballot(tournament.slug, own.roundSeq, key),
    intent,
    debate: own.debateId,
    rule: form.rule,
    positions: form.positions,
    teams: named.debate.teams.map((team, index) => ({
      name: team.name,
      side: sideName(team.side, form.debate.teams.length, settings.side_names),
      roster: named.rosters[index] ?? [],
    })),
    owners: form.single === null ? named.sheetOwners.map((owner) => owner?.name ?? null) : [null],
    motions: motionOptions(form),
    asks: {
      motion: form.choice.asksMotion,
      vetoes: form.choice.asksVetoes,
      comment: settings.ballot_comment,
      ownMotion: settings.custom_motion_in_ballot,
    },
    workerUrl: paths.worker(tournament.slug),
    introduction: paragraphsOf(settings.ballot_introduction),
    content,
    faults,
    sentences: faults
      .filter(({ position, code }) => position === null && code !== 'motion' && code !== 'veto')
      .map((fault) => faultPlace(fault, named) + fault.message),
  });
}

/** The form as participants may read it: also what is wrong with it names nobody whom a code stands for. */
export function underPublicNames(form: BallotForm, names: PublicNames): BallotForm {
  return {
    ...form,
    debate: { ...form.debate, teams: form.debate.teams.map((team) => ({ ...team, name: names.team(team) })) },
    rosters: form.rosters.map((roster) => roster.map(({ id, name }) => ({ id, name: names.person({ id, name }) }))),
    sheetOwners: form.sheetOwners.map((owner) => owner && { ...owner, name: names.person(owner) }),
  };
}
