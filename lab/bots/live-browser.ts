import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A frame of the server. */
export interface Frame {
  readonly state?: unknown;
  readonly rev?: number;
  readonly news?: unknown;
  readonly chunk?: string;
  readonly ack?: number;
  readonly error?: string;
  readonly again?: number;
  readonly slow?: boolean;
  readonly left?: boolean;
  readonly lines?: readonly unknown[];
  readonly [name: string]: unknown;
}

/** What stands in the address of a page: `/p/abcd1234/market/Market/2`. */
interface Spot {
  /** `http://127.0.0.1:41327` */
  readonly origin: string;
  /** Path of the page. */
  readonly page: string;
  readonly client?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The connection that a page's script has, for bots and tests: nothing is sent again by itself. */
export class LiveBrowser {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly #waiting = new Set<() => void>();
  #seq = 0;

  constructor({ origin, page, client = `test-${Math.random().toString(36).slice(2)}`, headers = {} }: Spot) {
    const [, , code, , , index] = page.split('/');
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/live/${code}/${index}?client=${client}`, { headers });
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()));
      for (const look of this.#waiting) look();
    });
  }

  static async open(spot: Spot): Promise<LiveBrowser> {
    const browser = new LiveBrowser(spot);
    await once(browser.socket, 'open');
    return browser;
  }

  /** The first frame, of all that ever came, for which this holds. */
  async until<Found extends Frame>(fits: (frame: Frame) => frame is Found): Promise<Found>;
  async until(fits: (frame: Frame) => boolean): Promise<Frame>;
  async until(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
  }

  /** The newest state. */
  get state(): unknown {
    return this.frames.findLast((frame) => 'state' in frame)?.state;
  }

  /** Sends a message and gives its number. */
  post(type: string, data: unknown, seq = (this.#seq += 1)): number {
    this.socket.send(JSON.stringify({ seq, type, data }));
    return seq;
  }

  /** Null when it went through, else why not. */
  async send(type: string, data: unknown): Promise<string | null> {
    const seq = this.post(type, data);
    return (await this.until((frame) => frame.ack === seq)).error ?? null;
  }

  close(): void {
    this.socket.terminate();
  }
}
