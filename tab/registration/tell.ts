import type { Transaction } from '#kit/db/connect.ts';
import { putWith } from '../messages/put-on-way.ts';
import { registrationValues } from '../messages/team-registration.ts';
import type { PersonId, TeamId } from '../rules/ids.ts';
import * as messages from '../store/messages.ts';
import * as store from '../store/registration.ts';
import { teamFacts } from '../store/team-facts.ts';
import { actorOf, type RegistrationWish } from './record.ts';

type Told = Pick<RegistrationWish, 'tournament' | 'registrant' | 'intent' | 'linkOf'>;

/** Somebody who registered gets the way back by e-mail. */
export async function sendLink(tx: Transaction, { personId, ...told }: Told & { readonly personId: PersonId }): Promise<void> {
  const { tournament, registrant, intent, linkOf } = told;
  const people = await messages.addresseesAmong(tx, [personId]);
  const recipients = people.map((person) => ({
    ...person,
    values: { USER: person.name, TOURN: tournament.name, URL: linkOf(person.urlKey ?? ''), KEY: person.urlKey ?? '' },
  }));
  await putWith(tx, { tournament, kind: 'url', round: null, actor: actorOf(registrant), intent, recipients });
}

/** Every speaker of a new team with an address is told how the team is registered, with their own private link. */
export async function sendTeam(tx: Transaction, { teamId, ...told }: Told & { readonly teamId: TeamId }): Promise<void> {
  const { tournament, registrant, intent, linkOf } = told;
  const [speakers, [facts]] = await Promise.all([store.speakersOf(tx, teamId), teamFacts(tx, { tournamentId: tournament.id, teamId })]);
  if (facts === undefined) return;
  const recipients = (await messages.addresseesAmong(tx, speakers)).map((person) => ({
    ...person,
    values: { USER: person.name, TOURN: tournament.name, ...registrationValues(facts, person, linkOf) },
  }));
  await putWith(tx, { tournament, kind: 'team-registration', round: null, actor: actorOf(registrant), intent, recipients });
}
