import type { Html } from '#kit/html/html.ts';
import type { JumpTarget } from '../rules/jump.ts';
import type { CommonContext, Ctx, ReadCtx } from './context.ts';
import type { Callback, WaitPage } from './definition.ts';
import type { LayoutParts } from './layout.ts';
import { livePart, type LiveShape, type WaitLiveOptions } from './live-page.ts';
import type { GroupOf, Shape, SubsessionOf } from './shape.ts';

/** Who waits for whom: the members of a group, or everybody in the session. */
export type WaitScope = 'group' | 'all';

/** What an author says about a wait page. */
export interface WaitPageOptions<S extends Shape, Scope extends WaitScope, L extends LiveShape = LiveShape> extends WaitLiveOptions<S, L> {
  /** The group when absent. */
  readonly scope?: Scope;
  readonly title?: string | ((ctx: ReadCtx<S>) => string);
  readonly body?: string | ((ctx: ReadCtx<S>) => string | Html);
  /** The whole content instead of title and body. */
  readonly view?: (ctx: ReadCtx<S>) => Html;
  /** How the page is arranged, instead of as its game or project says. */
  readonly layout?: (parts: LayoutParts, ctx: ReadCtx<S>) => Html;
  /** Seconds after which people need not wait any longer: see `minPresent` and `onTooLong`. */
  readonly maxWait?: number;
  /** So many are enough after `maxWait`: it goes on with them, and who comes later walks through. */
  readonly minPresent?: number;
  /** What the button does that is shown after `maxWait`: on as if the others had come, elsewhere, or what the function does and gives. */
  readonly onTooLong?: 'leave' | { readonly goto: JumpTarget } | ((ctx: Ctx<S>) => JumpTarget | null | undefined | void);
  /** A sound and a blinking title when it goes on. */
  readonly remind?: boolean;
  /** Says how many people are here: `2 of 3 have arrived`. */
  readonly showCount?: boolean;
  /** False: passed without waiting; counts as arrived. */
  readonly show?: (ctx: ReadCtx<S>) => boolean;
  /** Runs exactly once, when the last one arrives; gets the group, or with scope `all` the subsession. */
  readonly onAllArrive?: (all: { group: GroupOf<S>; all: SubsessionOf<S> }[NoInfer<Scope>], ctx: CommonContext<S>) => void;
}

/** A wait page of a game. */
export interface Wait<Name extends string> {
  readonly name: Name;
  readonly definition: WaitPage;
}

/** The definition behind `game.wait`. */
export function waitPage<S extends Shape, Scope extends WaitScope, L extends LiveShape = LiveShape>(
  name: string,
  options: WaitPageOptions<S, Scope, L>,
): WaitPage {
  const { scope = 'group', onTooLong = null, ...given } = options;
  const isLive = liveKeys.some((key) => key in given);
  return {
    ...unsaid,
    ...given,
    name,
    scope,
    onTooLong: typeof onTooLong === 'function' ? targetFrom(onTooLong) : onTooLong,
    live: isLive ? livePart(name, given) : null,
  };
}

/** What makes something happen while people wait. */
const liveKeys = ['messages', 'state', 'every', 'client', 'script'] as const;

function targetFrom(asks: Callback<JumpTarget | null | undefined | void>): Callback<JumpTarget | null> {
  return (...args) => asks(...args) ?? null;
}

/** What holds for a wait page whose author says nothing else. */
const unsaid = {
  kind: 'wait',
  title: null,
  body: null,
  view: null,
  layout: null,
  show: null,
  onAllArrive: null,
  match: null,
  isGate: false,
  maxWait: null,
  minPresent: null,
  remind: false,
  showCount: false,
  script: null,
  client: null,
  live: null,
} as const;

/** What an author says about a page where the organiser lets people on. */
export type GatePageOptions<S extends Shape> = Pick<WaitPageOptions<S, 'group'>, 'title' | 'body' | 'view' | 'layout' | 'show'>;

/** The definition behind `game.gate`. */
export function gatePage<S extends Shape>(name: string, options: GatePageOptions<S>): WaitPage {
  return { ...waitPage<S, 'group'>(name, options), isGate: true };
}
