import { createHmac, timingSafeEqual } from 'node:crypto';

/** Under which name somebody may write in which channel. */
export interface ChatPass {
  /** `prisoner-r1-g2`: the game's slug, and what the game calls the channel. */
  readonly channel: string;
  readonly nickname: string;
}

interface Holder {
  /** The session's seed, which nobody knows outside. */
  readonly seed: string;
  readonly code: string;
}

/** The pass as text that only this participant can use and nobody can change. */
export function chatToken({ channel, nickname }: ChatPass, holder: Holder): string {
  const content = Buffer.from(JSON.stringify([channel, nickname])).toString('base64url');
  return `${content}.${signature(content, holder)}`;
}

/** Null when the token was not made for this participant. */
export function readChatToken(token: string, holder: Holder): ChatPass | null {
  const [content = '', signed = ''] = token.split('.');
  const right = Buffer.from(signature(content, holder));
  const given = Buffer.from(signed);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [channel, nickname]: string[] = JSON.parse(Buffer.from(content, 'base64url').toString());
  return channel !== undefined && nickname !== undefined ? { channel, nickname } : null;
}

function signature(content: string, { seed, code }: Holder): string {
  return createHmac('sha256', `chat ${seed}`).update(`${code} ${content}`).digest('base64url');
}
