import { BadGame } from '../errors.ts';
import type { JumpTarget } from '../rules/jump.ts';
import type { CommonContext, ReadCtx } from './context.ts';
import type { Callback } from './definition.ts';
import type { Scalar } from './fields.ts';
import type { GroupOf, Shape } from './shape.ts';

/** What an author says about people who no longer take part. */
export interface DropoutOptions<S extends Shape> {
  /**
   * When somebody counts as gone: nothing was touched for `idle` seconds and the question whether they are there stayed unanswered for
   * `countdown` seconds; or so many pages in a row timed out. Besides, the organiser can say so, and the game by `participant.status = 'dropout'`.
   */
  readonly after?: { readonly idle: number; readonly countdown?: number } | `timeouts:${number}`;
  /**
   * What happens instead. `skip`: their pages are sent as timed out. `bot`: `autoplay` decides for them. Or the group ends: everybody in it goes
   * to a later game, the end, or a later page of the round. `skip` when absent.
   */
  readonly instead?: 'skip' | 'bot' | { readonly endGroup: JumpTarget };
  /** With `endGroup`: runs once, before they go; for instance says who is paid what. */
  readonly onEnd?: (group: GroupOf<S>, ctx: CommonContext<S>) => void;
}

/** What a page's form is answered with for somebody who is gone; fields that are not named get what a timeout gives them. */
export type Autoplay<S extends Shape> = (ctx: ReadCtx<S> & { readonly page: string }) => {
  readonly [Key in keyof (S['player'] & S['group'])]?: Scalar | null;
};

/** How many seconds a bot in the place of a person looks at a page before it is sent: always the same, or drawn for each page. */
export type ThinkTime<S extends Shape> = number | ((ctx: ReadCtx<S> & { readonly page: string }) => number);

/** The same without its types, every default filled in. */
export interface DropoutRule {
  /** Seconds; null: nobody is asked whether they are there. */
  readonly idle: number | null;
  readonly countdown: number;
  /** Pages in a row; null: timeouts do not matter. */
  readonly timeouts: number | null;
  readonly instead: 'skip' | 'bot' | 'endGroup';
  readonly endGroup: JumpTarget;
  readonly onEnd: Callback<unknown> | null;
}

const defaultCountdown = 15;

/** Throws BadGame when it cannot be meant. */
export function dropoutRule<S extends Shape>(
  game: string,
  { dropout = {}, autoplay }: { readonly dropout?: DropoutOptions<S>; readonly autoplay?: Autoplay<S> },
): DropoutRule {
  const { instead = 'skip', onEnd = null } = dropout;
  if (instead === 'bot' && !autoplay) throw new BadGame(game, 'dropout.instead is bot, but the game has no autoplay');
  const what = typeof instead === 'object' ? ({ instead: 'endGroup', ...instead } as const) : { instead, endGroup: 'end' };
  return { ...whenGone(game, dropout), ...what, onEnd };
}

function whenGone<S extends Shape>(game: string, { after }: DropoutOptions<S>): Pick<DropoutRule, 'idle' | 'countdown' | 'timeouts'> {
  const never = { idle: null, countdown: defaultCountdown, timeouts: null };
  if (after === undefined) return never;
  if (typeof after === 'object') return { ...never, ...after };
  const timeouts = Number(after.slice('timeouts:'.length));
  if (!(timeouts >= 1)) throw new BadGame(game, `dropout.after is "${after}"; it is timeouts: and a number from 1`);
  return { ...never, timeouts };
}
