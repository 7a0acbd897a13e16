/** What browsers send beside a page. */
export type ClientFrame =
  /** A message of the page's script, numbered; the browser has the answers to all up to `done`. */
  | { readonly kind: 'message'; readonly seq: number; readonly done: number; readonly type: string; readonly data: unknown }
  /** A chat is open; the browser has its lines up to `after`. */
  | { readonly kind: 'chat'; readonly token: string; readonly after: number }
  /** Something was written; `key` is made by the browser, so that what is sent again counts once. */
  | { readonly kind: 'say'; readonly token: string; readonly body: unknown; readonly key: string };

/** Null for anything else. */
export function frameIn(data: Buffer): ClientFrame | null {
  const frame = parsed(data.toString());
  if (typeof frame !== 'object' || frame === null) return null;
  const fields: Readonly<Record<string, unknown>> = { ...frame };
  return messageIn(fields) ?? chatIn(fields) ?? sayIn(fields);
}

function messageIn({ seq, done = 0, type, data }: Readonly<Record<string, unknown>>): ClientFrame | null {
  if (!isCount(seq) || seq === 0 || !isCount(done) || typeof type !== 'string') return null;
  return { kind: 'message', seq, done, type, data };
}

function chatIn({ chat: token, after = 0 }: Readonly<Record<string, unknown>>): ClientFrame | null {
  return typeof token === 'string' && isCount(after) ? { kind: 'chat', token, after } : null;
}

function sayIn({ say: token, body, key }: Readonly<Record<string, unknown>>): ClientFrame | null {
  return typeof token === 'string' && typeof key === 'string' && /^[\w-]{8,60}$/.test(key) ? { kind: 'say', token, body, key } : null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
