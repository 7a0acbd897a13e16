import { WrongInput } from '../errors.ts';
import { choice, flag, number, ref, refs, text } from '../rules/setup/fields.ts';
import { emojiNames, freeSigns } from '../rules/setup/emoji.ts';
import { teamNames } from '../rules/team-name.ts';
import type { InstitutionId, TeamId } from '../rules/ids.ts';
import * as teams from '../store/teams.ts';
import * as places from '../store/setup-institutions.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { kindOf } from './kind.ts';

const { writes, checkedId } = set;

export const institutions = kindOf({
  name: 'institutions',
  title: 'Institutions',
  one: 'institution',
  say: 'where teams and adjudicators come from',
  fields: {
    name: text('Name', { longest: 100, isRequired: true }),
    code: text('Code', { longest: 20, isRequired: true, help: 'The short form that stands before the names of teams.' }),
    region: text('Region', { longest: 100 }),
  },
  columns: ['code', 'region'],
  insert: (tx, { tournament }, values) => places.addInstitution(tx, tournament.id, values),
  update: async (tx, { id }, values) => {
    await places.changeInstitution(tx, id, values);
    const named = await places.teamsFrom(tx, id);
    await places.renameTeams(
      tx,
      named.map((team) => ({ id: team.id, ...columnsOf(teamNames({ ...team, institution: values })) })),
    );
  },
  remove: async (tx, { tournament, id }) => {
    const uses = await places.usesOfInstitution(tx, tournament.id, id);
    if (uses.teams + uses.adjudicators > 0)
      throw new WrongInput(
        `${uses.teams} teams and ${uses.adjudicators} adjudicators come from there, so it stays.`,
        'Nothing was deleted. Change where they come from first.',
      );
    await places.removeInstitution(tx, tournament.id, id);
  },
});

const columnsOf = ({ shortName, longName }: { shortName: string; longName: string }) => ({ short_name: shortName, long_name: longName });

export const teamKinds = { N: 'normal', S: 'swing team', C: 'composite', B: 'bye' } as const;

const teamFields = {
  institution: ref('Institution', 'institutions'),
  reference: text('Name after the institution', { longest: 150, help: 'For instance 1, or The Owls.' }),
  short_reference: text('Short form of it', { longest: 35 }),
  use_institution_prefix: flag('The institution stands before the name', true),
  code_name: text('Code name', { longest: 150, help: 'Left empty it is the name of the emoji.' }),
  emoji: text('Emoji', { longest: 8, help: 'Left empty one is chosen that no other team has.' }),
  seed: number('Seed', { min: 0, max: 1_000_000, absent: null, help: 'The bigger, the stronger.' }),
  type: choice('Kind of team', teamKinds, 'N'),
  division: text('Division', { longest: 40, help: 'Where the team plays in a league; left empty elsewhere.' }),
  break_categories: refs('May break in', 'break-categories'),
};

export const teamsKind = kindOf({
  name: 'teams',
  title: 'Teams',
  one: 'team',
  say: 'who debates',
  fields: teamFields,
  columns: ['institution', 'code_name', 'seed', 'type'],
  fault: (values) => {
    if (values.use_institution_prefix && values.institution === null && values.reference === '')
      return 'A team needs a name, or an institution that stands for it.';
    return values.reference === '' && !values.use_institution_prefix
      ? 'A team without its institution before the name needs a name.'
      : null;
  },
  insert: async (tx, { tournament }, values) => {
    const id = checkedId<TeamId>(await set.newId(tx, 'teams'));
    const row = { ...(await teamRow(tx, values)), ...(await signOf(tx, tournament.id, { ...values, id })) };
    await tx.run(writes.teams.insert, { rows: [{ id, tournament_id: tournament.id, ...row }] });
    await tx.run(writes.breakCategoriesOfTeam, { id, members: values.break_categories });
    return id;
  },
  update: async (tx, { tournament, id }, values) => {
    const sign = await signOf(tx, tournament.id, { ...values, id });
    await tx.run(writes.teams.update, { id, row: { ...(await teamRow(tx, values)), ...sign } });
    await tx.run(writes.breakCategoriesOfTeam, { id, members: values.break_categories });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.teams.remove, { id })),
});

interface TeamValues {
  readonly institution: number | null;
  readonly reference: string;
  readonly short_reference: string;
  readonly use_institution_prefix: boolean;
  readonly seed: number | null;
  readonly type: keyof typeof teamKinds;
  readonly division: string;
}

async function teamRow(tx: Queryable, { institution: from, reference, short_reference, use_institution_prefix, ...rest }: TeamValues) {
  const institution = from === null ? null : await places.institution(tx, from);
  const hasPrefix = use_institution_prefix && institution !== null;
  const names = teamNames({ reference, shortReference: short_reference, usesInstitutionPrefix: hasPrefix, institution });
  return {
    institution_id: from === null ? null : checkedId<InstitutionId>(from),
    reference,
    short_reference,
    use_institution_prefix: hasPrefix,
    ...columnsOf(names),
    seed: rest.seed,
    type: rest.type,
    division: rest.division,
  };
}

/** The emoji and the code name that a team shall have; of what is left empty, one that is free. */
async function signOf(
  tx: Queryable,
  tournamentId: Parameters<typeof teams.signs>[1],
  { id, emoji, code_name }: { readonly id: number; readonly emoji: string; readonly code_name: string },
) {
  const others = (await teams.signs(tx, tournamentId)).filter((one) => one.id !== id);
  const sign = emoji === '' ? (freeSigns(others, 1)[0] ?? null) : emoji;
  return { emoji: sign, code_name: code_name === '' ? (sign === null ? '' : (emojiNames.get(sign) ?? '')) : code_name };
}
