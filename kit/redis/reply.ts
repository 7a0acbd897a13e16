/** What a Redis server answers to one command. */
export type RedisReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly RedisReply[] };

export interface ReadReply {
  readonly reply: RedisReply;
  /** Where the next reply begins. */
  readonly end: number;
}

/** The reply that begins at `at`, in the protocol's second version (redis.io/docs/latest/develop/reference/protocol-spec); null while it is not whole. */
export function readReply(bytes: Buffer, at = 0): ReadReply | null {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd < 0) return null;
  const rest = bytes.toString('utf8', at + 1, lineEnd);
  const end = lineEnd + 2;
  switch (bytes.toString('latin1', at, at + 1)) {
    case '+':
      return { reply: { kind: 'text', text: rest }, end };
    case '-':
      return { reply: { kind: 'error', text: rest }, end };
    case ':':
      return { reply: { kind: 'number', number: Number(rest) }, end };
    case '$':
      return readText(bytes, Number(rest), end);
    case '*':
      return readList(bytes, Number(rest), end);
    default:
      return { reply: { kind: 'error', text: 'the server answered in a way that is no reply' }, end: bytes.length };
  }
}

function readText(bytes: Buffer, length: number, at: number): ReadReply | null {
  if (length < 0) return { reply: { kind: 'nothing' }, end: at };
  const end = at + length;
  return bytes.length < end + 2 ? null : { reply: { kind: 'text', text: bytes.toString('utf8', at, end) }, end: end + 2 };
}

function readList(bytes: Buffer, length: number, at: number): ReadReply | null {
  if (length < 0) return { reply: { kind: 'nothing' }, end: at };
  const items: RedisReply[] = [];
  let end = at;
  for (let i = 0; i < length; i += 1) {
    const item = readReply(bytes, end);
    if (item === null) return null;
    items.push(item.reply);
    ({ end } = item);
  }
  return { reply: { kind: 'list', items }, end };
}
