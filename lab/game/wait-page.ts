import type { Html } from '#kit/html/html.ts';
import type { CommonContext, ReadCtx } from './context.ts';
import type { WaitPage } from './definition.ts';
import type { GroupOf, Shape, SubsessionOf } from './shape.ts';

/** Who waits for whom: the members of a group, or everybody in the session. */
export type WaitScope = 'group' | 'all';

/** What an author says about a wait page. */
export interface WaitPageOptions<S extends Shape, Scope extends WaitScope> {
  /** The group when absent. */
  readonly scope?: Scope;
  readonly title?: string | ((ctx: ReadCtx<S>) => string);
  readonly body?: string | ((ctx: ReadCtx<S>) => string | Html);
  /** The whole content instead of title and body. */
  readonly view?: (ctx: ReadCtx<S>) => Html;
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
export function waitPage<S extends Shape, Scope extends WaitScope>(name: string, options: WaitPageOptions<S, Scope>): WaitPage {
  return {
    kind: 'wait',
    name,
    scope: options.scope ?? 'group',
    title: options.title ?? null,
    body: options.body ?? null,
    view: options.view ?? null,
    show: options.show ?? null,
    onAllArrive: options.onAllArrive ?? null,
    match: null,
    isGate: false,
    showCount: options.showCount ?? false,
  };
}

/** What an author says about a page where the organiser lets people on. */
export type GatePageOptions<S extends Shape> = Pick<WaitPageOptions<S, 'group'>, 'title' | 'body' | 'view' | 'show'>;

/** The definition behind `game.gate`. */
export function gatePage<S extends Shape>(name: string, options: GatePageOptions<S>): WaitPage {
  return { ...waitPage<S, 'group'>(name, options), isGate: true };
}
