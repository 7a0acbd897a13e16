import { choice, flag, mustRef, number, ref, refs, text } from '../rules/setup/fields.ts';
import { currentRounds } from '../rules/round.ts';
import type { InstitutionId, PersonId, TeamId } from '../rules/ids.ts';
import * as rounds from '../store/rounds.ts';
import * as own from '../store/setup-people.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import type { TournamentId } from '../rules/ids.ts';
import { kindOf } from './kind.ts';

const { writes, checkedId } = set;

const person = {
  name: text('Name', { longest: 70, isRequired: true }),
  email: text('E-mail', { longest: 254, keys: 'email', form: { pattern: /^[^\s@]+@[^\s@]+$/, says: 'an e-mail address' } }),
  phone: text('Telephone', { longest: 40, keys: 'tel' }),
  gender: choice('Gender', { '': 'not said', M: 'male', F: 'female', O: 'other' }, ''),
  pronoun: text('Pronoun', { longest: 10 }),
  anonymous: flag('Redacted wherever the public looks', false),
  code_name: text('Code name', { longest: 25, help: 'Left empty it is eight digits.' }),
};

interface PersonValues {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly gender: '' | 'M' | 'F' | 'O';
  readonly pronoun: string;
  readonly anonymous: boolean;
  readonly code_name: string;
}

const personRow = ({ name, email, phone, gender, pronoun, anonymous, code_name }: PersonValues, id: number) => ({
  name,
  email: email === '' ? null : email,
  phone,
  gender,
  pronoun,
  anonymous,
  code_name: code_name === '' ? own.digitsFor(id) : code_name,
});

async function addPerson(
  tx: Queryable,
  who: { tournamentId: TournamentId; kind: 'speaker' | 'adjudicator' | 'coach' },
  values: PersonValues,
) {
  const id = checkedId<PersonId>(await set.newId(tx, 'people'));
  await tx.run(writes.people.insert, { rows: [{ id, tournament_id: who.tournamentId, kind: who.kind, ...personRow(values, id) }] });
  await own.giveLink(tx, id);
  return id;
}

export const speakers = kindOf({
  name: 'speakers',
  title: 'Speakers',
  one: 'speaker',
  say: 'who speaks for which team',
  fields: { ...person, team: mustRef('Team', 'teams'), categories: refs('Categories', 'speaker-categories') },
  columns: ['team', 'email', 'gender', 'categories'],
  insert: async (tx, { tournament }, values) => {
    const id = await addPerson(tx, { tournamentId: tournament.id, kind: 'speaker' }, values);
    const team_id = checkedId<TeamId>(values.team);
    await tx.run(writes.speakers.insert, { rows: [{ id, team_id, seq: await own.nextSpeakerPlace(tx, team_id) }] });
    await tx.run(writes.categoriesOfSpeaker, { id, members: values.categories });
    return id;
  },
  update: async (tx, { id }, values) => {
    await tx.run(writes.people.update, { id, row: personRow(values, id) });
    const before = await own.teamOfSpeaker(tx, id);
    const team_id = checkedId<TeamId>(values.team);
    const seq = before.teamId === team_id ? before.seq : await own.nextSpeakerPlace(tx, team_id);
    await tx.run(writes.speakers.update, { id, row: { team_id, seq } });
    await tx.run(writes.categoriesOfSpeaker, { id, members: values.categories });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.people.remove, { id })),
});

export const adjudicators = kindOf({
  name: 'adjudicators',
  title: 'Adjudicators',
  one: 'adjudicator',
  say: 'who judges, and how well',
  fields: {
    ...person,
    institution: ref('Institution', 'institutions'),
    base_score: number('Base score', { min: -1000, max: 1000, isWhole: false, absent: 0 }),
    trainee: flag('Always a trainee', false),
    independent: flag('Independent', false),
    adj_core: flag('Of the adjudication core', false),
    breaking: flag('Judges elimination rounds', false),
  },
  columns: ['institution', 'base_score', 'trainee', 'adj_core', 'breaking'],
  fault: ({ base_score }, { settings }) => {
    const { adj_min_score: min, adj_max_score: max } = settings;
    return base_score < min || base_score > max
      ? `Base score is ${base_score}, and scores of adjudicators go from ${min} to ${max}.`
      : null;
  },
  insert: async (tx, { tournament }, values) => {
    const id = await addPerson(tx, { tournamentId: tournament.id, kind: 'adjudicator' }, values);
    await tx.run(writes.adjudicators.insert, { rows: [{ id, ...judgeRow(values) }] });
    await own.recordScores(tx, [{ id, score: values.base_score }], null);
    return id;
  },
  update: async (tx, { tournament, id }, values) => {
    const before = await own.baseScore(tx, id);
    await tx.run(writes.people.update, { id, row: personRow(values, id) });
    await tx.run(writes.adjudicators.update, { id, row: judgeRow(values) });
    if (before === values.base_score) return;
    const [current] = currentRounds(await rounds.ofTournament(tx, tournament.id));
    await own.recordScores(tx, [{ id: checkedId<PersonId>(id), score: values.base_score }], current?.id ?? null);
  },
  remove: async (tx, { id }) => void (await tx.run(writes.people.remove, { id })),
});

export const coaches = kindOf({
  name: 'coaches',
  title: 'Coaches',
  one: 'coach',
  say: 'who follows all teams and adjudicators of an institution on one private page',
  fields: { ...person, institution: mustRef('Institution', 'institutions') },
  columns: ['institution', 'email'],
  insert: async (tx, { tournament }, values) => {
    const id = await addPerson(tx, { tournamentId: tournament.id, kind: 'coach' }, values);
    await tx.run(writes.coaches.insert, { rows: [{ id, institution_id: checkedId<InstitutionId>(values.institution) }] });
    return id;
  },
  update: async (tx, { id }, values) => {
    await tx.run(writes.people.update, { id, row: personRow(values, id) });
    await tx.run(writes.coaches.update, { id, row: { institution_id: checkedId<InstitutionId>(values.institution) } });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.people.remove, { id })),
});

interface JudgeValues {
  readonly institution: number | null;
  readonly base_score: number;
  readonly trainee: boolean;
  readonly independent: boolean;
  readonly adj_core: boolean;
  readonly breaking: boolean;
}

const judgeRow = ({ institution, base_score, trainee, independent, adj_core, breaking }: JudgeValues) => ({
  institution_id: institution === null ? null : checkedId<InstitutionId>(institution),
  base_score,
  trainee,
  independent,
  adj_core,
  breaking,
});
