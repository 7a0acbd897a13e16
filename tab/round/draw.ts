import { seededRandom } from '#kit/math/random.ts';
import { CannotDraw, RoundMovedOn } from '../errors.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { Debate } from '../rules/debate.ts';
import { isBye } from '../rules/debate.ts';
import { makeDraw } from '../rules/draw/draw.ts';
import type { Draw } from '../rules/draw/draw.ts';
import { explainDraw } from '../rules/draw/explanation.ts';
import { roundParts } from '../rules/history/round-diff.ts';
import { roomSizeOf, smallestRoom } from '../rules/draw/room-sizes.ts';
import type { Settings } from '../rules/settings.ts';
import * as debates from '../store/debates.ts';
import { deleteRun, insertDraw, winByes } from '../store/draws.ts';
import { countsOf } from '../store/round-facts.ts';
import * as preformed from '../store/preformed-panels.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { fieldForDraw } from './draw-field.ts';
import { drawOptions } from './draw-options.ts';
import { panelOfDebate } from './panels-ahead.ts';

const isDrawn = (now: { readonly drawStatus: string }): string | null => (now.drawStatus === 'N' ? null : 'was drawn already');

/** Draws the round from who is available; refused when it was drawn meanwhile. */
export async function drawRound(tab: Tab, wish: RoundWish): Promise<Draw> {
  const already = isDrawn(wish.round);
  if (already !== null) throw new RoundMovedOn(wish.round.name, already);
  const seed = tab.newSeed();
  const random = seededRandom(seed);
  const startedMs = performance.now();
  const field = await fieldForDraw(tab, wish, random);
  const draw = makeDraw(field, random);
  const durationMs = performance.now() - startedMs;
  const idOrder = random.shuffle([...draw.pairings, ...draw.byes].map((_room, index) => index));
  const run = {
    method: field.drawType,
    seed,
    settings: { ...drawOptions(wish.tournament.settings) },
    explanation: explainDraw(field, draw),
    durationMs,
  };
  await changeRound(tab, wish, {
    verb: 'draw_made',
    refusal: isDrawn,
    write: async (tx, now) => {
      await insertDraw(tx, { roundId: now.id, draw, idOrder, run });
      if (wish.tournament.settings.bye_team_results !== 'none') tx.queue(winByes, { roundId: now.id, content: blank });
      await rounds.setDrawStatus(tx, { id: now.id, status: 'D', publishedAt: null });
    },
  });
  return draw;
}

/** What a bye that is worth a win has on its ballot: nothing, but the win and its point. */
export const blank: Ballot = { speeches: [], sheets: [], motion: null, vetoes: [], forfeit: null };

/** The draw is right as it is: adjudicators and rooms may now be allocated. */
export function confirmDraw(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'draw_confirmed',
    refusal: (now) => (now.drawStatus === 'D' ? null : now.drawStatus === 'N' ? 'has not been drawn' : 'was confirmed already'),
    write: async (tx, now) => {
      mustBeWhole(await debates.ofRound(tx, now.id), wish.tournament.settings);
      await rounds.setDrawStatus(tx, { id: now.id, status: 'C', publishedAt: null });
    },
  });
}

/** A draw is confirmed only when every debate has its teams. */
export function mustBeWhole(rooms: readonly Debate[], settings: Settings): void {
  const fewest = smallestRoom(roomSizeOf(settings));
  const short = rooms.filter((debate) => !isBye(debate) && debate.teams.length < fewest);
  if (short.length === 0) return;
  const words = `${short.length} ${short.length === 1 ? 'debate lacks' : 'debates lack'} teams.`;
  throw new CannotDraw(words, 'Fill them or remove them, then confirm the draw.');
}

/** Sides as they stand are final, for instance after the toss of an elimination round. */
export function confirmSides(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'sides_confirmed',
    refusal: (now) => (now.drawStatus === 'N' ? 'has not been drawn' : null),
    isPublic: wish.round.drawStatus === 'R',
    write: (tx, now) => debates.confirmSides(tx, now.id),
  });
}

interface Deletion extends RoundWish {
  /** True when its panels stay as panels made ahead of the next draw; they take the place of those that were. */
  readonly keepsPanels?: boolean;
}

/** Takes the draw away with its panels and rooms. A public draw is withdrawn first; a round with ballots keeps its draw. */
export function deleteDraw(tab: Tab, wish: Deletion): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'draw_deleted',
    ...(wish.keepsPanels && { parts: roundParts }),
    refusal: (now) => (now.drawStatus === 'R' ? 'is public; withdraw the draw first' : now.drawStatus === 'N' ? 'has no draw' : null),
    write: async (tx, now) => {
      const counts = (await countsOf(tx, wish.tournament.id)).get(now.id);
      if (counts && counts.ballotsConfirmed + counts.ballotsToConfirm > 0)
        throw new RoundMovedOn(now.name, 'has ballots, so its draw stays');
      const seated = wish.keepsPanels ? (await debates.ofRound(tx, now.id)).filter((debate) => debate.panel.length > 0) : [];
      if (seated.length > 0) await preformed.replace(tx, now.id, seated.map(panelOfDebate));
      await debates.deleteOfRound(tx, now.id);
      await deleteRun(tx, now.id);
      await rounds.setDrawStatus(tx, { id: now.id, status: 'N', publishedAt: null });
    },
  });
}
