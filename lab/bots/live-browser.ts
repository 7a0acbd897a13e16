import { once } from 'node:events';
import { WebSocket } from 'ws';
import { FrameLog } from './frame-log.ts';

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
export class LiveBrowser extends FrameLog {
  readonly socket: WebSocket;
  #seq = 0;

  constructor({ origin, page, client = `test-${Math.random().toString(36).slice(2)}`, headers = {} }: Spot) {
    super();
    const [, , code, , , index] = page.split('/');
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/live/${code}/${index}?client=${client}`, { headers });
    this.socket.on('message', (data: Buffer) => this.came(data.toString()));
  }

  static async open(spot: Spot): Promise<LiveBrowser> {
    const browser = new LiveBrowser(spot);
    await once(browser.socket, 'open');
    return browser;
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
