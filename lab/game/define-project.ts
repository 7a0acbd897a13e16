import type { Html } from '#kit/html/html.ts';
import { currencyPlaces, type MoneyStyle } from '#kit/money/money-format.ts';
import { BadProject } from '../errors.ts';
import { orderField } from '../rules/game-order.ts';
import { checkParticipants, isLanguage, sessionParams, type Params } from '../rules/session-config.ts';
import { sessionPlan, type ProjectFields } from '../rules/session-plan.ts';
import type { Callback, PlayableGame } from './definition.ts';
import { field, type Field } from './fields.ts';
import { refuseStrayInProject } from './known-keys.ts';
import { isName, specsOf } from './schema.ts';
import type { ProjectLayout } from './layout.ts';
import type { MockData } from './mock-data.ts';
import { roomOf, type Room, type RoomOptions } from './room.ts';
import type { FieldMap } from './shape.ts';
import { shuffledGames, type Shuffled } from './shuffle.ts';

/** What an author says in `rostra.lab.ts`. */
export interface ProjectOptions {
  /** BCP 47; English when absent. */
  readonly language?: string;
  /** Style sheets in `assets/` that every participant's page has: `['theme.css']`. */
  readonly styles?: readonly string[];
  /** How participants' pages are arranged, unless their game or the page says it. */
  readonly layout?: ProjectLayout;
  /** What `t` says, by language; the files of `locales/` when absent. */
  readonly texts?: Readonly<Record<string, Texts>>;
  readonly currency?: CurrencyOptions;
  /**
   * False: players have no payoffs that add up to their participants'; games set `participant.payoff`, and exports have no column for a
   * player's. True when absent [auto_tabulate_payoffs].
   */
  readonly autoTabulatePayoffs?: boolean;
  /** Fields of participants and of the session, beside those that games declare. */
  readonly participant?: FieldMap;
  readonly session?: FieldMap;
  /**
   * Makes up what real sessions are sent from outside (labels, `vars`, values of an earlier study), so that demos and bots can be played
   * without it [mock_exogenous_data]. Runs when such a session is made, after every `onCreate`; never for a session in a room.
   */
  readonly mockData?: MockData;
  /** What holds for every session that says nothing else. */
  readonly defaults?: { readonly participationFee?: number; readonly pointValue?: number };
  readonly sessions: readonly SessionOptions[];
  /** Permanent addresses through which people come into whatever session is there. */
  readonly rooms?: readonly RoomOptions[];
}

interface CurrencyOptions {
  /** Games are played for points, which `pointValue` turns into money. True when absent. */
  readonly points?: boolean;
  /** ISO 4217; USD when absent. */
  readonly code?: string;
  /** Instead of "points": `tokens`. */
  readonly pointsName?: string;
  readonly pointsPlaces?: number;
  readonly currencyPlaces?: number;
  readonly thousandsSeparator?: string;
}

/** One recipe for sessions. */
interface SessionOptions {
  readonly name: string;
  readonly displayName?: string;
  /** Played in this order, each once. */
  readonly games: readonly PlayableGame[];
  /** Some of them in a random order of each participant's own: `shuffle(['risk', 'trust'])`. */
  readonly order?: Shuffled;
  readonly demoParticipants?: number;
  /** HTML, on the page where sessions are made. */
  readonly doc?: string;
  readonly participationFee?: number;
  readonly pointValue?: number;
  /** How long people will look at a page, as long as nobody has played it: for the line that says what a session asks of the server. */
  readonly expectedSeconds?: number;
  /** Instead of the project's language. */
  readonly language?: string;
  /** Further parameters of the links that are kept as `vars` of whoever comes by them: `['source']`. */
  readonly captureParams?: readonly string[];
  /** Custom parameters: a field with its `initial`, or just the value. */
  readonly params?: Readonly<Record<string, Field<unknown> | string | number | boolean | object>>;
}

/** A session's recipe with every default filled in. */
export interface SessionConfig {
  readonly name: string;
  readonly displayName: string;
  readonly games: readonly PlayableGame[];
  /** The names of those that come in any order. */
  readonly shuffled: readonly string[];
  /** Null: no session of it is offered on the demo page. */
  readonly demoParticipants: number | null;
  readonly doc: string;
  readonly participationFee: number;
  readonly pointValue: number;
  /** That people will look at a page; null: the author does not say. */
  readonly expectedSeconds: number | null;
  /** Null: the project's. */
  readonly language: string | null;
  /** Parameters of links that are kept about whoever comes by them. */
  readonly captureParams: readonly string[];
  /** What a session of this recipe can be made with, by name. */
  readonly params: Params;
}

/** A project that can be served; the default export of `rostra.lab.ts`. */
export interface Project {
  readonly language: string;
  /** How games write amounts: points, or the currency. */
  readonly money: MoneyStyle;
  /** How real money is written. */
  readonly currency: MoneyStyle;
  readonly fields: ProjectFields;
  readonly configs: readonly SessionConfig[];
  /** Every game of every recipe once, in their order. */
  readonly games: readonly PlayableGame[];
  readonly rooms: readonly Room[];
  /** What `t` says, by language: the files of `locales/`. */
  readonly texts: Readonly<Record<string, Texts>>;
  readonly assets: Assets;
  /** Style sheets among the assets that every participant's page has, in their order. */
  readonly styles: readonly string[];
  readonly layout: Callback<Html> | null;
  readonly mockData: MockData | null;
}

/** The files of a project's `assets/`. */
export interface Assets {
  /** Null: there are none. */
  readonly folder: string | null;
  /** Stands in their addresses, and changes with them. */
  readonly version: string;
  /** From `assets/`, with `/`. */
  readonly paths: readonly string[];
}

/** Texts by key; where a number decides the form, by plural category. */
export type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Fixes what a project serves. Throws BadProject or BadGame when a session of it could not be played. */
export function defineProject(options: ProjectOptions): Project {
  refuseStray(options);
  const configs = options.sessions.map((session) => sessionConfig(session, options));
  const fields = ownFields(options, configs.some(isShuffled));
  for (const { games } of configs) sessionPlan(games, fields); // games that share a field must agree on it
  const games = [...new Set(configs.flatMap((config) => config.games))];
  const rooms = (options.rooms ?? []).map(roomOf);
  const names = {
    rooms: rooms.map(({ name }) => name),
    sessions: configs.map(({ name }) => name),
    games: games.map(({ game }) => game.name),
    slugs: games.map(({ game }) => game.slug),
  };
  for (const [what, list] of Object.entries(names)) refuseTwice(what, list);
  const { language = 'en' } = options;
  for (const one of [language, ...options.sessions.flatMap((session) => session.language ?? [])])
    if (!isLanguage(one)) throw new BadProject(`"${one}" is no language`, { at: one, cure: 'Write it like en, de or pt-BR.' });
  return {
    language,
    ...moneyStyles(options),
    fields,
    configs,
    games,
    rooms,
    ...mayBeAbsent(options),
    assets: { folder: null, version: '', paths: [] },
  };
}

function mayBeAbsent({ texts, styles, layout, mockData }: ProjectOptions): Pick<Project, 'texts' | 'styles' | 'layout' | 'mockData'> {
  return { texts: texts ?? {}, styles: styles ?? [], layout: layout ?? null, mockData: mockData ?? null };
}

const isShuffled = ({ shuffled }: SessionConfig): boolean => shuffled.length > 0;
function ownFields({ participant, session, autoTabulatePayoffs = true }: ProjectOptions, hasOrders: boolean): ProjectFields {
  const order = hasOrders ? { [orderField]: gameOrder.spec } : {};
  return {
    participant: { ...specsOf('the project', participant), ...order },
    session: specsOf('the project', session),
    hasPlayerPayoffs: autoTabulatePayoffs,
  };
}

const gameOrder = field.text({ doc: 'The order in which the shuffled games were played' }).optional();

/** Names that mean nothing here would be passed over, and the author would wonder. */
function refuseStray(options: ProjectOptions): void {
  refuseStrayInProject(options, { what: 'project', words: 'the project' });
  refuseStrayInProject(options.currency, { what: 'currency', words: 'currency' });
  refuseStrayInProject(options.defaults, { what: 'defaults', words: 'defaults' });
  for (const session of options.sessions) refuseStrayInProject(session, { what: 'sessions', words: `the session ${session.name}` });
  for (const room of options.rooms ?? []) refuseStrayInProject(room, { what: 'rooms', words: `the room ${room.name}` });
}

function moneyStyles({ language = 'en', currency = {} }: ProjectOptions): Pick<Project, 'money' | 'currency'> {
  const { points = true, code = 'USD', pointsName = null, pointsPlaces = 0, thousandsSeparator = '' } = currency;
  const places = currency.currencyPlaces ?? currencyPlaces(code);
  const real = { points: false, code, pointsName: null, places, language, thousandsSeparator };
  return { currency: real, money: points ? { ...real, points, pointsName, places: pointsPlaces } : real };
}

function sessionConfig(session: SessionOptions, { defaults = {} }: ProjectOptions): SessionConfig {
  const { name, games, displayName = name, demoParticipants = null, doc = '', captureParams = [] } = session;
  const { participationFee = defaults.participationFee, pointValue = defaults.pointValue } = session;
  checkGames(name, games, demoParticipants);
  if (participationFee === undefined || pointValue === undefined)
    throw new BadProject(`the session ${name} needs participationFee and pointValue, its own or under defaults`);
  const shuffled = shuffledGames(name, games, session.order);
  const own = { participationFee, pointValue, captureParams, shuffled, params: sessionParams(session), ...whatIsSaid(session) };
  return { name, displayName, games, demoParticipants, doc, ...own };
}

/** Null where it is not. */
function whatIsSaid({ language, expectedSeconds }: SessionOptions): Pick<SessionConfig, 'language' | 'expectedSeconds'> {
  return { language: language ?? null, expectedSeconds: expectedSeconds ?? null };
}

function checkGames(name: string, games: readonly PlayableGame[], demoParticipants: number | null): void {
  if (!isName(name)) throw new BadProject(`the session name "${name}" may hold letters, digits and _`);
  if (games.length === 0) throw new BadProject(`the session ${name} plays no game`);
  if (!games.every(isPlayable))
    throw new BadProject(`the session ${name} plays something that is no game`, {
      at: name,
      cure: 'A game file ends with: export default game.sequence(…).',
    });
  if (new Set(games).size < games.length) throw new BadProject(`the session ${name} plays a game twice; give the game more rounds instead`);
  if (demoParticipants !== null) checkParticipants(name, games, demoParticipants);
}

function isPlayable(value: unknown): value is PlayableGame {
  return typeof value === 'object' && value !== null && 'game' in value && 'pages' in value;
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice === undefined) return;
  throw new BadProject(`two of its ${what} are called ${twice}`, { at: twice, cure: 'Give one of them another name.' });
}
