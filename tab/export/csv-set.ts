import { writeCsv } from '#kit/files/csv.ts';
import type { CsvCell } from '#kit/files/csv.ts';
import type { SetFile } from '../rules/csv-set/files.ts';
import type { SetAdjudicator, SetInstitution, SetRound, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import { teamNames } from '../rules/team-name.ts';

/** A tournament as the files that the import reads: what this gives, imported elsewhere, makes the same tournament again. */
export function csvSetOf(set: TournamentSet): { readonly name: string; readonly text: string }[] {
  return tablesOf(set)
    .filter(({ rows }) => rows.length > 0)
    .map(({ file, header, rows }) => ({ name: `${file}.csv`, text: writeCsv(header, rows) }));
}

interface SetTable {
  readonly file: SetFile;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

function tablesOf(set: TournamentSet): SetTable[] {
  return [
    {
      file: 'institutions',
      header: ['code', 'name', 'region'],
      rows: set.institutions.map(({ code, name, region }) => [code, name, region]),
    },
    {
      file: 'break_categories',
      header: ['name', 'slug', 'seq', 'break_size', 'is_general', 'priority', 'rule'],
      rows: set.categories.map((one) => [one.name, one.slug, one.seq, one.breakSize, one.isGeneral, one.priority, one.rule]),
    },
    ...peopleOf(set),
    { file: 'venues', header: ['name', 'priority'], rows: set.venues.map(({ name, priority }) => [name, priority]) },
    roundsOf(set.rounds),
    {
      file: 'motions',
      header: ['rounds', 'seq', 'reference', 'text'],
      rows: set.motions.map((motion) => [motion.rounds.join(';'), motion.seq, motion.reference, motion.text]),
    },
    ...conflictsOf(set),
  ];
}

function peopleOf({ teams, adjudicators }: TournamentSet): SetTable[] {
  return [
    {
      file: 'teams',
      header: ['institution', 'reference', 'short_reference', 'use_institution_prefix', 'seed', 'break_category'],
      rows: teams.map((team) => [
        codeOf(team.institution),
        team.reference,
        team.shortReference,
        team.usesInstitutionPrefix,
        team.seed,
        team.categories.join('/'),
      ]),
    },
    {
      file: 'speakers',
      header: ['name', 'institution', 'team_name', 'use_institution_prefix', 'email', 'gender'],
      rows: teams.flatMap((team) =>
        team.speakers.map((one) => [one.name, codeOf(team.institution), team.reference, team.usesInstitutionPrefix, one.email, one.gender]),
      ),
    },
    {
      file: 'adjudicators',
      header: ['name', 'institution', 'base_score', 'trainee', 'adj_core', 'independent', 'gender', 'email', 'phone'],
      rows: adjudicators.map((one) => [
        one.name,
        codeOf(one.institution),
        one.baseScore,
        one.isTrainee,
        one.isCore,
        one.isIndependent,
        one.gender,
        one.email,
        one.phone,
      ]),
    },
  ];
}

const codeOf = (institution: SetInstitution | null): string => institution?.code ?? '';

const drawTypes = { R: 'random', M: 'manual', D: 'round robin', P: 'power paired', S: 'seeded', E: 'elimination' } as const;

function roundsOf(rounds: readonly SetRound[]): SetTable {
  return {
    file: 'rounds',
    header: ['seq', 'name', 'abbreviation', 'stage', 'draw_type', 'silent', 'feedback_weight', 'break_category', 'weight'],
    rows: rounds.map((round) => [
      round.seq,
      round.name,
      round.abbreviation,
      round.stage === 'P' ? 'preliminary' : 'elimination',
      drawTypes[round.drawType],
      round.isSilent,
      round.feedbackWeight,
      round.category,
      round.weight,
    ]),
  };
}

function conflictsOf({ conflicts }: TournamentSet): SetTable[] {
  const team = (one: SetTeam): string => teamNames(one).longName;
  const judge = ({ name }: SetAdjudicator): string => name;
  return [
    {
      file: 'team_conflicts',
      header: ['adjudicator', 'team'],
      rows: conflicts.adjudicatorTeam.map(([one, other]) => [judge(one), team(other)]),
    },
    {
      file: 'institution_conflicts',
      header: ['adjudicator', 'institution'],
      rows: conflicts.adjudicatorInstitution.map(([one, other]) => [judge(one), other.code]),
    },
    {
      file: 'adjudicator_conflicts',
      header: ['adjudicator1', 'adjudicator2'],
      rows: conflicts.adjudicatorAdjudicator.map(([one, other]) => [judge(one), judge(other)]),
    },
    {
      file: 'team_institution_conflicts',
      header: ['team', 'institution'],
      rows: conflicts.teamInstitution.map(([one, other]) => [team(one), other.code]),
    },
  ];
}
