import { WrongInput } from '../errors.ts';
import type { Round } from '../rules/round.ts';
import * as publicSites from '../store/public-sites.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

const mayPublish = (now: Round): string | null =>
  now.drawStatus === 'C' ? null : now.drawStatus === 'R' ? 'is public already' : 'has no confirmed draw yet';

/** Makes the draw public: everybody sees all of it from the same moment, or nobody sees any of it. */
export function publishDraw(tab: Tab, wish: RoundWish): Promise<void> {
  return publish(tab, wish, { arePanelsHeld: false });
}

/** Makes the draw public without its adjudicators, who follow by `publishPanels`. */
export function publishTeams(tab: Tab, wish: RoundWish): Promise<void> {
  return publish(tab, wish, { arePanelsHeld: true });
}

function publish(tab: Tab, wish: RoundWish, { arePanelsHeld }: { readonly arePanelsHeld: boolean }): Promise<void> {
  return changeRound(tab, wish, {
    verb: arePanelsHeld ? 'teams_published' : 'draw_published',
    isPublic: true,
    refusal: mayPublish,
    write: (tx, now) => rounds.setDrawStatus(tx, { id: now.id, status: 'R', publishedAt: new Date(tab.clock.nowMs()), arePanelsHeld }),
  });
}

/** Adds the adjudicators to a draw that is public without them. */
export function publishPanels(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'panels_published',
    isPublic: true,
    refusal: (now) => (now.drawStatus === 'R' && now.arePanelsHeld === true ? null : 'holds no adjudicators back'),
    write: (tx, now) => publicSites.holdPanels(tx, { id: now.id, areHeld: false }),
  });
}

/** Takes a public draw back; no public page shows it once this is answered. */
export function withdrawDraw(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'draw_withdrawn',
    isPublic: true,
    isWithdrawal: true,
    refusal: (now) => (now.isCompleted ? 'is over' : now.drawStatus === 'R' ? null : 'is not public'),
    write: (tx, now) => rounds.setDrawStatus(tx, { id: now.id, status: 'C', publishedAt: null }),
  });
}

/** How a draw is to be published without anybody pressing again. */
export interface PublishPlan {
  /** The hall's screen shows it at once. */
  readonly isHallFirst: boolean;
  /** After so many seconds; null: when the screen has shown all of it, or on the director's second press. */
  readonly afterSeconds: number | null;
}

const longestSeconds = 7 * 24 * 3600;

/** Arms a confirmed draw. No public page, private link or API answer differs until it is published. */
export function planPublish(tab: Tab, { plan, ...wish }: RoundWish & { readonly plan: PublishPlan }): Promise<void> {
  const { isHallFirst, afterSeconds } = plan;
  if (!isHallFirst && afterSeconds === null) throw new WrongInput('Say when the draw should be published.');
  if (afterSeconds !== null && !(afterSeconds >= 1 && afterSeconds <= longestSeconds))
    throw new WrongInput('A draw publishes itself after 1 second at the earliest and 7 days at the latest.');
  const nowMs = tab.clock.nowMs();
  return changeRound(tab, wish, {
    verb: isHallFirst ? 'draw_shown_in_hall' : 'publish_planned',
    refusal: mayPublish,
    write: (tx, now) =>
      publicSites.planPublish(tx, {
        id: now.id,
        publishAt: afterSeconds === null ? null : new Date(nowMs + afterSeconds * 1000),
        hallSince: isHallFirst ? new Date(nowMs) : null,
      }),
  });
}

/** Takes the plan back; the screen in the hall goes dark again. */
export function dropPlan(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'plan_dropped',
    refusal: (now) => (isPlanned(now) ? null : 'is not about to be published'),
    write: (tx, now) => publicSites.planPublish(tx, { id: now.id, publishAt: null, hallSince: null }),
  });
}

/** True while a confirmed draw waits for its moment. */
export function isPlanned({ drawStatus, publishAt, hallSince }: Round): boolean {
  return drawStatus === 'C' && (publishAt instanceof Date || hallSince instanceof Date);
}
