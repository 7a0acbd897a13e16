import type { Html } from '#kit/html/html.ts';
import type { JumpTarget } from '../rules/jump.ts';
import type { Clock } from './clock.ts';
import type { DropoutRule } from './dropout.ts';
import type { FieldSpec } from './fields.ts';
import type { LoopPlace } from './loop.ts';

/** An author's function as the machinery sees it: its parameters were checked where it was written. */
export type Callback<Result> = (...args: never[]) => Result;

export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

/** What `defineGame` was told, without its types. */
export interface GameDefinition {
  readonly name: string;
  /** Stands in URLs instead of the name. */
  readonly slug: string;
  /** Null: one group of all, or a single-player game. */
  readonly groupSize: number | null;
  readonly rounds: number;
  /** Role i belongs to player i. */
  readonly roles: readonly string[];
  readonly constants: object;
  readonly doc: string;
  readonly fields: FieldsByOwner;
  /** The fields of each table. */
  readonly records: Readonly<Record<string, FieldSpecs>>;
  readonly onCreate: Callback<unknown> | null;
  readonly dropout: DropoutRule;
  readonly autoplay: Callback<object> | null;
  /** Seconds until a bot's page is sent. */
  readonly thinkTime: number | Callback<number> | null;
  /** Validators by field. */
  readonly checks: Readonly<Record<string, Callback<string | null | undefined>>>;
  /** Tables of the author's own. */
  readonly exports: Readonly<Record<string, Callback<AsyncIterable<readonly unknown[]>>>>;
  readonly report: Callback<Html> | null;
  readonly layout: Callback<Html> | null;
  /** The columns of live data by owner; an owner that is not named shows all. */
  readonly adminFields: Readonly<Partial<Record<'player' | 'group' | 'subsession', readonly string[]>>>;
}

/** Whose fields a game declares. `config`: the parameters it needs from the session's configuration. */
export type FieldsByOwner = Readonly<Record<FieldOwner | 'config', FieldSpecs>>;
export type FieldOwner = 'player' | 'group' | 'subsession' | 'participant' | 'session';

/** A form's fields by whom they belong to. */
export interface FormFields {
  readonly player: readonly string[];
  readonly group: readonly string[];
}

/** Bounds that hold for one view of a page. */
export interface FieldLimits {
  readonly min?: number | null;
  readonly max?: number | null;
  readonly choices?: readonly unknown[];
}

/** A page with content, usually a form. */
export interface FormPage {
  readonly kind: 'page';
  readonly name: string;
  readonly title: string | Callback<string> | null;
  readonly form: Callback<unknown> | FormFields;
  readonly limits: Callback<Readonly<Record<string, FieldLimits | undefined>>> | null;
  readonly show: Callback<boolean> | null;
  /** Seconds, a function that gives them or null, or what several pages share. */
  readonly timeout: number | Callback<number | null> | Clock | null;
  readonly timerText: string | null;
  /** Seconds before the end from which the timer is shown, and from which it warns; null: always, never. */
  readonly timer: { readonly showBelow: number | null; readonly warnAt: number | null };
  readonly validate: Callback<unknown> | null;
  readonly onSubmit: Callback<unknown> | null;
  /** Where the participant goes instead of the next page. */
  readonly goto: Callback<JumpTarget | null | undefined> | null;
  /** People may see the page before once more. */
  readonly allowBack: boolean;
  /** What is typed is kept until it is sent. */
  readonly draft: boolean;
  readonly view: Callback<Html>;
  readonly layout: Callback<Html> | null;
  /** Sent to the browser as text. */
  readonly script: Callback<unknown> | null;
  /** What the script gets. */
  readonly client: Callback<object> | null;
  /** Null: nothing happens on this page between showing and sending it. */
  readonly live: LivePart | null;
}

/** What makes a page live. */
export interface LivePart {
  /** What each message must consist of; null when anything goes. */
  readonly messages: Readonly<Record<string, FieldSpecs | null>>;
  readonly on: Readonly<Record<string, Callback<unknown>>>;
  readonly tasks: Readonly<Record<string, TaskDefinition>>;
  readonly state: Callback<unknown> | null;
  readonly every: { readonly ms: number; readonly run: Callback<unknown> } | null;
  readonly log: boolean;
  /** Null: the group, or each player alone in a game without groups. */
  readonly scope: 'group' | 'player' | null;
}

/** Slow work that a message starts. */
export interface TaskDefinition {
  readonly message: { readonly fields: FieldSpecs | null };
  readonly read: Callback<unknown>;
  readonly work: Callback<Promise<unknown>>;
  readonly write: Callback<unknown>;
}

/** A page where people wait for each other. */
export interface WaitPage {
  readonly kind: 'wait';
  readonly name: string;
  readonly scope: 'group' | 'all';
  readonly title: string | Callback<string> | null;
  readonly body: string | Callback<string | Html> | null;
  readonly view: Callback<Html> | null;
  readonly layout: Callback<Html> | null;
  readonly show: Callback<boolean> | null;
  readonly onAllArrive: Callback<unknown> | null;
  /** How people who come here are put into groups; null: the groups are there already. */
  readonly match: MatchRule | null;
  /** People wait until the organiser lets them on, and not for one another. */
  readonly isGate: boolean;
  /** Seconds; null: people wait as long as it takes. */
  readonly maxWait: number | null;
  /** Where people may go then who do not want to wait any more; null: nowhere. */
  readonly onTooLong: 'leave' | { readonly goto: JumpTarget } | Callback<JumpTarget | null | undefined> | null;
  /** So many are enough then; null: all have to come. */
  readonly minPresent: number | null;
  /** A sound and a blinking title when it goes on. */
  readonly remind: boolean;
  /** Says how many people are here. */
  readonly showCount: boolean;
  /** As on a page. */
  readonly script: Callback<unknown> | null;
  readonly client: Callback<object> | null;
  /** What those who wait do meanwhile; null: nothing. */
  readonly live: LivePart | null;
}

/** Who plays together, as people come [group_by_arrival_time]. */
export interface MatchRule {
  readonly size: number | null;
  /** Instead of the first `size` who came. */
  readonly pick: Callback<unknown> | null;
  /** Only people for whom this gives the same are put together. */
  readonly by: Callback<unknown> | null;
  /** A group field, and its values with their shares of the groups. */
  readonly balance: { readonly field: string; readonly shares: Readonly<Record<string, number>> } | null;
  /** Seconds; null: people play with people only. */
  readonly fillWithBots: number | null;
}

/** `loop`: it is played again and again. */
export type PageDefinition = (FormPage | WaitPage) & { readonly loop?: LoopPlace };

/** A game with its pages in order, ready to be played. */
export interface PlayableGame {
  readonly game: GameDefinition;
  readonly pages: readonly PageDefinition[];
  /** The names of pages that were made and that nobody ever comes to. */
  readonly leftOut?: readonly string[];
}

/** Calls an author's function. Refuses one that returns a promise: callbacks run inside a transaction and must not wait. */
export function callAuthor<Result>(callback: Callback<Result>, ...args: readonly unknown[]): Result {
  const result: Result = Reflect.apply(callback, undefined, args);
  if (result instanceof Promise) {
    result.catch(() => {}); // the error below says what is wrong
    throw new TypeError('This function must not be async: it runs inside a database transaction.');
  }
  return result;
}
