import type { Query } from '#kit/db/query.ts';
import { choice, mustRef } from '../rules/setup/fields.ts';
import type { FieldOf, RefKind } from '../rules/setup/fields.ts';
import type { InstitutionId, PersonId, TeamId } from '../rules/ids.ts';
import type { KindName } from '../store/setup-lists.ts';
import * as set from '../store/setup-writes.ts';
import { kindOf } from './kind.ts';
import type { Kind } from './kind.ts';

const { writes, checkedId } = set;

const how = {
  strength: choice('Strength', { hard: 'must not meet', soft: 'better not' }, 'hard'),
  source: choice('Who said so', { 'self-declared': 'they themselves', equity: 'equity', import: 'an import' }, 'equity'),
};

interface How {
  readonly strength: 'hard' | 'soft';
  readonly source: 'self-declared' | 'equity' | 'import';
}

/** Two things that must not meet, and how they are stored. */
interface ConflictSpec<Row> {
  readonly name: KindName;
  readonly title: string;
  readonly one: string;
  readonly say: string;
  /** The two fields, each with its label and what it names. */
  readonly first: readonly [name: string, label: string, of: RefKind];
  readonly second: readonly [name: string, label: string, of: RefKind];
  readonly table: Parameters<typeof set.newId>[1];
  readonly row: (first: number, second: number) => Row;
  readonly fault?: (first: number, second: number) => string | null;
  readonly writes: {
    readonly insert: Query<{ readonly rows: readonly (Row & How & { readonly id: number })[] }, unknown>;
    readonly update: Query<{ readonly id: number; readonly row: Row & How }, { id: number }>;
    readonly remove: Query<{ readonly id: number }, { id: number }>;
  };
}

/** A kind of conflict out of the two things that must not meet. */
function conflictOf<Row extends object>(spec: ConflictSpec<Row>): Kind {
  const { name, title, one, say, table, first, second, fault } = spec;
  const pair: Readonly<Record<string, FieldOf<number>>> = {
    [first[0]]: mustRef(first[1], first[2]),
    [second[0]]: mustRef(second[1], second[2]),
  };
  type Said = How & Readonly<Record<string, unknown>>;
  const both = (values: Said): [number, number] => [Number(values[first[0]]), Number(values[second[0]])];
  const rowOf = (values: Said): Row & How => ({ ...spec.row(...both(values)), strength: values.strength, source: values.source });
  return kindOf({
    name,
    title,
    one,
    say,
    fields: { ...pair, ...how },
    columns: ['strength', 'source'],
    ...(fault && { fault: (values: Said) => fault(...both(values)) }),
    insert: async (tx, _place, values) => {
      const id = await set.newId(tx, table);
      await tx.run(spec.writes.insert, { rows: [{ ...rowOf(values), id }] });
      return id;
    },
    update: async (tx, { id }, values) => void (await tx.run(spec.writes.update, { id, row: rowOf(values) })),
    remove: async (tx, { id }) => void (await tx.run(spec.writes.remove, { id })),
  });
}

export const adjudicatorTeam = conflictOf({
  name: 'adjudicator-team-conflicts',
  title: 'Conflicts: adjudicators and teams',
  one: 'conflict between adjudicator and team',
  say: 'who must not judge whom',
  first: ['adjudicator', 'Adjudicator', 'adjudicators'],
  second: ['team', 'Team', 'teams'],
  table: 'adjudicator_team_conflicts',
  row: (adjudicator, team) => ({ adjudicator_id: checkedId<PersonId>(adjudicator), team_id: checkedId<TeamId>(team) }),
  writes: writes.adjudicatorTeamConflicts,
});

export const adjudicatorAdjudicator = conflictOf({
  name: 'adjudicator-adjudicator-conflicts',
  title: 'Conflicts: adjudicators and adjudicators',
  one: 'conflict between adjudicators',
  say: 'who must not sit on one panel',
  first: ['adjudicator', 'Adjudicator', 'adjudicators'],
  second: ['other', 'Other adjudicator', 'adjudicators'],
  table: 'adjudicator_adjudicator_conflicts',
  fault: (adjudicator, other) => (adjudicator === other ? 'An adjudicator cannot be in conflict with themself.' : null),
  // Stored once, the lower id first, and read both ways.
  row: (adjudicator, other) => ({
    adjudicator_id: checkedId<PersonId>(Math.min(adjudicator, other)),
    other_id: checkedId<PersonId>(Math.max(adjudicator, other)),
  }),
  writes: writes.adjudicatorConflicts,
});

export const adjudicatorInstitution = conflictOf({
  name: 'adjudicator-institution-conflicts',
  title: 'Conflicts: adjudicators and institutions',
  one: 'conflict between adjudicator and institution',
  say: 'whose teams somebody must not judge',
  first: ['adjudicator', 'Adjudicator', 'adjudicators'],
  second: ['institution', 'Institution', 'institutions'],
  table: 'adjudicator_institution_conflicts',
  row: (adjudicator, institution) => ({
    adjudicator_id: checkedId<PersonId>(adjudicator),
    institution_id: checkedId<InstitutionId>(institution),
  }),
  writes: writes.adjudicatorInstitutionConflicts,
});

export const teamInstitution = conflictOf({
  name: 'team-institution-conflicts',
  title: 'Conflicts: teams and institutions',
  one: 'conflict between team and institution',
  say: 'whose adjudicators must not judge a team',
  first: ['team', 'Team', 'teams'],
  second: ['institution', 'Institution', 'institutions'],
  table: 'team_institution_conflicts',
  row: (team, institution) => ({ team_id: checkedId<TeamId>(team), institution_id: checkedId<InstitutionId>(institution) }),
  writes: writes.teamInstitutionConflicts,
});
