import type { FastifyInstance } from 'fastify';
import { newIntent } from '#kit/db/receipts.ts';
import { BallotWrong, NothingThere } from '../../errors.ts';
import { checkBlind, confirmBallot, discardBallot } from '../../round/ballot-checks.ts';
import { ballotForm, emptyBallot } from '../../round/ballot-form.ts';
import type { BallotForm } from '../../round/ballot-form.ts';
import { takeInHand } from '../../round/ballot-queue.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import type { BallotCell } from '../../rules/ballots/differences.ts';
import { readId, type BallotId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { isBallotNews } from '../../rules/redaction.ts';
import * as ballots from '../../store/ballots.ts';
import type { BallotRow } from '../../store/ballots.ts';
import { findDebate } from '../../round/find.ts';
import { eventOf } from '../admin/event.ts';
import { attempt, formText, visitOf } from '../admin/visit.ts';
import type { Desk, Refusal, Visit } from '../admin/visit.ts';
import { readBallot } from '../ballot-input.ts';
import { faultPlace } from '../ballot-words.ts';
import { purgeTournament } from '../purge.ts';
import { nextAddress, openTournament } from './desk.ts';
import type { OfOne } from './desk.ts';
import { enter } from './enter.ts';
import { patterns } from './paths.ts';
import { checkPage } from './views/check.ts';

/** Somebody other than who entered a ballot confirms it, or rejects it; they never change its numbers. */
export function registerCheck(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfOne>(patterns.check, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const checked = await versionOf(desk, visit, request.params);
    await takeInHand(tab, checked.row.debateId, visit.actor);
    const content = checked.isBlind ? emptyBallot(checked.form) : checked.row.content;
    return show(visit, checked, { content, differing: [] });
  });

  server.post<OfOne>(patterns.check, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const checked = await versionOf(desk, visit, request.params);
    const { tournament, form, row, isBlind } = checked;
    if (formText(request.body, 'do') === 'reject') return rejectIt(visit, checked, request.body);
    const check = { tournament, ballotId: row.id, actor: visit.actor, replaces: null, isOthersOnly: true };
    const typed = isBlind ? readBallot(request.body, form) : row.content;
    const done = await attempt(isBlind ? checkBlind(tab, { ...check, typed }) : confirmBallot(tab, check).then(() => []));
    if (!done.ok) return show(visit, checked, { content: typed, differing: [], fault: done.refusal });
    if (done.value.length > 0) return show(visit, checked, { content: typed, differing: done.value });
    if (isBallotNews(form.round, tournament.settings)) purgeTournament(reply, tournament.slug);
    return visit.goTo(await nextAddress(tab, tournament, { actor: visit.actor, kind: 'check', done: row.debateId }), [
      `${checked.room} is confirmed.`,
    ]);
  });

  server.post<OfOne>(patterns.reject, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return rejectIt(visit, await versionOf(desk, visit, request.params), request.body);
  });

  const rejectIt = async (visit: Visit, checked: Checked, body: unknown) => {
    const done = await attempt(reject(desk, visit, { checked, body }));
    if (!done.ok) return show(visit, checked, { content: readBallot(body, checked.form), differing: [], fault: done.refusal });
    return visit.goTo(await nextAddress(tab, checked.tournament, { actor: visit.actor, kind: 'check', done: checked.row.debateId }), [
      done.value,
    ]);
  };
}

interface Checked {
  readonly tournament: Tournament;
  readonly form: BallotForm;
  readonly row: BallotRow;
  readonly room: string;
  /** All of it is typed again, without a look at what was entered. */
  readonly isBlind: boolean;
}

async function versionOf({ tab }: Desk, visit: Visit, { slug, id }: OfOne['Params']): Promise<Checked> {
  const tournament = await openTournament(tab, slug, visit);
  const ballotId = readId<BallotId>(id);
  const row = ballotId === null ? null : await ballots.byId(tab.db, ballotId);
  if (row === null) throw new NothingThere(`ballot ${id}`);
  const { debateId } = await findDebate(tab, slug, row.debateId);
  const form = await ballotForm(tab, tournament, debateId);
  const room = form.debate.venue?.name ?? `room ${form.debate.roomRank}`;
  return { tournament, form, row, room, isBlind: tournament.settings.enable_blind_checks };
}

/** Throws the version away. What the checker typed instead is saved for a third person to check. */
async function reject(desk: Desk, visit: Visit, { checked, body }: { readonly checked: Checked; readonly body: unknown }): Promise<string> {
  const { tournament, form, row, room, isBlind } = checked;
  const check = { tournament, ballotId: row.id, actor: visit.actor, isOthersOnly: true };
  if (!isBlind) {
    await discardBallot(desk.tab, check);
    return `${room} is rejected, and stands among those to enter.`;
  }
  const typed = await enter(desk, visit, { form, content: readBallot(body, form), intent: formText(body, 'intent') || newIntent() });
  if (typed.faults.length > 0) throw new BallotWrong(typed.faults.map((fault) => faultPlace(fault, form) + fault.message));
  await discardBallot(desk.tab, check);
  return `${room}: what you typed is saved for somebody else to check.`;
}

interface Shown {
  readonly content: Ballot;
  readonly differing: readonly BallotCell[];
  readonly fault?: Refusal;
}

function show(visit: Visit, { tournament, form, row, room, isBlind }: Checked, { content, differing, fault }: Shown) {
  const event = eventOf(tournament, [form.round], form.round);
  const isOwn = row.submitter === visit.actor;
  const page = checkPage({
    visitor: visit.visitor,
    fault: fault ?? null,
    event,
    form,
    row,
    room,
    content,
    differing,
    isBlind,
    isOwn,
    intent: newIntent(),
  });
  return visit.show(page, fault);
}
