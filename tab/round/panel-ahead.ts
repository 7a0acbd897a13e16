import { violates } from '#kit/db/database-fault.ts';
import type { Transaction } from '#kit/db/connect.ts';
import { NothingThere, WrongInput } from '../errors.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as panel from '../store/panel-ahead.ts';
import type { PanelFigures } from '../store/panel-ahead.ts';
import * as preformed from '../store/preformed-panels.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { mustBeOwn } from './pairing.ts';
import { mayPrepare } from './seat-store.ts';

/** One panel made before the draw, as somebody says it. */
export interface PanelSaid {
  readonly figures: PanelFigures;
  /** Who sits on it; undefined leaves them. */
  readonly seats?: readonly { readonly adjudicatorId: PersonId; readonly place: PanelPlace }[] | undefined;
}

type PanelWish = RoundWish & { readonly panel: PanelSaid };

/** Adds a panel to those made ahead of the round; gives its id. */
export function addPanelAhead(tab: Tab, wish: PanelWish): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'panel_ahead_added',
    work: async (tx, now) => {
      const id = await panel.add(tx, { ...wish.panel.figures, roundId: now.id });
      await seat(tx, now, { ...wish, id });
      return id;
    },
  });
}

/** Changes one of the panels made ahead; what is not said stays. */
export function changePanelAhead(tab: Tab, wish: PanelWish & { readonly id: DebateId }): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'panel_ahead_set',
    work: async (tx, now) => {
      if (!(await panel.change(tx, { ...wish.panel.figures, roundId: now.id, id: wish.id }))) throw noSuchPanel(wish.id, now);
      await seat(tx, now, wish);
      return wish.id;
    },
  });
}

/** Takes one of the panels made ahead away. */
export function removePanelAhead(tab: Tab, wish: RoundWish & { readonly id: DebateId }): Promise<DebateId> {
  return edit(tab, wish, {
    verb: 'panel_ahead_removed',
    work: async (tx, now) => {
      if (!(await panel.remove(tx, { roundId: now.id, id: wish.id }))) throw noSuchPanel(wish.id, now);
      return wish.id;
    },
  });
}

interface Edit {
  readonly verb: 'panel_ahead_added' | 'panel_ahead_set' | 'panel_ahead_removed';
  readonly work: (tx: Transaction, now: Round) => Promise<DebateId>;
}

function edit(tab: Tab, wish: RoundWish, { verb, work }: Edit): Promise<DebateId> {
  return changeRound(tab, wish, { verb, refusal: mayPrepare, record: (id) => ({ panel: id }), write: work }).catch((error: unknown) => {
    throw violates(error, 'one_chair_a_preformed_panel') ? new WrongInput('A panel has one chair.') : error;
  });
}

async function seat(tx: Transaction, now: Round, wish: PanelWish & { readonly id: DebateId }): Promise<void> {
  const { seats } = wish.panel;
  if (seats === undefined) return;
  const ids = seats.map(({ adjudicatorId }) => adjudicatorId);
  if (new Set(ids).size < ids.length) throw new WrongInput('An adjudicator sits once on a panel.');
  await mustBeOwn(tx, wish, { kind: 'adjudicators', ids });
  const all = await preformed.ofRound(tx, now.id);
  const taken = all.find((one) => one.id !== wish.id && one.panel.some((member) => ids.includes(member.id)));
  if (taken !== undefined) throw new WrongInput(`An adjudicator of it is on the panel ranked ${taken.roomRank} already.`);
  const before = all.find((one) => one.id === wish.id)?.panel.map((member) => member.id) ?? [];
  await preformed.leaveAll(tx, { roundId: now.id, adjudicatorIds: before });
  await preformed.sitAll(tx, seats.map((one) => ({ ...one, debateId: wish.id }))); // oxfmt-ignore
}

const noSuchPanel = (id: DebateId, { name }: Round): NothingThere => new NothingThere(`panel ${id} ahead of ${name}`);
