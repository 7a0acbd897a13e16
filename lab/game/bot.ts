import type { CommonContext } from './context.ts';
import type { Sequence } from './define-game.ts';
import type { Callback, PlayableGame } from './definition.ts';
import type { LiveShape, TaskPayload } from './live-page.ts';
import type { PayloadOf } from './message.ts';
import type { Page } from './page.ts';
import type { GroupOf, ParticipantOf, PlayerOf, Shape, SubsessionOf } from './shape.ts';
import type { Wait } from './wait-page.ts';

/** What an author says about a bot. */
export interface BotOptions<S extends Shape, Pages extends AnyPages, Case> {
  /** The whole session is played once for each of these; without them once. */
  readonly cases?: readonly Case[];
  /** The parameters that a case's session is made with. */
  readonly settings?: (given: NoInfer<Case>) => { readonly [Key in keyof S['config']]?: S['config'][Key]['value'] };
  /** Plays a live page, once for each group, when all its members have come there. */
  readonly live?: PlayLive<S, Pages, Case>;
  /** What one person does on a live page who sees this state; null: nothing, until there is another. For crowds and for bots in the place of people. */
  readonly act?: ActLive<Pages>;
  /** Plays one round of the game for one player. Wait pages are never yielded: the bot goes on when the others have come. */
  readonly play: Play<S, Pages, Case>;
}

type AnyPages = readonly (Page<string, unknown> | Wait<string>)[];

/** Conditional, so that the compiler knows the game before it looks at what is yielded: then names of pages and choices are checked. */
type Play<S extends Shape, Pages, Case> = Pages extends AnyPages
  ? (ctx: BotCtx<S, Pages, Case>) => Generator<BotStep<Pages> | BotMove, void, void>
  : never;

/** Conditional for the same reason. */
type PlayLive<S extends Shape, Pages, Case> = Pages extends AnyPages ? (ctx: LiveBotCtx<S, Pages, Case>) => Promise<void> : never;

/** Conditional for the same reason. */
type ActLive<Pages> = Pages extends AnyPages
  ? (ctx: {
      /** The page's name. */
      readonly page: string;
      readonly state: StateOf<LivePartOf<Pages[number]>>;
      /** From 0 to below 1. */
      readonly chance: () => number;
    }) => MessageOf<EachMessage<Pages>> | null
  : never;

type MessageOf<M> = M extends unknown ? { [Name in keyof M]: readonly [message: Name, data: M[Name]] }[keyof M] : never;
type LivePartOf<P> = P extends { readonly live?: infer L } ? (L extends LiveShape ? L : never) : never;
type MessagesOf<L> = L extends LiveShape
  ? { readonly [Type in keyof L['messages']]: PayloadOf<L['messages'][Type]> } & {
      readonly [Name in keyof L['tasks']]: TaskPayload<L['tasks'][Name]>;
    }
  : never;
type EachMessage<Pages extends AnyPages> = MessagesOf<LivePartOf<Pages[number]>>;
type MessageName<M> = M extends unknown ? keyof M & string : never;
type MessageData<M, Name> = M extends unknown ? (Name extends keyof M ? M[Name] : never) : never;
type StateOf<L> = L extends LiveShape ? L['state'] : never;

/** What a bot gets that plays a live page. The group is always the present one. */
export interface LiveBotCtx<S extends Shape, Pages extends AnyPages, Case> extends Pick<CommonContext<S>, 'c' | 'config' | 'session'> {
  /** The page's name. */
  readonly page: string;
  readonly group: Readonly<GroupOf<S>>;
  readonly round: number;
  readonly case: Case;
  /** Sends a message as the player with this id in the group. */
  readonly send: <const Name extends MessageName<EachMessage<Pages>>>(
    player: number,
    message: Name,
    data: MessageData<EachMessage<Pages>, Name>,
  ) => Promise<LiveReply<StateOf<LivePartOf<Pages[number]>>>>;
  /** The newest state of each player, by id. */
  readonly states: () => Readonly<Record<number, StateOf<LivePartOf<Pages[number]>>>>;
}

/** What came of a message. */
export interface LiveReply<State> {
  /** Why it was refused; null when it was not. */
  readonly rejected: string | null;
  /** The states that it led to, by the players' ids; none when nothing was pushed. */
  readonly states: Readonly<Record<number, State>>;
}

/** A page to send: its name, and what its form asks for. `undefined` sends nothing for that field. */
type BotStep<Pages extends AnyPages> = StepOf<Pages[number]>;

type StepOf<P> =
  P extends Page<infer Name, infer Values>
    ? keyof Values extends never
      ? readonly [page: Name]
      : readonly [page: Name, values: { readonly [Key in keyof Values]: Values[Key] | undefined }]
    : never;

type PageName<Pages extends AnyPages> = Extract<Pages[number], Page<string, unknown>>['name'];
type ValuesOn<Pages extends AnyPages, Name> =
  Extract<Pages[number], Page<string, unknown> & { readonly name: Name }> extends Page<string, infer Values> ? Values : never;

/**
 * What a bot gets. Players and groups are always the present ones, also after a `yield`, and can only be read.
 */
export interface BotCtx<S extends Shape, Pages extends AnyPages, Case> extends Pick<CommonContext<S>, 'c' | 'config' | 'session'> {
  readonly player: Readonly<PlayerOf<S>>;
  readonly group: Readonly<GroupOf<S>>;
  readonly subsession: Readonly<SubsessionOf<S>>;
  readonly participant: Readonly<ParticipantOf<S>>;
  readonly round: number;
  readonly case: Case;
  /** The page where the participant is, with its spaces collapsed. */
  readonly html: () => string;
  /** A page with something unusual about how it is sent. */
  readonly submit: <const Name extends PageName<Pages>>(
    page: Name,
    values?: { readonly [Key in keyof ValuesOn<Pages, Name>]?: unknown },
    how?: HowSent,
  ) => BotMove;
  /** The page must be refused, because of these fields when `errors` names them (`__all__` is the form as a whole), and with the words of `says`. */
  readonly mustFail: <const Name extends PageName<Pages>>(
    page: Name,
    values: { readonly [Key in keyof ValuesOn<Pages, Name>]?: unknown },
    why?: {
      readonly errors?: readonly ((keyof ValuesOn<Pages, Name> & string) | typeof wholeForm)[];
      /** Words that people must read. */
      readonly says?: string;
    },
  ) => BotMove;
}

/** In place of a field's name: what is wrong is the form as a whole. */
export const wholeForm = '__all__';

export interface HowSent {
  /** As when the page's time is up. */
  readonly timedOut?: boolean;
  /** False: also what the page has no control or button for. */
  readonly checkHtml?: boolean;
}

/** What a bot does with the page before it. */
export interface BotMove {
  readonly page: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly timedOut: boolean;
  readonly checkHtml: boolean;
  /** Null: the page must be taken. `any`: it must be refused; a list: because of exactly these fields. `maybe`: chance decides. */
  readonly refusal: readonly string[] | 'any' | 'maybe' | null;
  /** Words that a refusal has to say. */
  readonly says?: string;
}

/** A bot that can be run; the default export of a `.bot.ts` file. */
export interface Bot {
  readonly game: PlayableGame;
  /** At least one. */
  readonly cases: readonly unknown[];
  readonly settings: Callback<Readonly<Record<string, unknown>>> | null;
  readonly play: Callback<Generator<unknown, void, void>>;
  /** Null: live pages are left alone. */
  readonly live: Callback<Promise<void>> | null;
  /** Null: messages are drawn by chance. */
  readonly act: Callback<readonly [message: string, data: unknown] | null> | null;
}

/** A bot for a game: which cases it plays, and how. */
export function defineBot<S extends Shape, Pages extends AnyPages, const Case = undefined>(
  game: Sequence<S, Pages>,
  options: BotOptions<S, Pages, Case>,
): Bot {
  return {
    game,
    cases: options.cases?.length ? options.cases : [undefined],
    settings: options.settings ?? null,
    play: options.play,
    live: options.live ?? null,
    act: options.act ?? null,
  };
}

/** The functions of a bot's context that make moves. */
export const botMoves = {
  submit: (page: string, values: BotMove['values'] = {}, { timedOut = false, checkHtml = true }: HowSent = {}): BotMove => ({
    page,
    values,
    timedOut,
    checkHtml,
    refusal: null,
  }),
  mustFail: (page: string, values: BotMove['values'], why?: { readonly errors?: readonly string[]; readonly says?: string }): BotMove => ({
    ...botMoves.submit(page, values),
    refusal: why?.errors ?? 'any',
    ...(why?.says !== undefined && { says: why.says }),
  }),
};

/** What a bot yielded as a move, or null when it is none. */
export function moveIn(yielded: unknown): BotMove | null {
  if (!Array.isArray(yielded)) return isMove(yielded) ? yielded : null;
  const [page, values = {}]: unknown[] = yielded;
  return typeof page === 'string' && isValues(values) ? botMoves.submit(page, values) : null;
}

function isMove(value: unknown): value is BotMove {
  return typeof value === 'object' && value !== null && 'page' in value && 'values' in value && 'refusal' in value;
}

function isValues(value: unknown): value is BotMove['values'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
