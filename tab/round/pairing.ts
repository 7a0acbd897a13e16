import { violates } from '#kit/db/database-fault.ts';
import type { Transaction } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import type { Debate, PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId, TeamId, VenueId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import * as panels from '../store/panels.ts';
import * as rounds from '../store/rounds.ts';
import { ownIds } from '../store/setup-lists.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

/** What somebody says about one debate of a draw; what is left out stays. */
export interface Pairing {
  readonly teams?: readonly { readonly teamId: TeamId; readonly side: number }[] | undefined;
  readonly venueId?: VenueId | null | undefined;
  readonly panel?: readonly { readonly adjudicatorId: PersonId; readonly place: PanelPlace }[] | undefined;
  readonly importance?: number | undefined;
  readonly areSidesConfirmed?: boolean | undefined;
}

type PairingWish = RoundWish & { readonly pairing: Pairing };

/** Adds a debate to the draw, also to a round that has none yet; gives its id. */
export function addPairing(tab: Tab, wish: PairingWish): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'debate_added',
    work: async (tx, now) => {
      const before = new Set((await debates.ofRound(tx, now.id)).map(({ id }) => id));
      await debates.addEmpty(tx, now.id);
      const made = (await debates.ofRound(tx, now.id)).find(({ id }) => !before.has(id));
      invariant(made !== undefined, 'a debate that was added is there');
      if (now.drawStatus === 'N') await rounds.setDrawStatus(tx, { id: now.id, status: 'D', publishedAt: null });
      await write(tx, now, { ...wish, debateId: made.id });
      return made.id;
    },
  });
}

/** Changes one debate of the draw: teams with their sides, room, panel, importance, whether the sides are final. */
export function changePairing(tab: Tab, wish: PairingWish & { readonly debateId: DebateId }): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'pairing_changed',
    work: async (tx, now) => {
      await write(tx, now, wish);
      return wish.debateId;
    },
  });
}

/** Takes one debate out of the draw, with whoever sits in it. */
export function removePairing(tab: Tab, wish: RoundWish & { readonly debateId: DebateId }): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'debate_dropped',
    work: async (tx, now) => {
      mustBeOpen(findDebate(await debates.ofRound(tx, now.id), wish.debateId));
      await debates.drop(tx, wish.debateId);
      return wish.debateId;
    },
  });
}

interface Edit {
  readonly verb: 'debate_added' | 'pairing_changed' | 'debate_dropped';
  readonly work: (tx: Transaction, now: Round) => Promise<DebateId>;
}

async function edit(tab: Tab, wish: RoundWish, { verb, work }: Edit): Promise<DebateId> {
  return changeRound(tab, wish, {
    verb,
    refusal: (now) => (now.isCompleted ? 'is over' : now.drawStatus === 'N' && verb !== 'debate_added' ? 'has not been drawn' : null),
    isPublic: wish.round.drawStatus === 'R',
    parts: ['round', 'debates', 'teams', 'panels', 'rooms', 'sides', 'weights'],
    record: (id) => ({ debate: id }),
    write: work,
  }).catch((error: unknown) => {
    if (violates(error, 'one_debate_a_venue')) throw new WrongInput('Another debate of the round has this room.');
    throw violates(error, 'one_chair_a_debate') ? new WrongInput('A panel has one chair.') : error;
  });
}

async function write(tx: Transaction, now: Round, wish: PairingWish & { readonly debateId: DebateId }): Promise<void> {
  const rooms = await debates.ofRound(tx, now.id);
  const debate = findDebate(rooms, wish.debateId);
  mustBeOpen(debate);
  const { venueId, importance, areSidesConfirmed } = wish.pairing;
  await seatTeams(tx, wish, { now, rooms, debate });
  await seatPanel(tx, wish, { now, rooms, debate });
  if (venueId !== undefined) {
    await mustBeOwn(tx, wish, { kind: 'venues', ids: venueId === null ? [] : [venueId] });
    await debates.setVenue(tx, { id: debate.id, venueId });
  }
  if (importance !== undefined) await tx.run(debates.setImportances, { debates: [{ debateId: debate.id, importance }] });
  if (areSidesConfirmed !== undefined) await debates.setSidesConfirmed(tx, { id: debate.id, areConfirmed: areSidesConfirmed });
}

interface Draw {
  readonly now: Round;
  readonly rooms: readonly Debate[];
  readonly debate: Debate;
}

async function seatTeams(tx: Transaction, { tournament, pairing }: PairingWish, { now, rooms, debate }: Draw): Promise<void> {
  const { teams } = pairing;
  if (teams === undefined) return;
  const sides = teams.map(({ side }) => side);
  const isSide = (side: number): boolean => Number.isInteger(side) && side >= 0 && side < tournament.settings.teams_in_debate;
  const isBye = teams.length === 1 && sides[0] === -1;
  if (!isBye && (!sides.every(isSide) || new Set(sides).size < sides.length)) throw new WrongInput('Each team needs a side of its own.');
  const ids = teams.map(({ teamId }) => teamId);
  if (new Set(ids).size < ids.length) throw new WrongInput('A team cannot debate against itself.');
  await mustBeOwn(tx, { tournament }, { kind: 'teams', ids });
  const taken = rooms.find(({ id, teams: here }) => id !== debate.id && here.some((team) => ids.includes(team.id)));
  if (taken !== undefined) throw new WrongInput(`A team of it is in the debate ranked ${taken.roomRank} already.`);
  const flagsOf = new Map(debate.teams.map(({ id, flags }) => [id, flags]));
  await debates.reseatTeams(tx, {
    roundId: now.id,
    lifted: debate.teams.map(({ id }) => id),
    seated: teams.map(({ teamId, side }) => ({ debateId: debate.id, teamId, side, flags: flagsOf.get(teamId) ?? [] })),
    touched: [debate.id],
  });
}

async function seatPanel(tx: Transaction, { tournament, pairing }: PairingWish, { now, rooms, debate }: Draw): Promise<void> {
  const { panel } = pairing;
  if (panel === undefined) return;
  const ids = panel.map(({ adjudicatorId }) => adjudicatorId);
  if (new Set(ids).size < ids.length) throw new WrongInput('An adjudicator sits once on a panel.');
  await mustBeOwn(tx, { tournament }, { kind: 'adjudicators', ids });
  const taken = rooms.find(({ id, panel: here }) => id !== debate.id && here.some((member) => ids.includes(member.id)));
  if (taken !== undefined) throw new WrongInput(`An adjudicator of it is in the debate ranked ${taken.roomRank} already.`);
  await panels.leaveAll(tx, { roundId: now.id, adjudicatorIds: debate.panel.map(({ id }) => id) });
  await panels.sitAll(tx, panel.map((seat) => ({ ...seat, debateId: debate.id }))); // oxfmt-ignore
}

interface Named {
  readonly kind: 'teams' | 'adjudicators' | 'venues';
  readonly ids: readonly number[];
}

/** A fault when one of these is not of the tournament. */
export async function mustBeOwn(tx: Transaction, { tournament }: Pick<RoundWish, 'tournament'>, { kind, ids }: Named): Promise<void> {
  const known = await ownIds(tx, tournament.id, { kind, ids });
  const foreign = ids.find((id) => !known.has(id));
  if (foreign !== undefined) throw new WrongInput(`${kind}: there is no such thing with the id ${foreign} in this tournament.`);
}

function findDebate(rooms: readonly Debate[], id: DebateId): Debate {
  const debate = rooms.find((one) => one.id === id);
  if (debate === undefined) throw new NothingThere(`debate ${id} in this round`);
  return debate;
}

function mustBeOpen({ resultStatus, roomRank }: Debate): void {
  if (resultStatus === 'C' || resultStatus === 'D') throw new RoundMovedOn(`The debate ranked ${roomRank}`, 'has a ballot, so it stays');
}
