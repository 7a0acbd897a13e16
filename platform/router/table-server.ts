import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logger } from '#kit/log/logger.ts';
import type { RouteTable } from '../rules/route-table.ts';
import { bodyText } from './body-text.ts';
import { CacheDesk, type CacheWarmer } from './cache/desk.ts';
import type { Purger } from './cache/purger.ts';
import type { Routes } from './routes.ts';
import { readTable, storeTable } from './table-file.ts';

interface TableServerOptions {
  readonly routes: Routes;
  readonly purger: Purger;
  /** Where the socket is. */
  readonly socket: string;
  /** Where the last table stays for the next router. */
  readonly file: string;
  readonly logger: Logger;
  /** A new table is in force. */
  readonly onApplied: () => void;
  readonly warm: CacheWarmer;
  readonly store: { readonly isUp: boolean } | null;
}

/** Takes control's tables, and tells it how things are. */
export class TableServer {
  readonly #options: TableServerOptions;
  readonly #server: Server;
  readonly #cache: CacheDesk;
  /** One table after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TableServerOptions) {
    this.#options = options;
    this.#cache = new CacheDesk(options);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Takes the socket's name over from a router that is leaving, which keeps what it has accepted. */
  async listen(): Promise<void> {
    const { socket } = this.#options;
    const own = `${socket}.${process.pid}`;
    this.#server.listen(own);
    await once(this.#server, 'listening');
    await rename(own, socket);
  }

  close(): void {
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The next call must reach whichever router then has the socket's name.
    response.setHeader('Connection', 'close').setHeader('Content-Type', 'application/json');
    try {
      response.end(JSON.stringify(await this.#reply(request)));
    } catch (error) {
      const isFault = error instanceof RostraError;
      if (!isFault) this.#options.logger.error('table_request_failed', { error });
      response.statusCode = isFault ? error.status : 500;
      const { code, message } = isFault ? error : { code: 'OUR_MISTAKE', message: 'The router could not keep the table.' };
      response.end(JSON.stringify({ error: { code, message } }));
    }
  }

  async #reply(request: IncomingMessage): Promise<object> {
    const { routes } = this.#options;
    const { url = '' } = request;
    const call = `${request.method} ${url}`;
    if (call === 'GET /status') return { version: routes.version, inflight: routes.inflight() };
    if (call === 'PUT /table') return this.#put(readTable(await bodyText(request)));
    if (url.startsWith('/cache/')) return this.#cache.reply(call, request);
    throw new RostraError({ code: 'NOT_FOUND', status: 404, message: `The router has no ${call}.` });
  }

  async #put(table: RouteTable): Promise<{ version: number }> {
    const { routes, file } = this.#options;
    const before = this.#last;
    const applied = (async () => {
      await before.catch(() => {});
      routes.apply(table);
      this.#options.onApplied();
      await storeTable(file, table);
    })();
    this.#last = applied;
    await applied;
    return { version: table.version };
  }
}
