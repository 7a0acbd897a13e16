import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { readGrid } from '#kit/files/csv.ts';
import { SetRefused, WrongInput } from '../errors.ts';
import { tell } from '../round/act.ts';
import { guessColumns } from '../rules/paste/guess.ts';
import type { Guess } from '../rules/paste/guess.ts';
import { planPaste } from '../rules/paste/plan.ts';
import type { PastePlan, PresentThings } from '../rules/paste/plan.ts';
import { columnsOffered, type PasteColumn, type PasteSubject } from '../rules/paste/subjects.ts';
import type { Tournament } from '../rules/tournament.ts';
import { kinds } from '../setup/kinds.ts';
import type { Thing } from '../setup/kind.ts';
import * as institutions from '../store/institutions.ts';
import { insertSet } from '../store/insert-set.ts';
import * as journal from '../store/journal.ts';
import { presentSet } from '../store/present-set.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { refuseClash } from './csv.ts';

export interface PasteWish {
  readonly tournament: Tournament;
  readonly subject: PasteSubject;
  /** As it came out of the clipboard. */
  readonly text: string;
  /** What a person said the columns hold; guessed for null. */
  readonly columns: readonly (PasteColumn | null)[] | null;
}

/** A pasted table that nobody has carried out yet. */
export interface Planned extends PasteCounts {
  /** What a column may hold here. */
  readonly offered: readonly PasteColumn[];
  readonly guess: Guess;
  readonly grid: readonly (readonly string[])[];
  readonly plan: PastePlan;
}

export interface PasteCounts {
  readonly adds: number;
  readonly changes: number;
  readonly skips: number;
}

/** Reads the table and says what would become of it; changes nothing. */
export async function previewPaste(tab: Tab, wish: PasteWish): Promise<Planned> {
  return plannedFrom(wish, await presentThings(tab.db, wish.tournament));
}

/** Carries the table out, whole or not at all; the same table again changes nothing. */
export async function carryOutPaste(tab: Tab, wish: PasteWish & { readonly actor: string }): Promise<PasteCounts> {
  const { tournament } = wish;
  const counts = await tab.db.inTransaction((tx) => write(tx, { ...wish, at: new Date(tab.clock.nowMs()) })).catch(refuseClash);
  tell(tab, tournament, { verb: 'table_pasted', isPublic: true });
  return counts;
}

async function write(tx: Transaction, wish: PasteWish & { readonly actor: string; readonly at: Date }): Promise<PasteCounts> {
  const { tournament, subject, actor, at } = wish;
  await tournaments.lock(tx, tournament.id);
  const { plan, adds, changes, skips } = plannedFrom(wish, await presentThings(tx, tournament));
  if (plan.faults.length > 0) throw new SetRefused(plan.faults);
  const { adj_min_score: min, adj_max_score: max } = tournament.settings;
  const present = await presentSet(tx, tournament.id);
  await insertSet(tx, { tournamentId: tournament.id, set: plan.set, present, middleScore: (min + max) / 2 });
  for (const { kind, id, values } of plan.changes) await kinds[kind].save(tx, { tournament, at, id }, values);
  await tournaments.bumpPublicVersion(tx, tournament.id);
  const change = { adds, changes, skips };
  await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'table_pasted', subject, change });
  return change;
}

const mostLines = 2000;

function plannedFrom({ subject, text, columns }: PasteWish, present: PresentThings): Planned {
  const grid = gridOf(text);
  const names = new Set(present.institutions.flatMap(({ name, code }) => [name.toLowerCase(), code.toLowerCase()]));
  const offered = columnsOffered(subject, present.seeds);
  const guessed = guessColumns(subject, grid, { offered, institutions: names });
  const guess = columns === null ? guessed : { ...guessed, columns };
  const plan = planPaste(subject, grid, { guess, present });
  const count = (does: string): number => plan.rows.filter((row) => row.does === does).length;
  return { offered, guess, grid, plan, adds: count('add'), changes: count('change'), skips: count('skip') };
}

function gridOf(text: string): Planned['grid'] {
  if (text.includes('\0')) throw new WrongInput('What was pasted is no text.');
  const grid = readGrid(text);
  if (grid.length === 0) throw new WrongInput('Nothing was pasted.', 'Copy the cells out of your spreadsheet and paste them into the box.');
  if (grid.length > mostLines) throw new WrongInput(`${grid.length} lines were pasted, and ${mostLines} at once are enough.`);
  return grid;
}

async function presentThings(db: Queryable, { id, settings }: Tournament): Promise<PresentThings> {
  const [places, categories, teams, speakers, adjudicators, venues] = await Promise.all([
    institutions.ofTournament(db, id),
    kinds['break-categories'].list(db, id),
    kinds.teams.list(db, id),
    kinds.speakers.list(db, id),
    kinds.adjudicators.list(db, id),
    kinds.venues.list(db, id),
  ]);
  const ofTeam = Map.groupBy(speakers, ({ values }) => values['team']);
  return {
    institutions: places,
    categories: categories.map(({ label, values }) => ({ name: label, slug: String(values['slug']) })),
    teams: teams.map((team: Thing) => ({ ...team, speakers: ofTeam.get(team.id) ?? [] })),
    adjudicators,
    venues,
    scores: { min: settings.adj_min_score, max: settings.adj_max_score },
    seeds: settings.show_seed_in_importer,
  };
}
