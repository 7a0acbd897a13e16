import { DatabaseFault } from '#kit/db/database-fault.ts';
import type { Transaction } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { readCsv } from '#kit/files/csv.ts';
import { SetRefused } from '../errors.ts';
import { faultSentence } from '../rules/csv-set/columns.ts';
import type { CsvTable } from '../rules/csv-set/columns.ts';
import { readTournamentSet } from '../rules/csv-set/read-set.ts';
import type { TournamentSet } from '../rules/csv-set/set.ts';
import type { Tournament } from '../rules/tournament.ts';
import { insertSet } from '../store/insert-set.ts';
import * as journal from '../store/journal.ts';
import { presentSet } from '../store/present-set.ts';
import * as tournaments from '../store/tournaments.ts';
import { storeSetExtras } from './set-extras.ts';
import type { Tab } from '../tab.ts';
import { haveGrown } from '../tournaments/growth.ts';

/** One file of a set, as it was sent. */
export interface SetFileText {
  readonly name: string;
  readonly text: string;
}

/** What an import added. */
export interface Imported {
  readonly institutions: number;
  readonly teams: number;
  readonly speakers: number;
  readonly adjudicators: number;
  readonly venues: number;
  readonly rounds: number;
}

export interface ImportWish {
  readonly tournament: Tournament;
  readonly files: readonly SetFileText[];
  readonly actor: string;
}

/** Imports a set of files into a tournament, whole or not at all; what is there already stays. */
export async function importSet(tab: Tab, wish: ImportWish): Promise<Imported> {
  const imported = await tab.db.inTransaction((tx) => importFiles(tx, { ...wish, at: new Date(tab.clock.nowMs()) })).catch(refuseClash);
  await haveGrown(tab);
  return imported;
}

/** The same inside a transaction that does more, such as making the tournament. */
export async function importFiles(
  tx: Transaction,
  { tournament, files, actor, at }: ImportWish & { readonly at: Date },
): Promise<Imported> {
  const tables = readTables(files);
  await tournaments.lock(tx, tournament.id);
  const present = await presentSet(tx, tournament.id);
  const read = readTournamentSet(tables, present.known);
  if (!read.ok) throw new SetRefused(read.faults.map(faultSentence));
  const { adj_min_score: min, adj_max_score: max } = tournament.settings;
  const fresh = await insertSet(tx, { tournamentId: tournament.id, set: read.set, present, middleScore: (min + max) / 2 });
  await storeSetExtras(tx, { tournament, at, teams: fresh.teams, extras: read.extras });
  await tournaments.bumpPublicVersion(tx, tournament.id);
  const change = countsOf(fresh);
  await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'set_imported', subject: 'tournament', change });
  return change;
}

function readTables(files: readonly SetFileText[]): CsvTable[] {
  const unreadable: string[] = [];
  const tables = files.flatMap(({ name, text }): CsvTable[] => {
    try {
      if (text.includes('\0')) throw new SetRefused(['it is no text; export it as CSV (UTF-8)']);
      return [{ file: name, ...readCsv(text) }];
    } catch (error) {
      if (!(error instanceof RostraError)) throw error;
      unreadable.push(`${name}: ${error.message}`);
      return [];
    }
  });
  if (files.length === 0) throw new SetRefused(['No file was sent.']);
  if (unreadable.length > 0) throw new SetRefused(unreadable);
  return tables;
}

export function countsOf(set: TournamentSet): Imported {
  return {
    institutions: set.institutions.length,
    teams: set.teams.length,
    speakers: set.teams.reduce((sum, team) => sum + team.speakers.length, 0),
    adjudicators: set.adjudicators.length,
    venues: set.venues.length,
    rounds: set.rounds.length,
  };
}

/** What the database holds to be twice the same, in words. */
const clashes: Readonly<Record<string, string>> = {
  rounds_tournament_id_seq_key: 'rounds.csv: two rounds have the same seq, in the file or with a round that is there.',
  break_categories_tournament_id_seq_key: 'break_categories.csv: two categories have the same seq.',
  break_categories_tournament_id_slug_key: 'break_categories.csv: two categories have the same slug.',
  round_motions_pkey: 'motions.csv: two motions have the same seq in one round.',
  teams_tournament_id_institution_id_reference_key: 'teams.csv: two teams of one institution have the same reference.',
};

/** A set that clashes with itself or with what is there is the sender's to mend, not ours. */
export function refuseClash(error: unknown): never {
  const sentence = error instanceof DatabaseFault && error.constraint !== null ? clashes[error.constraint] : undefined;
  throw sentence === undefined ? error : new SetRefused([sentence]);
}
