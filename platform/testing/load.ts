import { Agent, request as httpRequest } from 'node:http';

interface LoadOptions {
  readonly port: number;
  readonly clients: number;
  /** Without it each request has a connection of its own. */
  readonly keepAlive: boolean;
  readonly path?: string;
}

/** Clients that ask the app `tab` one thing after another until they are stopped. */
export class Load {
  /** Good answers. */
  answered = 0;
  /** Statuses that were not 200, and errors. */
  readonly failures: string[] = [];
  readonly #options: LoadOptions;
  readonly #agent: Agent;
  readonly #clients: Promise<unknown>;
  #isStopped = false;
  #wake: (() => void)[] = [];

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: options.keepAlive });
    this.#clients = Promise.all(Array.from({ length: options.clients }, async () => this.#client()));
  }

  /** Settles after so many more good answers. */
  async more(count: number): Promise<void> {
    const wanted = this.answered + count;
    while (this.answered < wanted) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#clients;
    this.#agent.destroy();
  }

  async #client(): Promise<void> {
    while (!this.#isStopped) {
      const outcome = await this.#ask();
      if (outcome === '200') this.answered += 1;
      else this.failures.push(outcome);
      for (const wake of this.#wake.splice(0)) wake();
    }
  }

  async #ask(): Promise<string> {
    const { port, path = '/' } = this.#options;
    return new Promise((resolve) => {
      const request = httpRequest({ host: '127.0.0.1', port, path, agent: this.#agent, headers: { host: 'tab.localhost' } }, (answer) => {
        answer.on('end', () => resolve(String(answer.statusCode))).on('error', (error) => resolve(error.message));
        answer.resume();
      });
      request.on('error', (error) => resolve(error.message)).end();
    });
  }
}
