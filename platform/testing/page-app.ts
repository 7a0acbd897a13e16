import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';

/** What a page of the app is answered with. */
export interface PageAnswer {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

type Answer = (request: IncomingMessage) => PageAnswer | Promise<PageAnswer>;

/** An app on a port of its own whose pages the test writes, and which remembers what it was asked for. */
export class PageApp {
  readonly asked: IncomingMessage[] = [];
  answer: Answer;
  readonly #server: Server;

  private constructor(answer: Answer) {
    this.answer = answer;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(answer: Answer): Promise<PageApp> {
    const app = new PageApp(answer);
    app.#server.listen(0, '127.0.0.1');
    await once(app.#server, 'listening');
    return app;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Settles when the next request has arrived. */
  async nextAsked(): Promise<void> {
    await once(this.#server, 'asked');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked.push(request);
    this.#server.emit('asked');
    const { status = 200, headers = {}, body = '' } = await this.answer(request);
    response.writeHead(status, { 'Content-Type': 'text/html', ...headers });
    response.end(body);
  }
}
