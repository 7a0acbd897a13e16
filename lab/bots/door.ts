import type { BotMove } from '../game/bot.ts';
import { formValue } from '../page/form-markup.ts';
import type { FormFaults } from '../rules/form.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import type { LivePeople, OpenLive } from './live-door.ts';
import type { ReadPage } from './read-page.ts';

/** How bots come to their pages: through the page path of this process, or over HTTP. */
export interface Door {
  /** Goes to where the participant is now, and reads what is there. Others may move them on at any moment. */
  arrive(code: string): Promise<Arrival>;
  /** Sends the page that the participant is on. Gives what is wrong with the form, or null when it was taken. */
  send(at: OnPage, move: BotMove): Promise<FormFaults | null>;
  /** Opens a live page for those who are on it. */
  live(people: LivePeople): Promise<OpenLive>;
}

/** What somebody has before them. */
export interface Arrival {
  /** Of the page that was read; null past the last page. */
  readonly pageIndex: number | null;
  /** Null where there is no form: on a wait page, past the end. */
  readonly page: ReadPage | null;
}

/** The page's number in its address: 2 of `/p/abcd1234/market/Market/2`, null of `/p/abcd1234/end`. */
export function pageIndexIn(path: string): number | null {
  const index = /^\/p\/[^/]+\/[^/]+\/[^/]+\/(\d+)$/.exec(path)?.[1];
  return index === undefined ? null : Number(index);
}

/** Somebody on a page. */
export interface OnPage {
  readonly code: string;
  readonly place: PagePlace;
}

/** What a form sends for these answers; nothing for null and undefined. */
export function postedFrom(values: BotMove['values']): Readonly<Record<string, string>> {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'boolean' ? formValue(value) : String(value)]));
}
