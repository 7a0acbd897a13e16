import { seededRandom } from '#kit/math/random.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import { tell } from '../round/act.ts';
import type { Round } from '../rules/round.ts';
import { readSideTable, spreadSides } from '../rules/setup/side-table.ts';
import type { AllocatedSide, SidePlan } from '../rules/setup/side-table.ts';
import { sideName } from '../rules/side-names.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as journal from '../store/journal.ts';
import * as roundStore from '../store/rounds.ts';
import * as store from '../store/sides.ts';
import * as teamStore from '../store/teams.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

/** The sides that a tournament gives before its draws, and what they may be given for. */
export interface SideSheet extends SidePlan {
  readonly rounds: readonly Round[];
  readonly given: readonly AllocatedSide[];
}

export async function sideSheet(tab: Tab, tournament: Tournament): Promise<SideSheet> {
  const [rounds, teams, given] = await Promise.all([
    roundStore.ofTournament(tab.db, tournament.id),
    teamStore.ofTournament(tab.db, tournament.id),
    store.ofTournament(tab.db, tournament.id),
  ]);
  const { teams_in_debate: width, side_names: names } = tournament.settings;
  const sides = Array.from({ length: width }, (_side, side) => sideName(side, width, names));
  return { rounds: rounds.filter(({ stage }) => stage === 'P'), teams, given, sides };
}

interface SidesWish {
  readonly tournament: Tournament;
  readonly actor: string;
}

/** Takes a pasted table; gives how many sides it says. All of it or nothing. */
export async function pasteSides(tab: Tab, wish: SidesWish & { readonly text: string }): Promise<number> {
  const read = readSideTable(wish.text, await sideSheet(tab, wish.tournament));
  if (!read.ok) throw new WrongInput(read.faults.slice(0, 5).join(' '));
  await giveSides(tab, { ...wish, sides: read.sides });
  return read.sides.length;
}

/** Gives sides by lot in every round that is not drawn yet, even in each round and over rounds; gives how many rounds. */
export async function spreadEvenly(tab: Tab, wish: SidesWish): Promise<number> {
  const { rounds, teams } = await sideSheet(tab, wish.tournament);
  const open = rounds.filter(({ drawStatus }) => drawStatus === 'N');
  if (open.length === 0 || teams.length === 0) throw new WrongInput('There is no team and round that could get a side.');
  const ids = [teams.map(({ id }) => id), open.map(({ id }) => id)] as const;
  await giveSides(tab, { ...wish, sides: spreadSides(...ids, seededRandom(tab.newSeed())) });
  return open.length;
}

/** Gives teams their sides; those of a round that has been drawn stay as they are. */
export async function giveSides(tab: Tab, wish: SidesWish & { readonly sides: readonly AllocatedSide[] }): Promise<void> {
  const { tournament, actor } = wish;
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    const [rounds, teams, before] = await Promise.all([
      roundStore.ofTournament(tx, tournament.id),
      teamStore.ofTournament(tx, tournament.id),
      store.ofTournament(tx, tournament.id),
    ]);
    const were = new Map(before.map((one) => [keyOf(one), one.side]));
    const changed = wish.sides.filter((one) => (were.get(keyOf(one)) ?? null) !== one.side);
    refuse(changed, { rounds, teams: new Set(teams.map(({ id }) => id)), width: tournament.settings.teams_in_debate });
    if (changed.length === 0) return;
    await store.give(tx, changed);
    await tournaments.bumpPublicVersion(tx, tournament.id);
    const change = changed.map((one) => [one.roundId, one.teamId, were.get(keyOf(one)) ?? null, one.side]);
    await journal.append(tx, {
      tournamentId: tournament.id,
      at: new Date(tab.clock.nowMs()),
      actor,
      verb: 'sides_given',
      subject: 'tournament',
      change,
    });
  });
  tell(tab, tournament, { verb: 'sides_given', isPublic: true });
}

const keyOf = ({ roundId, teamId }: AllocatedSide): string => `${roundId}:${teamId}`;

interface Known {
  readonly rounds: readonly Round[];
  readonly teams: ReadonlySet<number>;
  readonly width: number;
}

function refuse(changed: readonly AllocatedSide[], { rounds, teams, width }: Known): void {
  const roundOf = new Map(rounds.map((round) => [round.id, round]));
  for (const { roundId, teamId, side } of changed) {
    const round = roundOf.get(roundId);
    if (round === undefined || !teams.has(teamId)) throw new NothingThere('team or round of this id in the tournament');
    if (round.stage === 'E') throw new WrongInput(`${round.name} is an elimination round: its sides are tossed for.`);
    if (round.drawStatus !== 'N') throw new RoundMovedOn(round.name, 'has been drawn, so its sides stay');
    if (side !== null && side >= width) throw new WrongInput(`There is no side ${side + 1}.`);
  }
}
