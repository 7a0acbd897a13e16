import pg from 'pg';
import type { Logger } from '../log/logger.ts';
import { HeldClient, type Statement } from './held-client.ts';

interface Connection {
  readonly client: HeldClient;
  readonly ready: Promise<unknown>;
  isOpen: boolean;
  waiting: number;
}

/** A changed table makes an old plan fail once; the statement is then sent again on a new connection. */
const planOutOfDate = '0A000';

/**
 * A few connections that everybody's single statements share by pipelining: few are faster than many, because more statements
 * then share a socket write. A connection that is lost is opened again by the next statement.
 */
export class SharedConnections {
  readonly #options: pg.ClientConfig;
  readonly #logger: Logger;
  readonly #places: (Connection | null)[];
  #ended = false;

  constructor(options: pg.ClientConfig, count: number, logger: Logger) {
    this.#options = options;
    this.#logger = logger;
    this.#places = Array.from({ length: count }, () => null);
  }

  async send(query: Statement, isRepeat = false): Promise<pg.QueryResult> {
    const place = this.#leastBusy();
    const connection = (this.#places[place] ??= this.#open(place));
    connection.waiting += 1;
    try {
      if (!connection.isOpen) await connection.ready;
      return await connection.client.send(query);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#drop(place, connection);
      else if (error.code === planOutOfDate && !isRepeat) {
        this.#drop(place, connection);
        return await this.send(query, true);
      }
      throw error;
    } finally {
      connection.waiting -= 1;
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.allSettled(this.#places.map(async (connection) => connection?.client.end()));
  }

  #leastBusy(): number {
    let best = 0;
    for (let place = 0; place < this.#places.length; place += 1) {
      if ((this.#places[place]?.waiting ?? 0) < (this.#places[best]?.waiting ?? 0)) best = place;
    }
    return best;
  }

  #open(place: number): Connection {
    if (this.#ended) throw new Error('Client was ended');
    const client = new HeldClient(this.#options);
    const ready = client.connect();
    const connection: Connection = { client, ready, isOpen: false, waiting: 0 };
    void ready.then(
      () => (connection.isOpen = true),
      () => this.#drop(place, connection),
    );
    client.on('error', (error) => {
      this.#logger.warn('database_connection_lost', { error });
      this.#drop(place, connection);
    });
    return connection;
  }

  #drop(place: number, connection: Connection): void {
    if (this.#places[place] !== connection) return;
    this.#places[place] = null;
    connection.client.end().catch(() => {});
  }
}
