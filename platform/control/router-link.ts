import { ApiConnection } from '../api-connection.ts';
import type { AppRoutes, RouteTable } from '../rules/route-table.ts';

/** The router answers from memory: longer means it is away. */
const answerWithinMs = 2_000;

export interface RouterStatus {
  readonly version: number;
  /** Requests under way, by dyno id. */
  readonly inflight: Readonly<Record<string, number>>;
}

/** Control's connection to the router: pushes the whole table when it changed, or when the router has another one. */
export class RouterLink {
  readonly #api: ApiConnection;
  readonly #baseDomain: string;
  #version: number;
  #pushed = '';
  #isUp = false;

  constructor(options: { readonly socket: string; readonly baseDomain: string; readonly nowMs: number }) {
    this.#api = new ApiConnection({ kind: 'socket', path: options.socket, actor: 'control' });
    this.#baseDomain = options.baseDomain;
    this.#version = options.nowMs; // greater than every version of an earlier control
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** True when the router has this table; from then on no request goes to a dyno that is not in it. */
  async push(apps: readonly AppRoutes[]): Promise<boolean> {
    try {
      const text = JSON.stringify(apps);
      const isCurrent = text === this.#pushed && (await this.status()).version === this.#version;
      if (!isCurrent) await this.#put(apps, text);
      this.#isUp = true;
    } catch {
      this.#isUp = false;
    }
    return this.#isUp;
  }

  status(): Promise<RouterStatus> {
    return this.#api.call<RouterStatus>({ method: 'GET', path: '/status', signal: AbortSignal.timeout(answerWithinMs) });
  }

  async #put(apps: readonly AppRoutes[], text: string): Promise<void> {
    this.#version += 1;
    const table: RouteTable = { version: this.#version, baseDomain: this.#baseDomain, apps };
    await this.#api.call({ method: 'PUT', path: '/table', body: table, signal: AbortSignal.timeout(answerWithinMs) });
    this.#pushed = text;
  }
}
