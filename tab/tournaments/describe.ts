import { violates } from '#kit/db/database-fault.ts';
import { SlugTaken, WrongInput } from '../errors.ts';
import { tell } from '../round/act.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as journal from '../store/journal.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Description } from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { checked } from './create.ts';

export interface DescribeWish {
  readonly tournament: Tournament;
  readonly actor: string;
  /** What shall change; the rest stays. */
  readonly change: Partial<Description>;
}

/** Changes what a tournament is called and where it stands; gives it as it is then. */
export async function describeTournament(tab: Tab, { tournament, actor, change }: DescribeWish): Promise<Tournament> {
  const { id } = tournament;
  await tab.db
    .inTransaction(async (tx) => {
      await tournaments.lock(tx, id);
      const before = await tournaments.description(tx, id);
      const wanted = { ...before, ...change };
      const after = { ...wanted, ...checked(wanted), name: wanted.name.trim() };
      if (after.seq !== null && !(Number.isInteger(after.seq) && Math.abs(after.seq) < 1e6))
        throw new WrongInput('seq must be a whole number.');
      await tournaments.describe(tx, id, after);
      const at = new Date(tab.clock.nowMs());
      await journal.append(tx, {
        tournamentId: id,
        at,
        actor,
        verb: 'tournament_changed',
        subject: 'tournament',
        change: { before, after },
      });
    })
    .catch((error: unknown) => {
      throw violates(error, 'tournaments_slug_key') ? new SlugTaken(change.slug ?? '') : error;
    });
  tell(tab, tournament, { verb: 'tournament_changed', isPublic: true });
  return tournaments.byId(tab.db, id);
}

/** Deletes a tournament with everything in it, once its address has been typed again. */
export async function deleteTournament(
  tab: Tab,
  { tournament, typed }: { readonly tournament: Tournament; readonly typed: string },
): Promise<void> {
  if (typed !== tournament.slug)
    throw new WrongInput(
      `Type ${tournament.slug} to delete the tournament.`,
      'Nothing was deleted. Take it away first if you may need it again.',
    );
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    await tournaments.remove(tx, tournament.id);
  });
}
