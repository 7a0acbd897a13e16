import type { Settings } from '../../rules/settings.ts';

const codesForAll: ReadonlySet<Settings['team_code_names']> = new Set(['admin-tooltips-code', 'admin-tooltips-real', 'everywhere']);

/** What a team is called in public: where the event uses code names, its number stands for it and its name stays inside. */
export function publicTeam(team: { readonly id: number; readonly name: string }, { team_code_names }: Settings): string {
  return codesForAll.has(team_code_names) ? `Team ${team.id}` : team.name;
}

/** What a person is called in public, likewise. */
export function publicPerson(person: { readonly id: number; readonly name: string }, { participant_code_names }: Settings): string {
  return participant_code_names === 'everywhere' ? `No. ${person.id}` : person.name;
}
