import type { ExportedEvent } from './read-event.ts';
import type { ExportTable } from './table.ts';

/** Institutions, teams, speakers, adjudicators and rooms. */
export function peopleTables({ institutions, teams, speakers, adjudicators, venues }: ExportedEvent): ExportTable[] {
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  return [
    { name: 'institutions', header: ['name', 'code', 'region'], rows: institutions.map(({ name, code, region }) => [name, code, region]) },
    {
      name: 'teams',
      header: ['id', 'name', 'long_name', 'reference', 'institution', 'seed', 'type'],
      rows: teams.map((team) => [team.id, team.name, team.longName, team.reference, team.institution, team.seed, team.type]),
    },
    {
      name: 'speakers',
      header: ['id', 'name', 'team_id', 'team', 'anonymous'],
      rows: speakers.map(({ id, name, teamId, isAnonymous }) => [id, name, teamId, teamNames.get(teamId), isAnonymous]),
    },
    {
      name: 'adjudicators',
      header: ['id', 'name', 'institution', 'base_score', 'trainee', 'independent'],
      rows: adjudicators.map((one) => [one.id, one.name, one.institution, one.baseScore, one.isTrainee, one.isIndependent]),
    },
    { name: 'venues', header: ['id', 'name', 'priority'], rows: venues.map(({ id, name, priority }) => [id, name, priority]) },
  ];
}
