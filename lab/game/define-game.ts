import { BadGame } from '../errors.ts';
import type { Ctx as ContextOf, FormOf, FormValues } from './context.ts';
import type { GameDefinition, PlayableGame } from './definition.ts';
import { livePage, liveTask, type LiveOptions, type LiveShape, type Task, type TaskMap, type TaskOptions } from './live-page.ts';
import { refuseStrayInGame } from './known-keys.ts';
import { loopOf, unrolled, type AnyPage, type Loop, type LoopOptions } from './loop.ts';
import type { MessageMap } from './message.ts';
import { matchPage, type MatchPageOptions } from './match-page.ts';
import { formPage, type Page, type PageOptions, type ScriptOptions } from './page.ts';
import type { RecordMap } from './records.ts';
import { definitionOf, isName, type GameOptions } from './schema.ts';
import type { FieldMap, GroupOf, PlayerOf, Shape } from './shape.ts';
import { gatePage, waitPage, type GatePageOptions, type Wait, type WaitPageOptions, type WaitScope } from './wait-page.ts';

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a game without such fields has no keys at all
type Nothing = Record<never, never>;

/**
 * Fixes a game's schema; its pages are then made with `game.page` and `game.wait` and put in order by `game.sequence`, which is what
 * a game file exports.
 */
export function defineGame<
  const Role extends string = never,
  const Constants extends object = Nothing,
  PlayerFields extends FieldMap = Nothing,
  GroupFields extends FieldMap = Nothing,
  SubsessionFields extends FieldMap = Nothing,
  ParticipantFields extends FieldMap = Nothing,
  SessionFields extends FieldMap = Nothing,
  ConfigFields extends FieldMap = Nothing,
  Records extends RecordMap = Nothing,
>(
  options: GameOptions<{
    constants: Constants;
    player: PlayerFields;
    group: GroupFields;
    subsession: SubsessionFields;
    participant: ParticipantFields;
    session: SessionFields;
    config: ConfigFields;
    records: Records;
    role: Role;
  }>,
): Game<{
  constants: Constants;
  player: PlayerFields;
  group: GroupFields;
  subsession: SubsessionFields;
  participant: ParticipantFields;
  session: SessionFields;
  config: ConfigFields;
  records: Records;
  role: Role;
}> {
  refuseStrayInGame(options.name, options, { what: 'game', words: 'a game' });
  return new Game(definitionOf(options));
}

/** A defined game: makes its pages. */
export class Game<S extends Shape> {
  /** For the compiler only. */
  declare readonly shape: S;
  readonly definition: GameDefinition;
  /** The names of all pages that were made, also of those that no sequence has. */
  readonly #made: string[] = [];

  constructor(definition: GameDefinition) {
    this.definition = definition;
  }

  /** A page with content, usually a form. */
  page<const Name extends string, const Form extends FormOf<S> = readonly [], Vars extends object = Nothing>(
    name: Name,
    options: PageOptions<S, Form> & ScriptOptions<S, Form, Vars>,
  ): Page<Name, FormValues<S, Form>> {
    this.#note('page', name, options);
    return { name, definition: formPage(name, options) };
  }

  /** A page on which people act on each other: messages, and the state that everybody sees. */
  live<
    const Name extends string,
    const Form extends FormOf<S> = readonly [],
    Messages extends MessageMap = Nothing,
    Tasks extends TaskMap = Nothing,
    State = undefined,
    News = object,
    Vars extends object = Nothing,
  >(
    name: Name,
    options: LiveOptions<S, Form, { messages: Messages; tasks: Tasks; state: State; news: News; vars: Vars }>,
  ): Live<Name, FormValues<S, Form>, { messages: Messages; tasks: Tasks; state: State; news: News; vars: Vars }> {
    this.#note('live', name, options);
    return { name, definition: livePage(name, options) };
  }

  /** Slow work that a message of a live page starts. */
  task<Payload, Seen, Found, News = object>(task: TaskOptions<S, Payload, Seen, Found, News>): Task<Payload> {
    return liveTask(task);
  }

  /** A page where people wait for their group, or for everybody. */
  wait<
    const Name extends string,
    const Scope extends WaitScope = 'group',
    Messages extends MessageMap = Nothing,
    State = undefined,
    News = object,
    Vars extends object = Nothing,
  >(
    name: Name,
    options: WaitPageOptions<S, Scope, { messages: Messages; tasks: Nothing; state: State; news: News; vars: Vars }> = {},
  ): LiveWait<Name, { messages: Messages; tasks: Nothing; state: State; news: News; vars: Vars }> {
    this.#note('wait', name, options);
    return { name, definition: waitPage(name, options) };
  }

  /** A page where people wait until they are put into a group, as they come; only the first page of a game. */
  match<const Name extends string>(name: Name, options: MatchPageOptions<S> = {}): Wait<Name> {
    this.#note('match', name, options);
    return { name, definition: matchPage(name, this.definition, options) };
  }

  /** A page where people wait until the organiser lets them on. */
  gate<const Name extends string>(name: Name, options: GatePageOptions<S> = {}): Wait<Name> {
    this.#note('gate', name, options);
    return { name, definition: gatePage(name, options) };
  }

  #note(what: 'page' | 'live' | 'wait' | 'match' | 'gate', name: string, options: object): void {
    refuseStrayInGame(this.definition.name, options, { what, words: `the page ${name}` });
    this.#made.push(name);
  }

  /** Pages in a sequence that are played again and again within a round: `game.loop([Try, Feedback], { until, max: 10 })`. */
  loop<const Pages extends readonly AnyPage[]>(pages: Pages, options: LoopOptions<S>): Loop<Pages> {
    refuseStrayInGame(this.definition.name, options, { what: 'loop', words: 'a loop' });
    return loopOf(this.definition.name, pages, options);
  }

  /** The pages in the order they are played in each round. */
  sequence<const Items extends readonly (AnyPage | Loop<readonly AnyPage[]>)[]>(
    ...items: Items
  ): Sequence<S, readonly PageIn<Items[number]>[]> {
    const pages = items.flatMap((item): readonly AnyPage[] => ('definition' in item ? [item] : item.pages));
    const names = pages.map((page) => page.name);
    const wrong = names.find((name) => !isName(name));
    if (wrong !== undefined) throw new BadGame(this.definition.name, `the page name "${wrong}" may hold letters, digits and _`);
    const twice = names.find((name, place) => names.indexOf(name) !== place);
    if (twice !== undefined)
      throw new BadGame(this.definition.name, `two pages are called ${twice}`, { cure: 'Give one of them another name.' });
    const late = pages.slice(1).find(({ definition }) => definition.kind === 'wait' && definition.match !== null);
    if (late !== undefined)
      throw new BadGame(this.definition.name, `the match page ${late.name} must be its first page`, {
        cure: `Name it first in game.sequence(…).`,
      });
    const leftOut = this.#made.filter((name) => !names.includes(name));
    return { game: this.definition, pages: unrolled(items), leftOut };
  }
}

type PageIn<Item> = Item extends Loop<infer Pages> ? Pages[number] : Extract<Item, AnyPage>;

/** A live page of a game, with its messages and its state as types. */
export interface Live<Name extends string, Values, L extends LiveShape> extends Page<Name, Values> {
  /** For the compiler only. */
  readonly live?: L;
}

/** A wait page of a game, with what can be said there as types. */
export interface LiveWait<Name extends string, L extends LiveShape> extends Wait<Name> {
  /** For the compiler only; bots do not play wait pages. */
  readonly meanwhile?: L;
}

/** A game that can be played; the default export of a game file. */
export interface Sequence<S extends Shape, Pages extends readonly AnyPage[]> extends PlayableGame {
  /** For the compiler only. */
  readonly types?: { readonly shape: S; readonly pages: Pages };
}

/** The player of a game, for helper functions: `(player: Player<typeof game>) => …`. */
export type Player<G> = G extends { readonly shape: infer S extends Shape } ? PlayerOf<S> : never;
/** The group of a game. */
export type Group<G> = G extends { readonly shape: infer S extends Shape } ? GroupOf<S> : never;
/** What a game's callbacks about one visitor get. */
export type Ctx<G> = G extends { readonly shape: infer S extends Shape } ? ContextOf<S> : never;
