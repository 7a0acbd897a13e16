import { CannotAllocate, NothingThere, WrongInput } from '../errors.ts';
import { debatesOfBreakRound, plainProspects } from '../rules/allocation/expected-debates.ts';
import type { PanelProspect } from '../rules/allocation/importance.ts';
import { panelProspects } from '../rules/allocation/panel-prospects.ts';
import { panelsByFit, panelsByRoom } from '../rules/allocation/preformed-panels.ts';
import type { PreformedPanel } from '../rules/allocation/preformed-panels.ts';
import { isBye } from '../rules/debate.ts';
import type { Debate } from '../rules/debate.ts';
import { readId } from '../rules/ids.ts';
import type { DebateId, PanelId } from '../rules/ids.ts';
import { previousRound } from '../rules/round.ts';
import * as availabilities from '../store/availabilities.ts';
import * as breaks from '../store/breaks.ts';
import * as debates from '../store/debates.ts';
import * as panels from '../store/panels.ts';
import type { Seat } from '../store/panels.ts';
import * as preformed from '../store/preformed-panels.ts';
import type { NewPanel, PanelAhead } from '../store/preformed-panels.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { acquaintanceOf } from './allocation.ts';
import type { RoundPlace } from './find.ts';
import { holdBoard } from './hold-board.ts';
import type { HeldBoard } from './hold-board.ts';
import { livenessIn, pointsAfter } from './importance.ts';
import { drawnSeats, mayPrepare } from './seat-store.ts';

const most = 500;

/** Makes as many panels as are asked for, or as the round is expected to have debates; those that were there go. Gives how many. */
export async function makePanels(tab: Tab, wish: RoundWish & { readonly count: number | null }): Promise<number> {
  const expected = await expectedDebates(tab, wish);
  const count = wish.count ?? expected.length;
  if (count < 1) throw new CannotAllocate('No debates are to be expected in this round.', 'Say how many panels there shall be.');
  if (!Number.isInteger(count) || count > most) throw new WrongInput(`The number of panels is a whole number from 1 to ${most}.`);
  const prospects = [...expected.slice(0, count), ...plainProspects(Math.max(0, count - expected.length))];
  await changeRound(tab, wish, {
    verb: 'panels_ahead_made',
    refusal: mayPrepare,
    write: (tx, now) =>
      preformed.replace(
        tx,
        now.id,
        prospects.map((prospect, index) => ({ ...prospect, importance: 0, roomRank: index + 1, members: [] })),
      ),
  });
  return count;
}

/** The debates that the round is expected to have, the top room's first (spec tab §4.7). */
export async function expectedDebates(tab: Tab, wish: RoundPlace): Promise<readonly PanelProspect[]> {
  const { tournament, round, rounds } = wish;
  const { teams_in_debate: teamsInDebate } = tournament.settings;
  if (round.stage === 'E') {
    const category = (await breaks.categories(tab.db, tournament.id)).find(({ id }) => id === round.categoryId);
    const place = rounds.filter((one) => one.stage === 'E' && one.categoryId === round.categoryId && one.seq < round.seq).length;
    return plainProspects(category === undefined ? 0 : debatesOfBreakRound({ breakSize: category.breakSize, place, teamsInDebate }));
  }
  const before = previousRound(round, rounds);
  const drawn = before === null ? [] : (await debates.ofRound(tab.db, before.id)).filter((debate) => !isBye(debate));
  if (before === null || drawn.length === 0) return plainProspects(Math.floor((await teamsHere(tab, wish)) / teamsInDebate));
  const [points, thresholds] = await Promise.all([pointsAfter(tab, tournament, previousRound(before, rounds)), livenessIn(tab, wish)]);
  const tables = drawn.map(({ teams: at }) => at.map(({ id }) => points.get(id) ?? 0));
  return panelProspects({ debates: tables.filter((at) => at.length > 0), teamsInDebate, weight: before.weight, thresholds });
}

async function teamsHere(tab: Tab, { tournament, round }: RoundPlace): Promise<number> {
  const [all, present] = await Promise.all([teams.ofTournament(tab.db, tournament.id), availabilities.ofRound(tab.db, round.id)]);
  return present.team.size > 0 ? present.team.size : all.length;
}

/** Keeps the panels of the round's draw as panels made ahead, of this round or of a later one. */
export async function keepPanelsOfDraw(tab: Tab, wish: RoundWish): Promise<number> {
  const rooms = (await debates.ofRound(tab.db, wish.round.id)).filter((debate) => !isBye(debate));
  if (rooms.every(({ panel }) => panel.length === 0))
    throw new CannotAllocate('The draw has no panels to keep.', 'Allocate adjudicators first.');
  await changeRound(tab, wish, {
    verb: 'panels_ahead_made',
    refusal: mayPrepare,
    write: (tx, now) => preformed.replace(tx, now.id, rooms.map(panelOfDebate)),
  });
  return rooms.length;
}

/** A debate's panel as one made ahead. */
export function panelOfDebate({ bracket, importance, roomRank, panel }: Debate): NewPanel {
  const members = panel.map(({ id, place }) => ({ id, place }));
  return { bracketMin: bracket, bracketMax: bracket, liveness: 0, importance, roomRank, members };
}

/** Throws the panels away. */
export function dropPanels(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'panels_ahead_dropped',
    refusal: mayPrepare,
    write: (tx, now) => preformed.replace(tx, now.id, []),
  });
}

/** Says that a panel stays as it is when the others are filled anew, or no longer. */
export function keepAhead(tab: Tab, wish: RoundWish & { readonly debateId: DebateId; readonly isKept: boolean }): Promise<void> {
  const { debateId, isKept } = wish;
  return changeRound(tab, wish, {
    verb: isKept ? 'panel_ahead_kept' : 'panel_ahead_released',
    refusal: mayPrepare,
    write: async (tx, now) => {
      const done = await preformed.keep(tx, { roundId: now.id, debateId, isKept });
      if (done === null) throw new NothingThere(`panel ${debateId} ahead of ${now.name}`);
    },
  });
}

/** How panels find their debates: the top panel to the top room, or the nearest in importance without clashes. */
export type Fit = 'direct' | 'smart';

/** Gives the debates of the draw the panels that were made ahead; debates without one are cleared, kept panels stay. Gives sentences. */
export async function applyPanels(tab: Tab, wish: RoundWish & { readonly fit: Fit }): Promise<readonly string[]> {
  const [ahead, acquaintance] = await Promise.all([
    preformed.ofRound(tab.db, wish.round.id),
    acquaintanceOf(tab, wish.tournament, wish.round),
  ]);
  if (ahead.length === 0) throw new CannotAllocate('No panels have been made ahead for this round.', 'Make them first.');
  return changeRound(tab, wish, {
    verb: 'panels_applied',
    refusal: drawnSeats.bulkRefusal,
    record: () => ({ fit: wish.fit }),
    write: async (tx, now) => {
      const board = await holdBoard(tx, wish, now);
      const kept = await drawnSeats.keptOf(tx, now.id);
      const rooms = board.rooms.filter(({ id }) => !kept.has(id));
      const match = {
        debates: rooms.map(({ id, importance, roomRank, teams: at }) => ({ id, importance, roomRank, teams: at.map((team) => team.id) })),
        panels: ahead.flatMap(preformedOf),
        acquaintance,
        settings: wish.tournament.settings,
      };
      const found = wish.fit === 'smart' ? panelsByFit(match) : panelsByRoom(match);
      await panels.replaceOthers(tx, now.id, seatsFound(found, { ahead, board, kept }));
      return newsOf(rooms.length, ahead, found);
    },
  });
}

interface Applying {
  readonly ahead: readonly PanelAhead[];
  readonly board: HeldBoard;
  readonly kept: ReadonlySet<DebateId>;
}

/** The seats of the panels that were found, but for those who are pinned, kept, or judge elsewhere. */
function seatsFound(found: ReadonlyMap<DebateId, PanelId | null>, { ahead, board, kept }: Applying): Seat[] {
  const staying = board.rooms.flatMap(({ id, panel }) => panel.filter((member) => kept.has(id) || member.isPinned));
  const taken = new Set([...staying.map(({ id }) => id), ...board.elsewhere.keys()]);
  const chaired = new Set(board.rooms.flatMap(({ id, panel }) => (panel.some((one) => one.isPinned && one.place === 'C') ? [id] : [])));
  const members = new Map<number, PanelAhead['panel']>(ahead.map(({ id, panel }) => [id, panel]));
  return [...found].flatMap(([debateId, panelId]) =>
    (members.get(panelId ?? 0) ?? [])
      .filter(({ id }) => !taken.has(id))
      .map(({ id, place }): Seat => ({ debateId, adjudicatorId: id, place: place === 'C' && chaired.has(debateId) ? 'P' : place })),
  );
}

function preformedOf({ id, importance, roomRank, panel }: PanelAhead): PreformedPanel[] {
  const panelId = readId<PanelId>(id);
  return panelId === null ? [] : [{ id: panelId, importance, roomRank, adjudicators: panel.map((member) => member.id) }];
}

function newsOf(rooms: number, ahead: readonly PanelAhead[], found: ReadonlyMap<DebateId, PanelId | null>): string[] {
  const used = [...found.values()].filter((id) => id !== null).length;
  const left = ahead.length - used;
  return [
    `${used} of ${rooms} debates got a panel made ahead.`,
    ...(used < rooms ? [`${rooms - used} have none: fill them by hand, or allocate.`] : []),
    ...(left > 0 ? [`${left} ${left === 1 ? 'panel was' : 'panels were'} not needed.`] : []),
  ];
}
