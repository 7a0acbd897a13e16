import { Names } from './names.ts';
import { spellingsOf } from '../team-name.ts';
import type { ReadingContext } from './read-set.ts';
import type { SetAdjudicator, SetConflicts, SetTeam } from './set.ts';

interface ConflictContext extends ReadingContext {
  readonly teams: readonly SetTeam[];
  readonly adjudicators: readonly SetAdjudicator[];
}

/** One cell that names somebody's conflicts, wherever it stood. */
interface Mention {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly who: string;
  readonly whom: string;
}

/** Reads the conflicts from adjudicators.csv and from the four conflict files; teams are looked up in this set only. */
export function readConflicts(context: ConflictContext): SetConflicts {
  const teams = new Names<SetTeam>();
  for (const team of context.teams) teams.add(team, spellingsOf(team));
  const adjudicators = new Names<SetAdjudicator>();
  for (const adjudicator of context.adjudicators) adjudicators.add(adjudicator, [adjudicator.name]);
  const institutions = context.institutionNames;
  const resolve = <Who, Whom>(mentions: readonly Mention[], who: Names<Who>, whom: Names<Whom>): (readonly [Who, Whom])[] =>
    mentions.flatMap((mention) => pairOf(mention, { who, whom, context }));
  const { rows } = context;
  return {
    adjudicatorTeam: resolve([...ownColumn(context, 'team_conflicts'), ...rows.team_conflicts.map(mentionOfTeam)], adjudicators, teams),
    adjudicatorInstitution: resolve(
      [...ownColumn(context, 'institution_conflicts'), ...rows.institution_conflicts.map(mentionOfInstitution)],
      adjudicators,
      institutions,
    ),
    adjudicatorAdjudicator: resolve(
      [...ownColumn(context, 'adj_conflicts'), ...rows.adjudicator_conflicts.map(mentionOfAdjudicator)],
      adjudicators,
      adjudicators,
    ).filter(([one, other]) => one !== other),
    teamInstitution: resolve(rows.team_institution_conflicts.map(mentionByTeam), teams, institutions),
  };
}

function pairOf<Who, Whom>(
  mention: Mention,
  { who, whom, context }: { who: Names<Who>; whom: Names<Whom>; context: ReadingContext },
): (readonly [Who, Whom])[] {
  const place = { file: mention.file, line: mention.line, column: mention.column };
  const one = who.mustFind(mention.who, place, context.faults);
  const other = whom.mustFind(mention.whom, place, context.faults);
  return one !== null && other !== null ? [[one, other]] : [];
}

type OwnColumn = 'team_conflicts' | 'institution_conflicts' | 'adj_conflicts';

const ownColumn = ({ rows }: ReadingContext, column: OwnColumn): Mention[] =>
  rows.adjudicators.flatMap((row) =>
    row[column].map((whom) => ({ file: 'adjudicators.csv', line: row.line, column, who: row.name, whom })),
  );

type Rows = ReadingContext['rows'];

const mentionOfTeam = (row: Rows['team_conflicts'][number]): Mention => ({
  file: 'team_conflicts.csv',
  line: row.line,
  column: 'team',
  who: row.adjudicator,
  whom: row.team,
});

const mentionOfInstitution = (row: Rows['institution_conflicts'][number]): Mention => ({
  file: 'institution_conflicts.csv',
  line: row.line,
  column: 'institution',
  who: row.adjudicator,
  whom: row.institution,
});

const mentionOfAdjudicator = (row: Rows['adjudicator_conflicts'][number]): Mention => ({
  file: 'adjudicator_conflicts.csv',
  line: row.line,
  column: 'adjudicator2',
  who: row.adjudicator1,
  whom: row.adjudicator2,
});

const mentionByTeam = (row: Rows['team_institution_conflicts'][number]): Mention => ({
  file: 'team_institution_conflicts.csv',
  line: row.line,
  column: 'institution',
  who: row.team,
  whom: row.institution,
});
