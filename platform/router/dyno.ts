import type { Candidate } from '../rules/balancer.ts';
import type { RouterLimits } from '../rules/limits.ts';
import type { DynoAddress } from '../rules/route-table.ts';
import type { App } from './app.ts';
import { Connection, type DynoPlace } from './connection.ts';

/** One dyno as the router sees it: how much it works on, and its idle connections. */
export class Dyno implements Candidate {
  readonly id: string;
  readonly name: string;
  readonly place: DynoPlace;
  /** Requests that it works on now. */
  outstanding = 0;
  quarantinedUntilMs = 0;
  readonly #app: App;
  /** Most recently used last. */
  readonly #idle: Connection[] = [];
  #isGone = false;

  constructor(address: Pick<DynoAddress, 'id' | 'name'> & { readonly place: DynoPlace }, app: App) {
    this.id = address.id;
    this.name = address.name;
    this.place = address.place;
    this.#app = app;
  }

  get slots(): number {
    return this.#app.slots;
  }

  release(): void {
    this.outstanding -= 1;
    this.#app.serveWaiting();
  }

  /** An idle connection that may carry the request, or a new one. What must not be sent twice gets a fresher one (RTR-15). */
  connection(isSafe: boolean, limits: RouterLimits): Connection {
    const idleSince = performance.now() - (isSafe ? limits.upstreamIdleMs : limits.upstreamIdleUnsafeMs);
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      if (last.isOpen && last.idleSince > idleSince) return last;
      last.close();
    }
    return new Connection(this.place, limits);
  }

  /** Keeps a connection for the next request. */
  keep(connection: Connection): void {
    if (this.#isGone) connection.close();
    else this.#idle.push(connection);
  }

  closeIdle(beforeMs: number): void {
    while (this.#idle[0] !== undefined && this.#idle[0].idleSince < beforeMs) this.#idle.shift()?.close();
  }

  /** It has left the table: what it works on it finishes. */
  leave(): void {
    this.#isGone = true;
    this.closeIdle(Infinity);
  }
}
