import type { RequestCode } from '../rules/codes.ts';
import type { App } from './app.ts';
import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault } from './request-fault.ts';
import type { Watch, Watched } from './watch.ts';

interface Waiting {
  readonly exchange: Exchange;
  readonly app: App;
  readonly watch: Watch;
  /** Dynos that have failed it. */
  readonly tried: ReadonlySet<Dyno> | null;
  /** The app wakes: after so long a page waits in the person's place. Null: they wait themselves. */
  readonly pageMs: number | null;
}

export interface WaitingTime {
  /** From the request's arrival. */
  readonly ms: number;
  readonly thenCode: RequestCode;
}

/** A request that waits in its app's line until a dyno has a free slot. */
export class Waiter implements Watched {
  /** Null when its client went away. */
  readonly dyno: Promise<Dyno | null>;
  readonly tried: ReadonlySet<Dyno> | null;
  readonly goesFirst: boolean;
  seat = -1;
  readonly #waiting: Waiting;
  readonly #settle: PromiseWithResolvers<Dyno | null>;
  #time: WaitingTime;
  readonly #onClose = (): void => {
    this.#leave();
    this.#waiting.exchange.clientLeft();
    this.#settle.resolve(null);
  };

  constructor(waiting: Waiting, time: WaitingTime) {
    this.#waiting = waiting;
    this.#time = time;
    this.#settle = Promise.withResolvers();
    this.dyno = this.#settle.promise;
    this.tried = waiting.tried;
    this.goesFirst = waiting.exchange.goesFirst;
    waiting.app.waiting.add(this);
    waiting.watch.add(this);
    waiting.exchange.response.once('close', this.#onClose);
  }

  serve(dyno: Dyno): void {
    this.#leave();
    this.#settle.resolve(dyno);
  }

  refuse(fault: Error): void {
    this.#leave();
    this.#settle.reject(fault);
  }

  /** The app stands differently now. */
  waitFor(time: WaitingTime): void {
    this.#time = time;
  }

  look(nowMs: number): void {
    const { exchange, pageMs } = this.#waiting;
    if (pageMs !== null && nowMs - exchange.arrivedAt > pageMs) this.refuse(new RequestFault('X01'));
    else if (nowMs - exchange.arrivedAt > this.#time.ms) this.refuse(new RequestFault(this.#time.thenCode));
  }

  #leave(): void {
    const { app, watch, exchange } = this.#waiting;
    app.waiting.delete(this);
    watch.delete(this);
    exchange.response.off('close', this.#onClose);
  }
}
