import { Socket } from 'node:net';
import pg from 'pg';

/** A statement as the driver takes it. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * A connection on which everything that one turn of the event loop asks for leaves together: one write, and one waking of the server's
 * process, instead of one for each statement.
 */
export class HeldClient extends pg.Client {
  readonly #socket: Socket;
  #isHeld = false;

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.#socket = socket;
  }

  /** What `query` does, without the copies that it makes of what it is given. Rejects with the driver's error. */
  send(statement: Statement): Promise<pg.QueryResult> {
    this.#hold();
    return new Promise((resolve, reject) => {
      this.query(new NamedQuery(statement, (error, result) => (error ? reject(error) : resolve(result))));
    });
  }

  /** A statement without values that is not worth a name: `begin`. */
  sendText(text: string): Promise<pg.QueryResult> {
    this.#hold();
    return this.query(text);
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#isHeld = false;
      this.#socket.uncork();
    });
  }
}

class NamedQuery extends pg.Query {
  readonly name: string;

  constructor({ name, text, values }: Statement, answered: (error: Error | undefined, result: pg.QueryResult) => void) {
    super(text, values, answered);
    this.name = name;
  }
}
