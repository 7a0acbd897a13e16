import type { Html } from '#kit/html/html.ts';
import type { LayoutParts } from '../game/layout.ts';
import type { FormFaults } from '../rules/form.ts';
import type { Completion } from '../rules/recruit.ts';
import type { PagePlace } from '../rules/session-plan.ts';

/** What a participant's browser gets. */
export type Reply =
  | { readonly kind: 'goTo'; readonly spot: Spot; readonly isRepeat?: boolean }
  | { readonly kind: 'page'; readonly page: ShownPage }
  | { readonly kind: 'wait'; readonly wait: ShownWait }
  | { readonly kind: 'away'; readonly frame: Frame }
  | { readonly kind: 'end'; readonly end: ShownEnd }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

/** Where a participant is. */
export interface Spot {
  readonly code: string;
  readonly pageIndex: number;
  /** Null before the start and past the end. */
  readonly place: PagePlace | null;
}

/** What stands around every page. */
export interface Frame {
  readonly spot: Spot;
  readonly language: string;
  /** The addresses of the project's style sheets. */
  readonly styles: readonly string[];
  /** `Round 2 of 10`, or what the session is called. */
  readonly where: string;
  /** How the author arranges the page; null: as all pages are. */
  readonly layout: ((parts: LayoutParts) => Html) | null;
  /** Per cent of all pages. */
  readonly progress: number;
  /** What the organiser tells the participant. */
  readonly notice: string | null;
}

export interface ShownPage extends Frame {
  readonly title: string;
  readonly content: Html;
  /** The label of the button at the foot of the page; null when the page has its own buttons. */
  readonly next: string | null;
  /** At the top, unless the author put it elsewhere. */
  readonly timer: Html | null;
  readonly faults: FormFaults | null;
  readonly intent: string;
  /** What is typed is kept. */
  readonly keepsDraft: boolean;
  /** When people are asked whether they are there, in seconds; null: never. */
  readonly idle: { readonly idle: number; readonly countdown: number } | null;
  /** Where the browser gets the page's script. */
  readonly script: string | null;
  /** What the script gets, beside a live page's state. */
  readonly vars: object;
  /** Messages go to and fro while the page is open. */
  readonly isLive: boolean;
}

export interface ShownWait extends Frame {
  readonly title: string | null;
  /** What the author says instead of the standard text. */
  readonly body: string | Html | null;
  /** The headline when the author says none. */
  readonly heading: string;
  /** How many are here, where the author wants that said. */
  readonly count: string | null;
  readonly missing: number;
  readonly arrived: number;
  readonly waitedMs: number;
  /** How long until people may stop waiting, in milliseconds; null: they may not. */
  readonly leaveInMs: number | null;
  /** A sound and a blinking title when it goes on. */
  readonly remind: boolean;
  /** The meeting's key. */
  readonly meeting: string;
  readonly hasFailed: boolean;
  /** When people are asked whether they are there, in seconds; null: never. */
  readonly idle: { readonly idle: number; readonly countdown: number } | null;
  /** Of the last page that was sent. */
  readonly receipt: string | null;
  /** Messages go to and fro meanwhile; null: nothing happens. */
  readonly live: Pick<ShownPage, 'script' | 'vars'> | null;
}

export interface ShownEnd extends Frame {
  /** What the participant earned, in real money and as points. */
  readonly pay: {
    readonly total: string;
    readonly payoff: string;
    readonly fee: string | null;
    /** What was put right by hand. */
    readonly adjustments: readonly { readonly amount: string; readonly reason: string }[];
  } | null;
  /** Where a panel's people go now; null for everybody else. */
  readonly completion: Completion | null;
  readonly receipt: string | null;
}

/** A page that was sent before, with something else in it. */
export interface Conflict extends Frame {
  readonly answers: readonly { readonly label: string; readonly first: string; readonly second: string }[];
}
