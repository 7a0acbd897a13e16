/** One item of an envelope that is kept. */
export interface EnvelopeItem {
  readonly type: string;
  readonly payload: Buffer;
}

/** What an SDK sent at once (https://develop.sentry.dev/sdk/data-model/envelopes/). */
export interface Envelope {
  readonly header: Readonly<Record<string, unknown>>;
  readonly items: readonly EnvelopeItem[];
  /** Items that were not kept, by what they are. */
  readonly dropped: readonly DroppedItem[];
}

export interface DroppedItem {
  readonly type: string;
  /** `unknown`: we have no use for this kind. */
  readonly why: 'too_large' | 'too_many' | 'unknown';
}

export interface EnvelopeLimits {
  readonly items: number;
  /** Bytes of one kept item. */
  readonly itemBytes: number;
  /** Bytes of all kept items together. */
  readonly bytes: number;
}

/** ERR-04; all kept items together are bounded by us, so that a hundred of the largest are not in memory at once. */
export const envelopeLimits: EnvelopeLimits = { items: 100, itemBytes: 1_000_000, bytes: 4_000_000 };

/** It is no envelope: what is wrong with it. */
export class EnvelopeFault extends Error {}

/** A header is longer than any that means something. */
const longestHeader = 64_000;
const newline = 10;

interface OpenItem {
  readonly type: string;
  /** Bytes still to come; null: until the line ends. */
  left: number | null;
  /** Null: it is not kept. */
  parts: Buffer[] | null;
  size: number;
}

/**
 * Reads an envelope as it comes in, in pieces of any size: headers a line each, payloads by their length or to the end of the line. What is
 * not kept takes no memory. Throws `EnvelopeFault` for what is no envelope.
 */
export class EnvelopeReader {
  readonly #keeps: (type: string) => boolean;
  readonly #limits: EnvelopeLimits;
  readonly #items: EnvelopeItem[] = [];
  readonly #dropped: DroppedItem[] = [];
  #header: Record<string, unknown> | null = null;
  #line: Buffer = Buffer.alloc(0);
  #open: OpenItem | null = null;
  #keptBytes = 0;
  #count = 0;

  constructor(keeps: (type: string) => boolean, limits: EnvelopeLimits = envelopeLimits) {
    this.#keeps = keeps;
    this.#limits = limits;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#open === null ? this.#readHeader(rest) : this.#readPayload(this.#open, rest);
  }

  end(): Envelope {
    if (this.#open === null && this.#line.length > 0) this.#takeHeader(this.#line);
    const open = this.#open;
    if (open !== null && open.left !== null && open.left > 0) throw new EnvelopeFault('the last item is shorter than its length');
    if (open !== null) this.#close(open);
    if (this.#header === null) throw new EnvelopeFault('there is no header');
    return { header: this.#header, items: this.#items, dropped: this.#dropped };
  }

  #readHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(newline);
    this.#line = Buffer.concat([this.#line, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (this.#line.length > longestHeader) throw new EnvelopeFault('a header is too long');
    if (end === -1) return chunk.subarray(chunk.length);
    const line = this.#line;
    this.#line = Buffer.alloc(0);
    this.#takeHeader(line);
    return chunk.subarray(end + 1);
  }

  #takeHeader(line: Buffer): void {
    const text = line.toString('utf8').trim();
    if (text === '' && this.#header !== null) return; // the newline that ends a payload, and empty lines at the end
    const header = objectIn(text);
    if (header === null) throw new EnvelopeFault('a header is no JSON object');
    if (this.#header === null) this.#header = header;
    else this.#open = this.#openItem(header);
  }

  #openItem({ type, length }: Record<string, unknown>): OpenItem {
    if (typeof type !== 'string' || type === '') throw new EnvelopeFault('an item has no type');
    const bytes = byteLength(length);
    this.#count += 1;
    const item: OpenItem = { type, left: bytes, parts: [], size: 0 };
    if (!this.#keeps(type)) this.#drop(item, 'unknown');
    else if (this.#count > this.#limits.items) this.#drop(item, 'too_many');
    else if (bytes !== null && this.#isTooLarge(bytes)) this.#drop(item, 'too_large');
    if (bytes === 0) this.#close(item);
    return item;
  }

  #readPayload(item: OpenItem, chunk: Buffer): Buffer {
    if (item.left === 0) {
      this.#open = null;
      return chunk;
    }
    const lineEnd = item.left === null ? chunk.indexOf(newline) : -1;
    const end = item.left === null ? (lineEnd === -1 ? chunk.length : lineEnd) : Math.min(item.left, chunk.length);
    this.#keep(item, chunk.subarray(0, end));
    if (item.left !== null) item.left -= end;
    if (item.left === 0 || lineEnd !== -1) {
      this.#close(item);
      this.#open = null;
    }
    return chunk.subarray(lineEnd === -1 ? end : end + 1);
  }

  #keep(item: OpenItem, piece: Buffer): void {
    item.size += piece.length;
    if (item.parts === null) return;
    if (this.#isTooLarge(item.size)) this.#drop(item, 'too_large');
    else item.parts.push(Buffer.from(piece));
  }

  #isTooLarge(bytes: number): boolean {
    return bytes > this.#limits.itemBytes || this.#keptBytes + bytes > this.#limits.bytes;
  }

  #drop(item: OpenItem, why: DroppedItem['why']): void {
    item.parts = null;
    this.#dropped.push({ type: item.type, why });
  }

  #close(item: OpenItem): void {
    if (item.parts === null) return;
    this.#keptBytes += item.size;
    this.#items.push({ type: item.type, payload: Buffer.concat(item.parts) });
    item.parts = null;
  }
}

const byteLength = (length: unknown): number | null =>
  typeof length === 'number' && Number.isSafeInteger(length) && length >= 0 ? length : null;

/** The JSON object that a text is; null when it is none, or nested deeper than anybody means it. */
export function objectIn(text: string): Record<string, unknown> | null {
  if (depthOf(text) > deepest) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ERR-04 */
const deepest = 32;

/** How deep lists and objects of a JSON text are nested; brackets in strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') most = Math.max(most, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return most;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
