import { newIntent } from '#kit/db/receipts.ts';
import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import { disputes, mergedBallot } from '../rules/ballots/agreement.ts';
import type { BallotCell } from '../rules/ballots/differences.ts';
import type { PanelMember } from '../rules/debate.ts';
import type { PersonId } from '../rules/ids.ts';
import * as ballots from '../store/ballots.ts';
import { reserveIds } from '../store/bulk.ts';
import * as debates from '../store/debates.ts';
import { judgeBallot } from './ballot-faults.ts';
import { votersOf } from './ballot-form.ts';
import type { BallotForm } from './ballot-form.ts';
import { keepVersion } from './ballot-version.ts';

/** How far the ballots of a panel are, each adjudicator's own, and what they come to together. */
export interface Merge {
  /** In panel order: who votes, and their ballot once it is in. */
  readonly voters: readonly { readonly member: PanelMember; readonly ballot: Ballot | null }[];
  /** Null until all are in. What they disagree about is left empty. */
  readonly ballot: Ballot | null;
  readonly disputed: readonly BallotCell[];
}

/** Puts together what the adjudicators of a debate sent each for themselves. `form` is that of the whole debate. */
export async function mergeOf(db: Queryable, form: BallotForm): Promise<Merge> {
  const singles = await ballots.singlesOf(db, form.debate.id);
  const voters = votersOf(form.debate).map((member) => ({ member, ballot: singles.get(`person:${member.id}`) ?? null }));
  const own = voters.flatMap(({ ballot }) => ballot ?? []);
  if (own.length === 0 || own.length < voters.length) return { voters, ballot: null, disputed: [] };
  return { voters, ...mergedBallot(own, form.kind) };
}

/** A colleague who wrote something else; what they wrote is not said. */
export interface Disagreement {
  readonly cell: BallotCell;
  readonly names: readonly string[];
}

/** Where the adjudicator’s own ballot disagrees with whose, so that the room can settle it; the chair overrules nobody. */
export function disagreements(merge: Merge, form: BallotForm, person: PersonId): Disagreement[] {
  const own = merge.voters.find(({ member }) => member.id === person)?.ballot ?? null;
  if (own === null) return [];
  const others = merge.voters.filter(({ member, ballot }) => member.id !== person && ballot !== null);
  const found = others.flatMap(({ member, ballot }) =>
    ballot === null ? [] : disputes(own, ballot, form.kind).map((cell) => ({ cell, name: member.name })),
  );
  const byCell = Map.groupBy(found, ({ cell }) => JSON.stringify(cell));
  return [...byCell.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ cell: first.cell, names: [first.name, ...rest.map(({ name }) => name)] }],
  );
}

/**
 * Where submissions confirm themselves, the last adjudicator's ballot makes the debate's result: of all together, when they agree and it can stand.
 * A quarrel about motion or vetoes postpones the debate; any other leaves it to the tab room.
 */
export async function mergeByItself(tx: Transaction, { form, now }: { readonly form: BallotForm; readonly now: Date }): Promise<void> {
  if (!form.tournament.settings.disable_ballot_confirms) return;
  const { ballot: content, disputed } = await mergeOf(tx, form);
  if (content === null) return;
  if (disputed.some(({ part }) => part === 'motion' || part === 'veto')) {
    tx.queue(debates.setResultStatusQuery, { id: form.debate.id, status: 'P' });
    return;
  }
  const verdict = judgeBallot(form, content, true);
  if (disputed.length > 0 || !verdict.ok) return;
  const [before, [id]] = await Promise.all([ballots.headOf(tx, form.debate.id), reserveIds(tx, 'ballots', 1)]);
  invariant(id !== undefined, 'one id was asked for');
  const { result } = verdict;
  keepVersion(tx, { form, result, content, intent: newIntent(), id, actor: 'merge', submitterType: 'A', before, isConfirmed: true, now });
}
