import { tell } from '../round/act.ts';
import type { PersonId, VenueId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as checkIns from '../store/check-ins.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';
import { peopleSince, readDoor, roomsSince } from './door.ts';

/** Who ticks for whom. */
export interface TickWish {
  readonly tournament: Tournament;
  /** A staff login, `person:<id>`, `api`. */
  readonly actor: string;
  readonly people?: readonly PersonId[];
  readonly venues?: readonly VenueId[];
}

/** They are here now. Whoever is here already is so for longer. */
export async function checkIn(tab: Tab, { tournament, actor, people = [], venues = [] }: TickWish): Promise<void> {
  await checkIns.record(tab.db, { tournamentId: tournament.id, actor, people, venues, at: new Date(tab.clock.nowMs()) });
  tell(tab, tournament, { verb: 'checked_in', isPublic: false });
}

/** They are not here after all. */
export async function checkOut(tab: Tab, { tournament, actor, people = [], venues = [] }: TickWish): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    const tournamentId = tournament.id;
    await checkIns.remove(tx, { tournamentId, people, venues: [], since: peopleSince(tab, tournament) });
    await checkIns.remove(tx, { tournamentId, people: [], venues, since: roomsSince(tab, tournament) });
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, { tournamentId, at, actor, verb: 'checked_out', subject: 'check-in', change: { people, venues } });
  });
  tell(tab, tournament, { verb: 'checked_out', isPublic: false });
}

export type PartyKind = 'team' | 'institution';

/** Everybody of a team, or of an institution. */
export async function membersOf(
  tab: Tab,
  tournament: Tournament,
  { kind, id }: { readonly kind: PartyKind; readonly id: number },
): Promise<PersonId[]> {
  const { teams, adjudicators } = await readDoor(tab, tournament);
  const everybody = [...teams.flatMap(({ speakers }) => speakers), ...adjudicators];
  const belongs = kind === 'team' ? 'teamId' : 'institutionId';
  return everybody.filter((person) => person[belongs] === id).map((person) => person.id);
}
