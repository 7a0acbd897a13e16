import { BadGame } from '../errors.ts';
import type { CommonContext, Ctx, FormKeys, FormOf, ReadCtx } from './context.ts';
import type { Callback, FormPage, LivePart, TaskDefinition } from './definition.ts';
import type { Message, MessageMap, PayloadOf } from './message.ts';
import { formPage, type PageOptions, type PageTools } from './page.ts';
import type { GroupOf, PlayerOf, Shape, SubsessionOf } from './shape.ts';

/** Whose messages wait for each other, and who is told: everybody in the group, or each player alone. */
export type LiveScope = 'group' | 'player';

/** What an author says about a live page: a page whose browsers send messages and show the state that is pushed to them. */
export interface LiveOptions<S extends Shape, Form extends FormOf<S>, L extends LiveShape> extends PageOptions<S, Form> {
  /** What browsers may send. */
  readonly messages?: L['messages'];
  /** What each browser shows. It gets it on load, after a reconnect and after each `push()`. */
  readonly state?: (ctx: ReadCtx<S>) => L['state'];
  /** What each message does, one after the other in a group. */
  readonly on?: { readonly [Type in keyof L['messages']]: (ctx: LiveCtx<S, L['news']>, payload: PayloadOf<L['messages'][Type]>) => void };
  /** Messages whose answer takes long, as that of a language model; made by `game.task`. */
  readonly tasks?: L['tasks'];
  /** Runs again and again while somebody is on the page, for each group in one process only. */
  readonly every?: { readonly ms: number; readonly run: (ctx: TickCtx<S, L['news']>) => void };
  /** What `send` sends beside the state. */
  readonly news?: Message<L['news']>;
  /** Keeps every message for the event export. */
  readonly log?: boolean;
  /** The group, unless the game has no groups. */
  readonly scope?: LiveScope;
  /** What the script gets as `vars`, when the page is loaded: what does not change while it is open. */
  readonly client?: (ctx: ReadCtx<S>) => L['vars'];
  /** Runs in the browser, once the page is there. Nothing from outside of it can be used but its argument. */
  readonly script?: (page: LiveScript<L, FormKeys<NoInfer<Form>>>) => void;
}

/** What those who wait for others can do meanwhile: they act on each other as on a live page, only that nobody finishes it. */
export interface WaitLiveOptions<S extends Shape, L extends LiveShape> {
  readonly messages?: L['messages'];
  readonly state?: (ctx: ReadCtx<S>) => L['state'];
  readonly on?: {
    readonly [Type in keyof L['messages']]: (ctx: Omit<LiveCtx<S, L['news']>, 'finish'>, payload: PayloadOf<L['messages'][Type]>) => void;
  };
  readonly every?: { readonly ms: number; readonly run: (ctx: Omit<TickCtx<S, L['news']>, 'finish'>) => void };
  readonly news?: Message<L['news']>;
  readonly log?: boolean;
  readonly client?: (ctx: ReadCtx<S>) => L['vars'];
  readonly script?: (page: LiveScript<L, never>) => void;
}

/** The types of one live page. */
export interface LiveShape {
  messages: MessageMap;
  tasks: TaskMap;
  state: unknown;
  news: unknown;
  vars: object;
}

/** What answers a message or a tick can give. */
interface LiveAnswers<S extends Shape, News> {
  /** Every member of the group who is on this page gets its state anew. */
  readonly push: () => void;
  /** Something beside the state. */
  readonly send: (to: 'group' | PlayerOf<S>, news: News) => void;
}

/** For what a message does. */
export interface LiveCtx<S extends Shape, News> extends Ctx<S>, LiveAnswers<S, News> {
  /** Submits the page for the sender or for everybody who is on it. */
  readonly finish: (who: 'me' | 'group') => void;
  /** Tells the sender what is wrong; nothing that the message did stays. */
  readonly reject: (reason: string) => never;
}

/** For what happens by itself. */
export interface TickCtx<S extends Shape, News> extends CommonContext<S>, LiveAnswers<S, News> {
  readonly group: GroupOf<S>;
  readonly subsession: SubsessionOf<S>;
  readonly finish: (who: 'group') => void;
}

/** Slow work that a message starts: looks, works without holding anybody up, writes. */
export interface TaskOptions<S extends Shape, Payload, Seen, Found, News> {
  readonly message: Message<Payload>;
  /** What the work needs to know. */
  readonly read: (ctx: ReadCtx<S>, payload: Payload) => Seen;
  /** Outside of any transaction; may ask other machines. Runs again when the process dies meanwhile and the browser asks again. */
  readonly work: (seen: Seen, tools: TaskTools) => Promise<Found>;
  /** As the handler of a message. Dropped when the sender has left the page meanwhile. */
  readonly write: (ctx: LiveCtx<S, News>, found: Found) => void;
}

interface TaskTools {
  /** A part of the answer, at once; see `onStream` in the page's script. Nothing of it is kept. */
  readonly stream: (to: 'group' | 'me', chunk: string) => void;
  /** Aborted when the process ends. */
  readonly signal: AbortSignal;
}

/** A task of a live page. */
export interface Task<Payload> extends TaskDefinition {
  readonly message: Message<Payload>;
}

export type TaskMap = Readonly<Record<string, Task<unknown>>>;
export type TaskPayload<T> = T extends Task<infer Payload> ? Payload : never;

/** The definition behind `game.task`. */
export function liveTask<S extends Shape, Payload, Seen, Found, News>(task: TaskOptions<S, Payload, Seen, Found, News>): Task<Payload> {
  return task;
}

/** What a live page's script works with. */
export interface LiveScript<L extends LiveShape, Keys extends string> extends PageTools<L['vars'], Keys> {
  /** Sends a message. It goes out once, also when the connection breaks meanwhile. */
  readonly send: { readonly [Type in keyof L['messages']]: (payload: PayloadOf<L['messages'][Type]>) => void } & {
    readonly [Name in keyof L['tasks']]: (payload: TaskPayload<L['tasks'][Name]>) => void;
  };
  readonly onState: (show: (state: L['state']) => void) => void;
  readonly onNews: (hear: (news: L['news']) => void) => void;
  /** Parts of the answers of tasks. */
  readonly onStream: (hear: (chunk: string, task: string) => void) => void;
  /** Instead of the line at the top of the page: what was wrong with a message. */
  readonly onReject: (tell: (reason: string) => void) => void;
}

/** The definition behind `game.live`. */
export function livePage<S extends Shape, Form extends FormOf<S>, L extends LiveShape>(
  name: string,
  options: LiveOptions<S, Form, L>,
): FormPage {
  return { ...formPage(name, options), live: livePart(name, options) };
}

interface LiveParts {
  readonly messages?: MessageMap;
  readonly on?: object;
  readonly tasks?: TaskMap;
  readonly state?: Callback<unknown>;
  readonly every?: { readonly ms: number; readonly run: Callback<unknown> };
  readonly log?: boolean;
  readonly scope?: LiveScope;
}

/** What an author says of a page's messages. Throws BadGame when it cannot work. */
export function livePart(name: string, { messages = {}, on = {}, tasks = {}, ...rest }: LiveParts): LivePart {
  const handlers: Record<string, Callback<unknown>> = Object.fromEntries(Object.entries(on));
  const types = Object.keys(messages);
  const rules: readonly [isBroken: boolean, fault: string][] = [
    [types.some((type) => !handlers[type]), `nothing is said under on about the message ${types.find((type) => !handlers[type])}`],
    [types.some((type) => tasks[type]), `${types.find((type) => tasks[type])} is both a message and a task`],
    [rest.every !== undefined && !(rest.every.ms >= 100), 'every.ms is a number from 100'],
  ];
  const fault = rules.find(([isBroken]) => isBroken);
  if (fault) throw new BadGame(name, fault[1]);
  const fields = Object.fromEntries(Object.entries(messages).map(([type, { fields: specs }]) => [type, specs]));
  return { messages: fields, on: handlers, tasks, log: rest.log ?? false, ...orNull(rest) };
}

function orNull({ state = null, every = null, scope = null }: LiveParts | LivePart): Pick<LivePart, 'state' | 'every' | 'scope'> {
  return { state, every, scope };
}
