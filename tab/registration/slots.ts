import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { RegistrationClosed, RoundMovedOn, WrongInput } from '../errors.ts';
import type { InstitutionId } from '../rules/ids.ts';
import { slotsLeft } from '../rules/registration/slots.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as journal from '../store/journal.ts';
import * as store from '../store/registration.ts';
import type { AllotmentChange, InstitutionSlots } from '../store/registration.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

interface Wanted {
  readonly tournament: Tournament;
  readonly institutionId: InstitutionId;
  readonly of: 'teams' | 'adjudicators';
}

/** Throws when the institution has used all that it was given; whoever holds the tournament has the last word. */
export async function refuseFull(tx: Transaction, { tournament, institutionId, of }: Wanted): Promise<void> {
  const own = await slotsOf(tx, tournament, institutionId);
  if (own === null || slotsLeft(own, of, tournament.settings) !== 0) return;
  const given = of === 'teams' ? own.teamsAllocated : own.adjudicatorsAllocated;
  throw new RegistrationClosed(
    given === 0 ? `${own.name} has not been given slots for ${of} yet.` : `All ${given} slots of ${own.name} for ${of} are used.`,
  );
}

/** What an institution asked for, was given and has used; null when it does not take part. */
export async function slotsOf(db: Queryable, { id }: Tournament, institutionId: InstitutionId): Promise<InstitutionSlots | null> {
  return (await store.slots(db, id)).find((one) => one.id === institutionId) ?? null;
}

export interface AllotWish {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly changes: readonly AllotmentChange[];
}

/** The tab room gives slots, and notes payments: all or none, and never over what somebody else has changed meanwhile. Gives how many institutions changed. */
export async function allotSlots(tab: Tab, { tournament, actor, changes }: AllotWish): Promise<number> {
  for (const { is } of changes) refuseOdd(is);
  if (changes.length === 0) return 0;
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    const done = await store.allot(tx, { tournamentId: tournament.id, changes });
    if (done.size < changes.length) throw new RoundMovedOn('What you changed', 'was changed by somebody else meanwhile');
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'slots_given', subject: 'institutions', change: changes });
  });
  tell(tab, tournament, { verb: 'slots_given', isPublic: false });
  return changes.length;
}

function refuseOdd({ teams, adjudicators, payment }: AllotmentChange['is']): void {
  const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0 && count <= 1000;
  if (!isCount(teams) || !isCount(adjudicators)) throw new WrongInput('Slots are whole numbers from 0 to 1000.');
  if (payment.length > 100 || /\p{Cc}/u.test(payment)) throw new WrongInput('The note on payment is one line of at most 100 characters.');
}
