import { cleanText } from './field-input.ts';

/** In one message of a chat. */
export const mostChatLetters = 1_000;

/** What somebody wrote, as it is kept; null when nothing is left of it. */
export function chatBody(written: unknown): string | null {
  if (typeof written !== 'string') return null;
  const text = cleanText(written).trim().slice(0, mostChatLetters);
  return text === '' ? null : text;
}
