import { choice, mustRef } from '../rules/setup/fields.ts';
import type { InstitutionId, PersonId, TeamId } from '../rules/ids.ts';
import * as set from '../store/setup-writes.ts';
import { kindOf } from './kind.ts';

const { writes, checkedId } = set;

const how = {
  strength: choice('Strength', { hard: 'must not meet', soft: 'better not' }, 'hard'),
  source: choice('Who said so', { 'self-declared': 'they themselves', equity: 'equity', import: 'an import' }, 'equity'),
};

export const adjudicatorTeam = kindOf({
  name: 'adjudicator-team-conflicts',
  title: 'Conflicts: adjudicators and teams',
  one: 'conflict between adjudicator and team',
  say: 'who must not judge whom',
  fields: { adjudicator: mustRef('Adjudicator', 'adjudicators'), team: mustRef('Team', 'teams'), ...how },
  columns: ['strength', 'source'],
  insert: async (tx, _place, values) => {
    const id = await set.newId(tx, 'adjudicator_team_conflicts');
    await tx.run(writes.adjudicatorTeamConflicts.insert, { rows: [{ id, ...judgeAndTeam(values) }] });
    return id;
  },
  update: async (tx, { id }, values) => void (await tx.run(writes.adjudicatorTeamConflicts.update, { id, row: judgeAndTeam(values) })),
  remove: async (tx, { id }) => void (await tx.run(writes.adjudicatorTeamConflicts.remove, { id })),
});

interface How {
  readonly strength: 'hard' | 'soft';
  readonly source: 'self-declared' | 'equity' | 'import';
}

const judgeAndTeam = ({ adjudicator, team, strength, source }: How & { readonly adjudicator: number; readonly team: number }) => ({
  adjudicator_id: checkedId<PersonId>(adjudicator),
  team_id: checkedId<TeamId>(team),
  strength,
  source,
});

export const adjudicatorAdjudicator = kindOf({
  name: 'adjudicator-adjudicator-conflicts',
  title: 'Conflicts: adjudicators and adjudicators',
  one: 'conflict between adjudicators',
  say: 'who must not sit on one panel',
  fields: { adjudicator: mustRef('Adjudicator', 'adjudicators'), other: mustRef('Other adjudicator', 'adjudicators'), ...how },
  columns: ['strength', 'source'],
  fault: ({ adjudicator, other }) => (adjudicator === other ? 'An adjudicator cannot be in conflict with themself.' : null),
  insert: async (tx, _place, values) => {
    const id = await set.newId(tx, 'adjudicator_adjudicator_conflicts');
    await tx.run(writes.adjudicatorConflicts.insert, { rows: [{ id, ...bothJudges(values) }] });
    return id;
  },
  update: async (tx, { id }, values) => void (await tx.run(writes.adjudicatorConflicts.update, { id, row: bothJudges(values) })),
  remove: async (tx, { id }) => void (await tx.run(writes.adjudicatorConflicts.remove, { id })),
});

/** Stored once, the lower id first, and read both ways. */
const bothJudges = ({ adjudicator, other, strength, source }: How & { readonly adjudicator: number; readonly other: number }) => ({
  adjudicator_id: checkedId<PersonId>(Math.min(adjudicator, other)),
  other_id: checkedId<PersonId>(Math.max(adjudicator, other)),
  strength,
  source,
});

export const adjudicatorInstitution = kindOf({
  name: 'adjudicator-institution-conflicts',
  title: 'Conflicts: adjudicators and institutions',
  one: 'conflict between adjudicator and institution',
  say: 'whose teams somebody must not judge',
  fields: { adjudicator: mustRef('Adjudicator', 'adjudicators'), institution: mustRef('Institution', 'institutions'), ...how },
  columns: ['strength', 'source'],
  insert: async (tx, _place, values) => {
    const id = await set.newId(tx, 'adjudicator_institution_conflicts');
    await tx.run(writes.adjudicatorInstitutionConflicts.insert, { rows: [{ id, ...judgeAndInstitution(values) }] });
    return id;
  },
  update: async (tx, { id }, values) =>
    void (await tx.run(writes.adjudicatorInstitutionConflicts.update, { id, row: judgeAndInstitution(values) })),
  remove: async (tx, { id }) => void (await tx.run(writes.adjudicatorInstitutionConflicts.remove, { id })),
});

const judgeAndInstitution = ({
  adjudicator,
  institution,
  strength,
  source,
}: How & { readonly adjudicator: number; readonly institution: number }) => ({
  adjudicator_id: checkedId<PersonId>(adjudicator),
  institution_id: checkedId<InstitutionId>(institution),
  strength,
  source,
});

export const teamInstitution = kindOf({
  name: 'team-institution-conflicts',
  title: 'Conflicts: teams and institutions',
  one: 'conflict between team and institution',
  say: 'whose adjudicators must not judge a team',
  fields: { team: mustRef('Team', 'teams'), institution: mustRef('Institution', 'institutions'), ...how },
  columns: ['strength', 'source'],
  insert: async (tx, _place, values) => {
    const id = await set.newId(tx, 'team_institution_conflicts');
    await tx.run(writes.teamInstitutionConflicts.insert, { rows: [{ id, ...teamAndInstitution(values) }] });
    return id;
  },
  update: async (tx, { id }, values) =>
    void (await tx.run(writes.teamInstitutionConflicts.update, { id, row: teamAndInstitution(values) })),
  remove: async (tx, { id }) => void (await tx.run(writes.teamInstitutionConflicts.remove, { id })),
});

const teamAndInstitution = ({ team, institution, strength, source }: How & { readonly team: number; readonly institution: number }) => ({
  team_id: checkedId<TeamId>(team),
  institution_id: checkedId<InstitutionId>(institution),
  strength,
  source,
});
