import { setTimeout as pause } from 'node:timers/promises';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import type { Html } from '#kit/html/html.ts';
import type { Visit } from './access.ts';

const tickMs = 1_000;

/** Runs `work` each second while somebody listens. Ends when it fails: the page comes back and is told why. */
export async function eachSecond(visit: Pick<Visit, 'request' | 'reply'>, work: (stream: EventStream) => Promise<void>): Promise<void> {
  const stream = openEventStream(visit.request, visit.reply);
  const gone = new AbortController();
  stream.onClose(() => gone.abort());
  while (!gone.signal.aborted) {
    const isDone = await work(stream).then(
      () => true,
      () => false,
    );
    if (!isDone) break;
    await pause(tickMs, undefined, { signal: gone.signal }).catch(() => {});
  }
  stream.close();
}

/** The parts of a page that its event stream keeps up to date, by name. */
export type Regions<State> = Readonly<Record<string, (state: State) => Html>>;

/** Sends the parts that have changed since they were last sent. `plain` leaves out of the comparison what the browser counts by itself. */
export class RegionNews<State> {
  readonly #sent = new Map<string, string>();
  readonly #regions: Regions<State>;
  readonly #plain: (state: State) => State;

  constructor(regions: Regions<State>, plain: (state: State) => State = (state) => state) {
    this.#regions = regions;
    this.#plain = plain;
  }

  send(stream: EventStream, state: State): void {
    for (const [name, render] of Object.entries(this.#regions)) {
      const told = render(this.#plain(state)).toString();
      if (this.#sent.get(name) !== told) stream.send(name, render(state).toString());
      this.#sent.set(name, told);
    }
  }
}
