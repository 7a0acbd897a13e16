import type { Lab } from '../lab.ts';
import { chatBody } from '../rules/chat.ts';
import { add, lines, type ChatLine } from '../store/chat.ts';
import { readChatToken, type ChatPass } from './chat-token.ts';
import type { OpenPage } from './open-live.ts';

/** Somebody who has a chat open. */
export interface ChatSeat {
  readonly page: OpenPage;
  readonly pass: ChatPass;
}

const topic = 'lab/chat';

/** Whether this participant may write here, and under which name. */
export function chatSeat(page: OpenPage, token: unknown): ChatSeat | null {
  const pass = typeof token === 'string' ? readChatToken(token, page) : null;
  return pass && { page, pass };
}

/** Keeps what somebody wrote, then tells everybody. False when it was nothing. */
export async function say({ page, pass }: ChatSeat, words: { readonly body: unknown; readonly key: string }, lab: Lab): Promise<boolean> {
  const body = chatBody(words.body);
  if (body === null) return false;
  const { sessionId, participant } = page;
  const line = await add(lab.db, { sessionId, participant, ...pass, body, key: words.key });
  if (line) await lab.live.publish(topic, JSON.stringify({ channel: channelKey({ page, pass }), line })).catch(() => {}); // seen when they come again
  return true;
}

/** What was written after the line with this number. */
export function written({ page, pass }: ChatSeat, after: number, lab: Lab): Promise<ChatLine[]> {
  return lines(lab.db, { sessionId: page.sessionId, channel: pass.channel, after });
}

/** Everybody in this process who has a chat open, by channel. */
export class ChatRooms {
  readonly #listeners = new Map<string, Set<(line: ChatLine) => void>>();
  readonly #end: () => void;

  constructor(lab: Lab) {
    this.#end = lab.live.subscribe(topic, (message) => {
      const { channel, line }: { channel: string; line: ChatLine } = JSON.parse(message);
      for (const hear of this.#listeners.get(channel) ?? []) hear(line);
    });
  }

  /** Gives the function that ends it. */
  enter(seat: ChatSeat, hear: (line: ChatLine) => void): () => void {
    const key = channelKey(seat);
    const set = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, set.add(hear));
    return () => {
      set.delete(hear);
      if (set.size === 0) this.#listeners.delete(key);
    };
  }

  close(): void {
    this.#end();
  }
}

const channelKey = ({ page, pass }: ChatSeat): string => `${page.sessionId}/${pass.channel}`;
