import type { Transaction } from '#kit/db/connect.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotId } from '../rules/ids.ts';
import type { DebateResult } from '../rules/results/result.ts';
import * as ballots from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import * as journal from '../store/journal.ts';
import type { BallotForm } from './ballot-form.ts';
import { scoreRows } from './ballot-scores.ts';

/** A new version of a debate's result, ready to be written. */
export interface NewVersion {
  readonly form: BallotForm;
  readonly result: DebateResult;
  readonly content: Ballot;
  readonly intent: string;
  readonly id: BallotId;
  readonly actor: string;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly before: ballots.BallotHead;
  readonly isConfirmed: boolean;
  readonly now: Date;
}

/** Writes a version with what it gives each team and speaker, confirmed or not, and puts it on record, in the trip of the commit. The caller holds the debate. */
export function keepVersion(tx: Transaction, version: NewVersion): void {
  const { form, content, intent, id, actor, submitterType, isConfirmed } = version;
  const sheetOwners = form.sheetOwners.flatMap((owner) => owner?.id ?? []);
  const debateId = form.debate.id;
  tx.queue(ballots.insertBallot, {
    id,
    debateId,
    submitterType,
    submitter: actor,
    intent,
    content,
    sheetOwners,
    isSingle: form.single !== null,
  });
  ballots.queueScores(tx, id, scoreRows(form, content, version.result));
  if (isConfirmed) makeResult(tx, version);
  journal.appendLast(tx, {
    tournamentId: form.tournament.id,
    at: version.now,
    actor,
    verb: isConfirmed ? 'ballot_confirmed' : 'ballot_submitted',
    subject: `ballot:${id}`,
    change: { debateId, content },
  });
}

function makeResult(tx: Transaction, { form, id, actor, before, now }: NewVersion): void {
  if (before.confirmedId !== null) tx.queue(ballots.unconfirmQuery, { id: before.confirmedId });
  tx.queue(ballots.confirmQuery, { id, confirmer: actor, at: now });
  tx.queue(debates.setResultStatusQuery, { id: form.debate.id, status: 'C' });
}
