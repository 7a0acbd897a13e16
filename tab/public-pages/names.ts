import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import { codeNamesOf } from '../store/code-names.ts';
import type { Tab } from '../tab.ts';

/** A team or a person, by its own name. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** What teams and people are called in public and on private links: where the event uses code names, these stand for the names. */
export interface PublicNames {
  /** True: codes stand for teams, so nothing beside a code may tell which team it is. */
  readonly hidesTeams: boolean;
  readonly hidesPeople: boolean;
  team(team: Named): string;
  person(person: Named): string;
}

const codesForAll: ReadonlySet<Settings['team_code_names']> = new Set(['admin-tooltips-code', 'admin-tooltips-real', 'everywhere']);

/** Reads the codes of a tournament that uses them; who has none goes by a number. */
export async function publicNames({ db }: Pick<Tab, 'db'>, { id, settings }: Tournament): Promise<PublicNames> {
  const hidesTeams = codesForAll.has(settings.team_code_names);
  const hidesPeople = settings.participant_code_names === 'everywhere';
  const codes = hidesTeams || hidesPeople ? await codeNamesOf(db, id) : null;
  return {
    hidesTeams,
    hidesPeople,
    team: (team) => (hidesTeams ? (codes?.teams.get(team.id) ?? `Team ${team.id}`) : team.name),
    person: (person) => (hidesPeople ? (codes?.people.get(person.id) ?? `No. ${person.id}`) : person.name),
  };
}
