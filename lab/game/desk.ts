import type { Html } from '#kit/html/html.ts';
import type { CommonContext } from './context.ts';
import type { RecordMap } from './records.ts';
import type { ConfigOf, FieldMap, KeysOf, Shape, SubsessionOf, ValuesOf } from './shape.ts';

/** What a game has for the researcher's desk, beside its data as it is. */
export interface DeskOptions<S extends Shape> {
  /** Tables of the author's own: each yields its header first, then its rows. */
  readonly exports?: Readonly<Record<string, (ctx: ExportCtx<S>) => AsyncIterable<readonly unknown[]>>>;
  /** A page about one round, for the organiser; what it reads and no more may be set by now. */
  readonly report?: (ctx: CommonContext<S> & { readonly subsession: Readonly<SubsessionOf<S>> }) => Html;
  /** Which columns the page of live data shows; all when absent. */
  readonly adminFields?: {
    readonly player?: readonly KeysOf<S['player']>[];
    readonly group?: readonly KeysOf<S['group']>[];
    readonly subsession?: readonly KeysOf<S['subsession']>[];
  };
}

/** What an export of the author's own is made from. */
export interface ExportCtx<S extends Shape> {
  /** Everybody in every round of the game: by session, round and participant. They come a few at a time: `for await`. */
  readonly players: AsyncIterable<ReadPlayer<S>>;
  /** The rows of the game's tables, in the order they were added. */
  readonly records: { readonly [Name in keyof S['records']]: AsyncIterable<ReadRecord<S['records'][Name]>> };
  /** The code of the session that is exported; null: all of them. */
  readonly session: string | null;
  readonly c: S['constants'];
}

/** Fields that read as null where they were never set. */
export type ReadFields<Fields extends FieldMap> = { readonly [Key in keyof Fields]: ValuesOf<Fields>[Key] | null };

/** A player as exports read it: plain values, nothing throws. */
export type ReadPlayer<S extends Shape> = ReadFields<S['player']> & {
  readonly id: number;
  readonly round: number;
  readonly payoff: number;
  readonly role: S['role'] | '';
  readonly group: ReadFields<S['group']> & { readonly number: number };
  readonly subsession: ReadFields<S['subsession']> & { readonly round: number };
  readonly participant: ReadFields<S['participant']> & ReadParticipant;
  readonly session: ReadFields<S['session']> & ReadSession<S>;
};

interface ReadParticipant {
  readonly code: string;
  readonly number: number;
  readonly label: string | null;
  readonly payoff: number;
  readonly isBot: boolean;
}

interface ReadSession<S extends Shape> {
  readonly code: string;
  readonly label: string | null;
  readonly isDemo: boolean;
  readonly config: ConfigOf<S>;
}

/** A row of a table as exports read it. */
export type ReadRecord<Fields extends RecordMap[string]> = ReadFields<Fields> & {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly session: string;
  readonly round: number;
  /** The group's number; null when the row belongs to a round as a whole. */
  readonly group: number | null;
  /** The participant's code and number in the session; null when the row belongs to nobody. */
  readonly participant: { readonly code: string; readonly number: number } | null;
};
