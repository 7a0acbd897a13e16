import { isObject } from './envelope.ts';
import { idOf } from './event.ts';
import { textOf } from './raw-values.ts';
import { scrubbedText } from './scrub.ts';

/** What somebody who met an error says of it. */
export interface Feedback {
  /** Of the event. */
  readonly event: string;
  readonly name: string | null;
  readonly words: string;
}

const longest = 2_000;

/** From an item `user_report` or `feedback` (ERR-06); null: it belongs to no event, or says nothing. Addresses are not kept. */
export function feedbackIn(raw: Readonly<Record<string, unknown>>): Feedback | null {
  const contexts = isObject(raw['contexts']) ? raw['contexts'] : {};
  const inner = isObject(contexts['feedback']) ? contexts['feedback'] : raw;
  const event = idOf(inner['associated_event_id'] ?? raw['event_id']);
  const words = textOf(inner['message'], longest) ?? textOf(inner['comments'], longest);
  return event === null || words === null ? null : { event, name: textOf(inner['name'], 128), words: scrubbedText(words) };
}
