import { spellingsOf } from '../team-name.ts';
import { readRows } from './columns.ts';
import type { CsvFault, CsvTable, ReadRow } from './columns.ts';
import { readConflicts } from './conflicts.ts';
import { setFileOf, setFiles, fileNames } from './files.ts';
import type { SetFile } from './files.ts';
import { Names } from './names.ts';
import type { KnownNames, SetAdjudicator, SetCategory, SetInstitution, SetRound, SetSpeaker, SetTeam, TournamentSet } from './set.ts';

/** What hangs on to the set: it is stored once the set is, and finds its teams and people by name. */
export type SetExtras = Pick<
  SetRows,
  'venues' | 'venue_categories' | 'speaker_categories' | 'adj_venue_constraints' | 'team_venue_constraints' | 'adj_feedback_questions'
>;

export type ReadSet =
  | { readonly ok: true; readonly set: TournamentSet; readonly extras: SetExtras }
  | { readonly ok: false; readonly faults: readonly CsvFault[] };

/** The rows of every file, before names are looked up. */
export type SetRows = { readonly [File in SetFile]: readonly ReadRow<(typeof setFiles)[File]>[] };

/** Reads a whole set or says everything that is wrong with it; nothing in between. */
export function readTournamentSet(tables: readonly CsvTable[], known: KnownNames): ReadSet {
  const faults: CsvFault[] = [];
  const rows = readAllRows(tables, faults);
  if (faults.length > 0) return { ok: false, faults };
  const { institutions, institutionNames } = readInstitutions(rows, known);
  const context: ReadingContext = { rows, faults, institutionNames, categoryNames: categoryNamesOf(rows, known) };
  const teams = readTeams(context);
  const adjudicators = readAdjudicators(context);
  const set: TournamentSet = {
    institutions,
    categories: rows.break_categories.map(categoryOf),
    teams,
    adjudicators,
    venues: unique(rows.venues, 'venues.csv', { key: (row) => row.name, faults }),
    rounds: readRounds(context),
    motions: rows.motions,
    conflicts: readConflicts({ ...context, teams, adjudicators }),
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, set, extras: rows };
}

/** What every reader of a file needs beside its rows. */
export interface ReadingContext {
  readonly rows: SetRows;
  readonly faults: CsvFault[];
  readonly institutionNames: Names<SetInstitution>;
  readonly categoryNames: Names<string>;
}

function readAllRows(tables: readonly CsvTable[], faults: CsvFault[]): SetRows {
  const byFile = new Map<SetFile, CsvTable>();
  for (const table of tables) {
    const file = setFileOf(table.file);
    if (file === null || byFile.has(file)) faults.push(strangeFile(table.file, file !== null));
    else byFile.set(file, table);
  }
  const entries = fileNames.map((file) => {
    const table = byFile.get(file);
    return [file, table ? readRows(table, setFiles[file], faults) : []];
  });
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- one entry for each file, read by that file's own columns
  return Object.fromEntries(entries) as SetRows;
}

function strangeFile(file: string, isDouble: boolean): CsvFault {
  const sentence = isDouble
    ? 'is in the set twice; keep one of them'
    : `is not a file of a tournament set; the files are ${fileNames.map((name) => `${name}.csv`).join(', ')}`;
  return { file, line: null, column: null, sentence };
}

function readInstitutions(rows: SetRows, known: KnownNames): { institutions: SetInstitution[]; institutionNames: Names<SetInstitution> } {
  const institutionNames = new Names<SetInstitution>();
  for (const institution of known.institutions) institutionNames.add(institution, [institution.code, institution.name]);
  const institutions = rows.institutions.map(({ name, code, region }) => {
    const same = institutionNames.find(code);
    if (same?.name === name) return same;
    const institution = { name, code, region };
    institutionNames.add(institution, [code, name]);
    return institution;
  });
  return { institutions, institutionNames };
}

function categoryNamesOf(rows: SetRows, known: KnownNames): Names<string> {
  const names = new Names<string>();
  for (const { slug, name } of [...known.categories, ...rows.break_categories]) names.add(slug, [slug, name]);
  return names;
}

function categoryOf(row: SetRows['break_categories'][number]): SetCategory {
  const { name, slug, seq, priority, rule } = row;
  return { name, slug, seq, priority, rule, breakSize: row.break_size, isGeneral: row.is_general };
}

function readTeams({ rows, faults, institutionNames, categoryNames }: ReadingContext): SetTeam[] {
  const speakersByTeam = new Names<SetSpeaker[]>();
  const checked = unique(rows.teams, 'teams.csv', { key: (row) => `${row.institution} ${row.reference}`, faults });
  const teams = checked.map((row): SetTeam => {
    const at = (column: string) => ({ file: 'teams.csv', line: row.line, column });
    const institution = row.institution === '' ? null : institutionNames.mustFind(row.institution, at('institution'), faults);
    if (row.reference === '' && (!row.use_institution_prefix || institution === null)) {
      faults.push({ ...at('reference'), sentence: 'is empty; a team without a reference needs its institution as prefix' });
    }
    const speakers = speakersOf(row);
    const parts = { reference: row.reference, shortReference: row.short_reference };
    const team: SetTeam = {
      ...parts,
      institution,
      usesInstitutionPrefix: row.use_institution_prefix && institution !== null,
      seed: row.seed,
      categories: row.break_category.flatMap((name) => categoryNames.mustFind(name, at('break_category'), faults) ?? []),
      speakers,
    };
    speakersByTeam.add(speakers, spellingsOf(team));
    return team;
  });
  for (const row of rows.speakers) {
    const place = { file: 'speakers.csv', line: row.line, column: 'team_name' };
    speakersByTeam
      .mustFind(teamNameOf(row), place, faults)
      ?.push({ name: row.name, email: row.email, gender: row.gender, categories: row.category });
  }
  return teams;
}

const teamNameOf = (row: SetRows['speakers'][number]): string =>
  row.institution === '' ? row.team_name : `${row.institution} ${row.team_name}`;

function speakersOf(row: SetRows['teams'][number]): SetSpeaker[] {
  const all = [
    { name: row.speaker1_name, email: row.speaker1_email, gender: row.speaker1_gender, categories: row.speaker1_category },
    { name: row.speaker2_name, email: row.speaker2_email, gender: row.speaker2_gender, categories: row.speaker2_category },
    { name: row.speaker3_name, email: row.speaker3_email, gender: row.speaker3_gender, categories: row.speaker3_category },
  ];
  return all.filter((speaker) => speaker.name !== '');
}

function readAdjudicators({ rows, faults, institutionNames }: ReadingContext): SetAdjudicator[] {
  const scores = new Map(rows.scores.map((row) => [row.adjudicator, row.score]));
  return unique(rows.adjudicators, 'adjudicators.csv', { key: (row) => `${row.name} ${row.institution}`, faults }).map((row) => ({
    name: row.name,
    email: row.email,
    gender: row.gender,
    phone: row.phone,
    institution:
      row.institution === ''
        ? null
        : institutionNames.mustFind(row.institution, { file: 'adjudicators.csv', line: row.line, column: 'institution' }, faults),
    baseScore: row.base_score ?? scores.get(row.name) ?? null,
    isTrainee: row.trainee,
    isCore: row.adj_core,
    isIndependent: row.independent,
  }));
}

function readRounds({ rows, faults, categoryNames }: ReadingContext): SetRound[] {
  return rows.rounds.map((row, index) => {
    const at = (column: string) => ({ file: 'rounds.csv', line: row.line, column });
    const isElimination = row.stage === 'E';
    if (isElimination !== (row.draw_type === 'E')) {
      faults.push({ ...at('draw_type'), sentence: 'does not fit the stage; elimination rounds, and only they, are drawn by elimination' });
    }
    if (isElimination && row.break_category === '')
      faults.push({ ...at('break_category'), sentence: 'is empty; an elimination round needs one' });
    return {
      seq: row.seq ?? index + 1,
      name: row.name,
      abbreviation: row.abbreviation,
      stage: row.stage,
      drawType: row.draw_type,
      isSilent: row.silent,
      feedbackWeight: row.feedback_weight,
      category: row.break_category === '' ? null : categoryNames.mustFind(row.break_category, at('break_category'), faults),
      weight: row.weight,
    };
  });
}

/** Leaves out, and names, rows whose key came before. */
function unique<Row extends { readonly line: number }>(
  rows: readonly Row[],
  file: string,
  { key, faults }: { key: (row: Row) => string; faults: CsvFault[] },
): Row[] {
  const firstLine = new Map<string, number>();
  return rows.filter((row) => {
    const first = firstLine.get(key(row));
    if (first === undefined) firstLine.set(key(row), row.line);
    else faults.push({ file, line: row.line, column: null, sentence: `says the same as line ${first}` });
    return first === undefined;
  });
}
