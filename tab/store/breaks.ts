import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { BreakRemark, BreakRule } from '../rules/breaks/eligibility.ts';
import type { CategoryId, TeamId, TournamentId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface CategoryRow {
  readonly id: CategoryId;
  readonly name: string;
  readonly slug: string;
  readonly seq: number;
  readonly breakSize: number;
  readonly reserveSize: number;
  readonly isGeneral: boolean;
  readonly priority: number;
  readonly rule: BreakRule;
  /** Of the rule `custom`, one a line. */
  readonly filters?: string;
  /** How many ranks of its team tab are public; 0 for all. */
  readonly shownLimit: number;
}

const categoriesQuery = query('breaks.categories', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('break_categories')
    .select([
      'id',
      'name',
      'slug',
      'seq',
      'break_size as breakSize',
      'reserve_size as reserveSize',
      'is_general as isGeneral',
      'priority',
      'rule',
      'filters',
      'shown_limit as shownLimit',
    ])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('seq')
    .limit(100),
);

/** The break categories in their order. */
export function categories(db: Queryable, tournamentId: TournamentId): Promise<CategoryRow[]> {
  return db.run(categoriesQuery, { tournamentId });
}

const eligibilityQuery = query('breaks.eligibility', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('break_eligibilities')
    .innerJoin('break_categories', 'break_categories.id', 'category_id')
    .select(['category_id as categoryId', 'team_id as teamId'])
    .where('tournament_id', '=', args.tournamentId)
    .limit(20_000),
);

/** Which teams may break in which categories. */
export function eligibility(db: Queryable, tournamentId: TournamentId): Promise<{ categoryId: CategoryId; teamId: TeamId }[]> {
  return db.run(eligibilityQuery, { tournamentId });
}

export interface BreakingRow {
  readonly categoryId: CategoryId;
  readonly teamId: TeamId;
  readonly team: string;
  readonly institution: string | null;
  readonly rank: number;
  readonly breakRank: number | null;
  readonly remark: BreakRemark | null;
  readonly isRemarkByHand: boolean;
}

const breakingQuery = query('breaks.breaking', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('breaking_teams')
    .innerJoin('break_categories', 'break_categories.id', 'category_id')
    .innerJoin('teams', 'teams.id', 'team_id')
    .leftJoin('institutions', 'institutions.id', 'teams.institution_id')
    .select([
      'category_id as categoryId',
      'team_id as teamId',
      'short_name as team',
      'institutions.code as institution',
      'breaking_teams.rank',
      'break_rank as breakRank',
      'remark',
      'is_remark_by_hand as isRemarkByHand',
    ])
    .where('break_categories.tournament_id', '=', args.tournamentId)
    .orderBy('category_id')
    .orderBy('breaking_teams.rank')
    .orderBy('short_name')
    .limit(5000),
);

/** Everybody on a break list, best first within each category. */
export function breaking(db: Queryable, tournamentId: TournamentId): Promise<BreakingRow[]> {
  return db.run(breakingQuery, { tournamentId });
}

const deleteQuery = query('breaks.deleteOfTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .deleteFrom('breaking_teams')
    .where('category_id', 'in', (eb) => eb.selectFrom('break_categories').select('id').where('tournament_id', '=', args.tournamentId)),
);

const insertBreaking = insertMany('breaking_teams', ['category_id', 'team_id', 'rank', 'break_rank', 'remark', 'is_remark_by_hand']);

export interface NewBreakingRow {
  readonly categoryId: CategoryId;
  readonly teamId: TeamId;
  readonly rank: number;
  readonly breakRank: number | null;
  readonly remark: BreakRemark | null;
  readonly isRemarkByHand: boolean;
}

/** Replaces the break lists of all categories. */
export async function replaceBreaking(tx: Queryable, tournamentId: TournamentId, rows: readonly NewBreakingRow[]): Promise<void> {
  const stored = rows.map((row) => ({
    category_id: row.categoryId,
    team_id: row.teamId,
    rank: row.rank,
    break_rank: row.breakRank,
    remark: row.remark,
    is_remark_by_hand: row.isRemarkByHand,
  }));
  await Promise.all([tx.run(deleteQuery, { tournamentId }), tx.run(insertBreaking, { rows: stored })]);
}

export const insertCategories = insertMany('break_categories', [
  'id',
  'tournament_id',
  'name',
  'slug',
  'seq',
  'break_size',
  'reserve_size',
  'is_general',
  'priority',
  'rule',
]);
