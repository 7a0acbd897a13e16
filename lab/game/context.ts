import type { Html } from '#kit/html/html.ts';
import type { FieldLimits } from './definition.ts';
import type { RecordsOf } from './records.ts';
import type { ConfigOf, GroupOf, KeysOf, ParticipantOf, PlayerOf, SessionOf, Shape, SubsessionOf, ValuesOf } from './shape.ts';

/** Chance for author code: seeded by session, round and object, so a repeated callback draws the same. */
export interface GameRandom {
  /** A whole number from `first` to `last`, both included. */
  readonly int: (first: number, last: number) => number;
  /** In [0, 1). */
  readonly float: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** A new list in random order. */
  readonly shuffle: <Item>(items: readonly Item[]) => Item[];
  readonly normal: (mean: number, deviation: number) => number;
}

/** What every callback can use. */
export interface CommonContext<S extends Shape> {
  /** The game's constants. */
  readonly c: Constant<S['constants']>;
  readonly config: ConfigOf<S>;
  readonly session: SessionOf<S>;
  readonly random: GameRandom;
  /** The tables of the game. */
  readonly records: RecordsOf<S>;
  /** Milliseconds since 1970, by the database's clock. */
  readonly now: number;
  /** The how manieth time a page of a loop is played; 1 outside of loops. */
  readonly pass: number;
  /** An amount as people read it. */
  readonly money: (amount: number) => string;
  /** An amount as a money field would hold it: rounded half away from zero. */
  readonly quantise: (amount: number) => number;
  /** A number with fixed decimals and the language's decimal mark. */
  readonly num: (value: number, places?: number) => string;
  /** The address of a file in `assets/`: an image, a sound. Throws when it is not there. */
  readonly asset: (path: string) => string;
  /** A text of `locales/` in the reader's language. `n` decides the plural. A key that is nowhere is said as it is. */
  readonly t: (key: string, args?: Readonly<Record<string, string | number>>) => string;
}

type Constant<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: Constant<Value[Key]> }
    : Value;

/** For callbacks about one visitor. */
export interface Ctx<S extends Shape> extends CommonContext<S> {
  readonly player: PlayerOf<S>;
  readonly group: GroupOf<S>;
  readonly subsession: SubsessionOf<S>;
  readonly participant: ParticipantOf<S>;
}

/** For callbacks that decide or show and must not write: writing throws, and the visitor's own fields do not compile. */
export interface ReadCtx<S extends Shape> extends CommonContext<S> {
  readonly player: Readonly<PlayerOf<S>>;
  readonly group: Readonly<GroupOf<S>>;
  readonly subsession: Readonly<SubsessionOf<S>>;
  readonly participant: Readonly<ParticipantOf<S>>;
}

export interface SubmitCtx<S extends Shape> extends Ctx<S> {
  /** The time was up, or an administrator moved the participant on. */
  readonly timedOut: boolean;
}

export interface GotoCtx<S extends Shape> extends ReadCtx<S> {
  readonly timedOut: boolean;
  /** The names of the games that are still to come. */
  readonly upcoming: readonly string[];
}

/** Which fields a page asks for: the player's by name, or the player's and the group's. */
export type FormOf<S extends Shape> =
  | readonly KeysOf<S['player']>[]
  | { readonly player?: readonly KeysOf<S['player']>[]; readonly group?: readonly KeysOf<S['group']>[] };

type PlayerKeys<Form> = Form extends readonly (infer Key)[] ? Key : Form extends { readonly player: readonly (infer Key)[] } ? Key : never;
type GroupKeys<Form> = Form extends { readonly group: readonly (infer Key)[] } ? Key : never;

export type FormKeys<Form> = (PlayerKeys<Form> | GroupKeys<Form>) & string;

export type FormValues<S extends Shape, Form> = Pick<ValuesOf<S['player']>, PlayerKeys<Form> & keyof S['player']> &
  Pick<ValuesOf<S['group']>, GroupKeys<Form> & keyof S['group']>;

/** Null and undefined mean nothing is wrong; text is about the whole form; an object names fields. */
export type Objection<Keys extends string> = string | { readonly [Key in Keys]?: string } | null | undefined | void;

export type LimitsOf<Keys extends string> = { readonly [Key in Keys]?: FieldLimits };

/** The form inside a view: printed as it is, or field by field. */
export interface FormMarkup<Keys extends string> extends Html {
  /** Label, control, help and errors. */
  field(name: Keys, options?: { readonly label?: string }): Html;
  /** The control alone. */
  input(name: Keys): Html;
  errors(name: Keys): Html;
  /** Questions with the same choices as one table, such as those of `likert`, in this order. */
  table(names: readonly Keys[], options?: { readonly caption?: string }): Html;
  /** The choices of a radio field, for tables. */
  options(name: Keys): readonly { readonly label: string; readonly input: Html }[];
}

export interface ChatOptions {
  /** Who writes with whom: letters, digits, _ and -. The group in this round when absent; a group's number spans rounds, any other text the session. */
  readonly channel?: string | number;
  /** What the others read before what somebody writes: `Participant 3` when absent. */
  readonly nickname?: string;
}

export interface ViewCtx<S extends Shape, Form> extends ReadCtx<S> {
  readonly form: FormMarkup<FormKeys<Form>>;
  /** The button that submits the page. */
  readonly next: Html;
  readonly nextButton: (label: string) => Html;
  /** The button to the page before, where `allowBack` lets people go there. */
  readonly back: Html;
  /** The button so many pages back. */
  readonly backBy: (steps: number) => Html;
  /** The time left, on a page with a timeout. */
  readonly timer: Html;
  /** A place to write to each other. */
  readonly chat: (options?: ChatOptions) => Html;
}
