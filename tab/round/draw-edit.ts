import type { Transaction } from '#kit/db/connect.ts';
import { seededRandom } from '#kit/math/random.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import type { Debate } from '../rules/debate.ts';
import { isBye } from '../rules/debate.ts';
import { isSameTeamSeat, movesOfPut, sidesIn, teamOn } from '../rules/draw/edit.ts';
import type { TeamMove, TeamSeat, TeamSeating } from '../rules/draw/edit.ts';
import type { DebateId, TeamId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

const mayEdit = (now: Round): string | null => (now.drawStatus === 'N' ? 'has not been drawn' : now.isCompleted ? 'is over' : null);

/** Where a team shall go, and what whoever says so saw. */
export interface TeamPut {
  readonly teamId: TeamId;
  /** Where the team was seen; null: in no debate. */
  readonly from: TeamSeat | null;
  /** Null takes it out of the draw. */
  readonly to: TeamSeat | null;
  /** Who was seen there; null for nobody. */
  readonly occupant: TeamId | null;
}

/** Puts a team on a seat; whoever has it takes the team's. Bracket and flags stay. Tab spec section 3.10. */
export function putTeam(tab: Tab, wish: RoundWish & { readonly put: TeamPut }): Promise<void> {
  const { teamId, from, to, occupant } = wish.put;
  return edit(tab, wish, {
    decide: (rooms, seating) => {
      const isAsSeen = isSameTeamSeat(seating.get(teamId) ?? null, from) && (to === null || teamOn(seating, to) === occupant);
      if (!isAsSeen) throw new RoundMovedOn('The draw', 'was changed by somebody else meanwhile');
      if (to !== null) mustBeSeat(rooms, to, wish.tournament.settings.teams_in_debate);
      return movesOfPut(seating, teamId, to);
    },
  });
}

/** Tosses for the sides of one debate, and confirms them. */
export function tossSides(tab: Tab, wish: RoundWish & { readonly debateId: DebateId }): Promise<void> {
  const random = seededRandom(tab.newSeed());
  return turn(tab, wish, { order: (ids) => random.shuffle(ids), confirms: true });
}

/** The two teams of a debate change sides. */
export function swapSides(tab: Tab, wish: RoundWish & { readonly debateId: DebateId }): Promise<void> {
  return turn(tab, wish, { order: (ids) => ids.toReversed(), confirms: false });
}

interface Turn {
  readonly order: (teams: readonly TeamId[]) => readonly TeamId[];
  readonly confirms: boolean;
}

function turn(tab: Tab, wish: RoundWish & { readonly debateId: DebateId }, { order, confirms }: Turn): Promise<void> {
  const { debateId } = wish;
  return edit(tab, wish, {
    decide: (rooms) => {
      const debate = findDebate(rooms, debateId);
      const ids = debate.teams.map(({ id }) => id);
      if (ids.length < wish.tournament.settings.teams_in_debate) throw new WrongInput('This debate lacks teams: fill it first.');
      return sidesIn(debateId, order(ids));
    },
    also: async (tx) => void (confirms && (await debates.setSidesConfirmed(tx, { id: debateId, areConfirmed: true }))),
  });
}

/** Whether the sides of one debate are final. */
export function confirmSidesOf(tab: Tab, wish: RoundWish & { readonly debateId: DebateId; readonly areConfirmed: boolean }): Promise<void> {
  return changeRound(tab, wish, {
    verb: wish.areConfirmed ? 'sides_confirmed' : 'sides_opened',
    refusal: mayEdit,
    isPublic: wish.round.drawStatus === 'R',
    write: async (tx, now) => {
      mustBeOpen(findDebate(await debates.ofRound(tx, now.id), wish.debateId));
      await debates.setSidesConfirmed(tx, { id: wish.debateId, areConfirmed: wish.areConfirmed });
    },
  });
}

/** One more debate, to be filled by hand. */
export function addDebate(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'debate_added',
    refusal: mayEdit,
    isPublic: wish.round.drawStatus === 'R',
    write: (tx, now) => debates.addEmpty(tx, now.id),
  });
}

/** Takes a debate away that has no teams. */
export function dropDebate(tab: Tab, wish: RoundWish & { readonly debateId: DebateId }): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'debate_dropped',
    refusal: mayEdit,
    isPublic: wish.round.drawStatus === 'R',
    write: async (tx, now) => {
      const debate = findDebate(await debates.ofRound(tx, now.id), wish.debateId);
      mustBeOpen(debate);
      if (debate.teams.length > 0) throw new WrongInput('This debate still has teams: move them first.');
      await debates.drop(tx, debate.id);
    },
  });
}

interface Edit {
  readonly decide: (rooms: readonly Debate[], seating: TeamSeating) => readonly TeamMove[];
  /** What is written besides. */
  readonly also?: (tx: Transaction) => Promise<void>;
}

async function edit(tab: Tab, wish: RoundWish, { decide, also }: Edit): Promise<void> {
  const all = await teams.ofTournament(tab.db, wish.tournament.id);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  await changeRound(tab, wish, {
    verb: 'draw_edited',
    refusal: mayEdit,
    isPublic: wish.round.drawStatus === 'R',
    record: (words: string) => ({ words }),
    write: async (tx, now) => {
      const rooms = await debates.ofRound(tx, now.id);
      const seating = teamSeatingOf(rooms);
      const moves = decide(rooms, seating);
      if (moves.some(({ teamId }) => !names.has(teamId))) throw new NothingThere('team of this id in the tournament');
      await write(tx, { roundId: now.id, rooms, moves });
      await also?.(tx);
      return wordsOf(moves, { names, rooms });
    },
  });
}

interface Writing {
  readonly roundId: Round['id'];
  readonly rooms: readonly Debate[];
  readonly moves: readonly TeamMove[];
}

async function write(tx: Transaction, { roundId, rooms, moves }: Writing): Promise<void> {
  const seating = teamSeatingOf(rooms);
  const flagsOf = new Map(rooms.flatMap(({ teams: here }) => here.map(({ id, flags }) => [id, flags] as const)));
  const ids = moves.flatMap(({ teamId, to }) => [seating.get(teamId)?.debateId, to?.debateId]).filter((id) => id !== undefined);
  const touched = [...new Set(ids)];
  for (const id of touched) mustBeOpen(findDebate(rooms, id));
  await debates.reseatTeams(tx, {
    roundId,
    lifted: moves.map(({ teamId }) => teamId),
    seated: moves.flatMap(({ teamId, to }) => (to === null ? [] : [{ ...to, teamId, flags: flagsOf.get(teamId) ?? [] }])),
    touched,
  });
}

/** Where each team of these debates is. */
export function teamSeatingOf(rooms: readonly Debate[]): TeamSeating {
  return new Map(rooms.flatMap(({ id, teams: here }) => here.map((team) => [team.id, { debateId: id, side: team.side }])));
}

function findDebate(rooms: readonly Debate[], id: DebateId): Debate {
  const debate = rooms.find((one) => one.id === id);
  if (debate === undefined) throw new NothingThere(`debate ${id} in this round`);
  return debate;
}

function mustBeOpen({ resultStatus, roomRank }: Debate): void {
  if (resultStatus === 'C' || resultStatus === 'D')
    throw new RoundMovedOn(`The debate ranked ${roomRank}`, 'has a ballot, so its teams stay');
}

function mustBeSeat(rooms: readonly Debate[], { debateId, side }: TeamSeat, teamsInDebate: number): void {
  const isSeat = isBye(findDebate(rooms, debateId)) ? side === -1 : Number.isInteger(side) && side >= 0 && side < teamsInDebate;
  if (!isSeat) throw new WrongInput('This debate has no such side.');
}

function wordsOf(
  moves: readonly TeamMove[],
  { names, rooms }: { readonly names: ReadonlyMap<TeamId, string>; readonly rooms: readonly Debate[] },
): string {
  const ranks = new Map(rooms.map(({ id, roomRank }) => [id, roomRank]));
  const places = moves.map(({ teamId, to }) => {
    const where = to === null ? 'out of the draw' : `to debate ${ranks.get(to.debateId) ?? '?'}`;
    return `${names.get(teamId) ?? ''} ${where}`;
  });
  return places.join(', ');
}
