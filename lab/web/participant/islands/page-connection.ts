/** What the server sends beside a page. */
interface ServerFrame {
  readonly ack?: number;
  readonly error?: string;
  /** This message and those after it have to come again, after `ms`. */
  readonly again?: number;
  readonly said?: string;
  readonly notSaid?: string;
  readonly ms?: number;
  readonly left?: boolean;
  readonly [name: string]: unknown;
}

interface Unanswered {
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
}

const firstWaitMs = 300;
const longestWaitMs = 5_000;
/** Without a word for so long, the page says that there is no connection. */
const patienceMs = 1_500;

const connections = new Map<string, PageConnection>();

/** The one connection beside this page, which all its islands share. */
export function connectionTo(url: string): PageConnection {
  const known = connections.get(url) ?? new PageConnection(url);
  connections.set(url, known);
  return known;
}

/**
 * Keeps a connection open. What was sent and has no answer goes out again, in its order and under its number, whenever a new connection
 * stands, so that everything counts once.
 */
export class PageConnection {
  readonly #url: string;
  readonly #client = crypto.randomUUID();
  readonly #hearers = new Set<(frame: ServerFrame) => void>();
  readonly #openers = new Set<() => void>();
  readonly #moods = new Set<(isConnected: boolean) => void>();
  #unanswered: Unanswered[] = [];
  #socket: WebSocket | null = null;
  #seq = 0;
  #attempts = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #impatience: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    this.#url = url;
    addEventListener('online', () => this.#open());
    addEventListener('pagehide', () => this.#socket?.close());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#open());
    this.#open();
  }

  onFrame(hear: (frame: ServerFrame) => void): void {
    this.#hearers.add(hear);
  }

  /** Called on each new connection, and at once when there is one. */
  onOpen(opened: () => void): void {
    this.#openers.add(opened);
    if (this.#isOpen) opened();
  }

  onMood(tell: (isConnected: boolean) => void): void {
    this.#moods.add(tell);
  }

  /** A message of the page's script. */
  message(type: string, data: unknown): void {
    this.#seq += 1;
    const message = { seq: this.#seq, type, data };
    this.#unanswered.push(message);
    if (this.#pause === undefined) this.#sendMessage(message);
  }

  /** Lost when there is no connection. */
  send(frame: object): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify(frame));
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #sendMessage(message: Unanswered): void {
    const done = (this.#unanswered[0]?.seq ?? message.seq) - 1;
    this.send({ ...message, done });
  }

  #open(): void {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const address = new URL(`${this.#url}?client=${this.#client}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#impatience ??= setTimeout(() => this.#say(false), patienceMs);
    socket.addEventListener('open', () => this.#opened());
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.#hear(JSON.parse(data)));
    socket.addEventListener('close', () => this.#closed(socket));
  }

  #opened(): void {
    this.#attempts = 0;
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
    this.#say(true);
    for (const opened of this.#openers) opened();
    this.#resend();
  }

  #closed(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#impatience ??= setTimeout(() => this.#say(false), patienceMs);
    this.#attempts += 1;
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (this.#attempts - 1));
    setTimeout(() => this.#open(), waitMs * (0.5 + Math.random()));
  }

  #resend(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    for (const message of this.#unanswered) this.#sendMessage(message);
  }

  #hear(frame: ServerFrame): void {
    if (frame.left) return location.replace(location.pathname);
    if (frame.ack !== undefined) this.#unanswered = this.#unanswered.filter(({ seq }) => seq !== frame.ack);
    if (frame.again !== undefined) this.#pause ??= setTimeout(() => this.#resend(), (frame.ms ?? firstWaitMs) * (1 + Math.random()));
    for (const hear of this.#hearers) hear(frame);
  }

  #say(isConnected: boolean): void {
    for (const tell of this.#moods) tell(isConnected);
  }
}
