import { NothingThere } from '../errors.ts';
import type { DebateId } from '../rules/ids.ts';
import { readId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

/** The tournament at this address; a fault when there is none. */
export async function findTournament(tab: Tab, slug: string): Promise<Tournament> {
  const tournament = await tournaments.bySlug(tab.db, slug);
  if (tournament === null) throw new NothingThere(`tournament "${slug}"`);
  return tournament;
}

export interface RoundPlace {
  readonly tournament: Tournament;
  readonly round: Round;
  /** All rounds of the tournament in order of play. */
  readonly rounds: readonly Round[];
}

/** The round of this number; a fault when there is none. */
export async function findRound(tab: Tab, slug: string, seq: unknown): Promise<RoundPlace> {
  const tournament = await findTournament(tab, slug);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const round = all.find((one) => one.seq === Number(seq));
  if (round === undefined) throw new NothingThere(`round ${String(seq)} in ${tournament.name}`);
  return { tournament, round, rounds: all };
}

export interface DebatePlace extends RoundPlace {
  readonly debateId: DebateId;
}

/** The debate of this id; a fault when it is not this tournament's. */
export async function findDebate(tab: Tab, slug: string, id: unknown): Promise<DebatePlace> {
  const debateId = readId<DebateId>(id);
  const place = debateId === null ? null : await debates.placeOf(tab.db, debateId);
  if (debateId === null || place === null) throw new NothingThere(`debate ${String(id)}`);
  const found = await findRound(tab, slug, place.roundSeq);
  if (found.tournament.id !== place.tournamentId) throw new NothingThere(`debate ${String(id)}`);
  return { ...found, debateId };
}
