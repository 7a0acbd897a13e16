import { NotReady, RoundMovedOn } from '../errors.ts';
import { generateBreaks } from '../rules/breaks/break.ts';
import type { BreakingTeam } from '../rules/breaks/break.ts';
import type { BreakCategory, BreakRemark } from '../rules/breaks/eligibility.ts';
import type { CategoryId, TeamId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as breaks from '../store/breaks.ts';
import type { BreakingRow, CategoryRow, NewBreakingRow } from '../store/breaks.ts';
import * as journal from '../store/journal.ts';
import * as rounds from '../store/rounds.ts';
import { fieldOf, type StoredField } from '../store/standings.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';
import { lastPreliminary, teamTable } from './standings.ts';

/** A category with its list, best first. */
export interface CategoryList extends CategoryRow {
  readonly list: readonly BreakingRow[];
}

export async function breakOf(tab: Tab, tournament: Tournament): Promise<CategoryList[]> {
  const [categories, rows] = await Promise.all([breaks.categories(tab.db, tournament.id), breaks.breaking(tab.db, tournament.id)]);
  return categories.map((category) => ({ ...category, list: rows.filter((row) => row.categoryId === category.id) }));
}

/** Remarks that a person gives: withdrawn, disqualified, lost the toss for the last place, absent. */
export const handRemarks = ['w', 'd', 't', 'A'] as const;

export interface BreakWish {
  readonly tournament: Tournament;
  readonly actor: string;
  /** A remark that a person gives, or takes back with null, before the break is made. */
  readonly remark?: { readonly categoryId: CategoryId; readonly teamId: TeamId; readonly remark: BreakRemark | null };
}

/** Makes the break of every category from the preliminary results; remarks set by hand stay. Gives what the tab director should know. */
export async function makeBreak(tab: Tab, { tournament, actor, remark }: BreakWish): Promise<readonly string[]> {
  const [all, field, categories, eligibility, before] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    fieldOf(tab.db, tournament.id),
    breaks.categories(tab.db, tournament.id),
    breaks.eligibility(tab.db, tournament.id),
    breaks.breaking(tab.db, tournament.id),
  ]);
  refuseEarly(all, categories);
  const { rows, warnings } = breakFrom({ tournament, all, field, categories, eligibility }, remarksByHand(before, remark));
  await storeBreak(tab, { tournament, actor }, rows);
  return warnings;
}

/** What the break of every category is made from. */
interface BreakFacts {
  readonly tournament: Tournament;
  readonly all: readonly Round[];
  readonly field: StoredField;
  readonly categories: readonly CategoryRow[];
  readonly eligibility: readonly { readonly categoryId: CategoryId; readonly teamId: TeamId }[];
}

/** The lists of every category by the preliminary results, with the remarks that a person gave. */
export function breakFrom(
  { tournament, all, field, categories, eligibility }: BreakFacts,
  byHand: readonly HandRemark[],
): { rows: NewBreakingRow[]; warnings: string[] } {
  const divisions = new Map(field.teams.flatMap(({ id, division }) => (division == null ? [] : [[id, String(division)] as const])));
  const given = categories.map((category): BreakCategory => ({
    ...category,
    eligible: new Set(eligibility.filter((row) => row.categoryId === category.id).map((row) => row.teamId)),
    remarks: new Map(byHand.flatMap((row) => (row.categoryId === category.id ? [[row.teamId, row.remark] as const] : []))),
    divisions,
  }));
  const untilRound = lastPreliminary(all);
  const made = generateBreaks(given, (among) => teamTable(field, tournament, { untilRound, among }));
  const idOf = new Map(categories.map(({ slug, id }) => [slug, id]));
  const isByHand = (categoryId: CategoryId, row: BreakingTeam): boolean =>
    byHand.some((old) => old.categoryId === categoryId && old.teamId === row.team && old.remark === row.remark);
  const rows = made.flatMap((list) => {
    const categoryId = idOf.get(list.slug);
    if (categoryId === undefined) return [];
    return list.rows.map((row) => ({ ...row, teamId: row.team, categoryId, isRemarkByHand: isByHand(categoryId, row) }));
  });
  return { rows, warnings: made.flatMap(({ warning }) => warning ?? []) };
}

interface HandRemark {
  readonly categoryId: CategoryId;
  readonly teamId: TeamId;
  readonly remark: BreakRemark;
}

/** The remarks that somebody gave so far, and the one that is given or taken back now. */
export function remarksByHand(before: readonly BreakingRow[], change: BreakWish['remark']): HandRemark[] {
  const isChanged = (row: BreakingRow): boolean => row.categoryId === change?.categoryId && row.teamId === change.teamId;
  const kept = before.flatMap((row) => {
    const { categoryId, teamId, remark, isRemarkByHand } = row;
    return isRemarkByHand && remark !== null && !isChanged(row) ? [{ categoryId, teamId, remark }] : [];
  });
  return change === undefined || change.remark === null ? kept : [...kept, { ...change, remark: change.remark }];
}

function refuseEarly(all: readonly Round[], categories: readonly CategoryRow[]): void {
  if (categories.length === 0) throw new NotReady('This tournament has no break categories.', 'Import break_categories.csv.');
  const open = all.filter((round) => round.stage === 'P' && !round.isCompleted);
  if (open.length > 0)
    throw new NotReady(`${open.map(({ name }) => name).join(', ')} must be over before the break.`, 'Complete the preliminary rounds.');
}

async function storeBreak(
  tab: Tab,
  { tournament, actor }: Pick<BreakWish, 'tournament' | 'actor'>,
  rows: readonly NewBreakingRow[],
): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    const drawn = (await rounds.ofTournament(tx, tournament.id)).find((round) => round.stage === 'E' && round.drawStatus !== 'N');
    if (drawn) throw new RoundMovedOn(drawn.name, 'has been drawn from the break, so the break stays');
    await breaks.replaceBreaking(tx, tournament.id, rows);
    await tournaments.bumpPublicVersion(tx, tournament.id);
    await journal.append(tx, { tournamentId: tournament.id, at: new Date(tab.clock.nowMs()), actor, verb: 'break_made', subject: 'break' });
  });
  tell(tab, tournament, { verb: 'break_made', isPublic: true });
}
