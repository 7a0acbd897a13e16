/** One connection to a page's event stream (SSE), shared by all islands of the page that ask for the same address. */
export interface EventStream {
  /** Events of a name, their data parsed from JSON. */
  on(name: string, hear: (data: unknown) => void): void;
  /** Told every second while the connection is lost, with how long ago the last sign of life was; and once with null when it is back. */
  onAge(tell: (ageMs: number | null) => void): void;
  /** This island is done; the connection ends with the last one. */
  close(): void;
}

const shared = new Map<string, SharedStream>();

const staleAfterMs = 5_000; // a short drop is nobody's business
const longestWaitMs = 30_000;
const hiddenForMs = 60_000; // a browser allows six connections to a host: a tab that nobody looks at gives its own back

/** Opens the stream, or joins it when another island of the page has it open. */
export function openStream(url: string): EventStream {
  const stream = shared.get(url) ?? new SharedStream(url);
  shared.set(url, stream);
  return stream.join();
}

class SharedStream {
  readonly #url: string;
  #source: EventSource | null = null;
  #users = 0;
  #failures = 0;
  #lostAtMs: number | null = null;
  readonly #hearers = new Map<string, Set<(data: unknown) => void>>();
  readonly #tellers = new Set<(ageMs: number | null) => void>();
  readonly #clock = setInterval(() => this.#tellAge(), 1000);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    this.#url = url;
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (document.readyState === 'complete') this.#open();
    else addEventListener('load', this.#onLoad, { once: true }); // the islands of the page that are still to come must hear the first events too
  }

  join(): EventStream {
    this.#users += 1;
    const mine: (() => void)[] = [];
    return {
      on: (name, hear) => {
        mine.push(this.#hear(name, hear));
      },
      onAge: (tell) => {
        this.#tellers.add(tell);
        mine.push(() => this.#tellers.delete(tell));
      },
      close: () => {
        for (const leave of mine.splice(0)) leave();
        this.#users -= 1;
        if (this.#users === 0) this.#end();
      },
    };
  }

  #hear(name: string, hear: (data: unknown) => void): () => void {
    const hearers = this.#hearers.get(name) ?? new Set();
    if (!this.#hearers.has(name)) {
      this.#hearers.set(name, hearers);
      this.#attach(name);
    }
    hearers.add(hear);
    return () => hearers.delete(hear);
  }

  #attach(name: string): void {
    this.#source?.addEventListener(name, (event) => {
      for (const hear of this.#hearers.get(name) ?? []) hear(JSON.parse(event.data));
    });
  }

  #open(): void {
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      if (this.#lostAtMs === null) return;
      this.#lostAtMs = null;
      for (const tell of this.#tellers) tell(null);
    });
    source.addEventListener('error', () => {
      this.#lostAtMs ??= Date.now();
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      this.#failures += 1;
      this.#timer = setTimeout(() => this.#open(), Math.min(longestWaitMs, 1000 * 2 ** this.#failures));
    });
    for (const name of this.#hearers.keys()) this.#attach(name);
  }

  #tellAge(): void {
    if (this.#lostAtMs === null || Date.now() - this.#lostAtMs < staleAfterMs) return;
    for (const tell of this.#tellers) tell(Date.now() - this.#lostAtMs);
  }

  readonly #onLoad = (): void => this.#open();

  readonly #onVisibility = (): void => {
    clearTimeout(this.#timer);
    if (document.hidden) this.#timer = setTimeout(() => this.#rest(), hiddenForMs);
    else if (this.#source?.readyState === EventSource.CLOSED) this.#open();
  };

  #rest(): void {
    this.#source?.close();
    this.#lostAtMs ??= Date.now();
  }

  #end(): void {
    removeEventListener('load', this.#onLoad);
    this.#source?.close();
    clearInterval(this.#clock);
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    shared.delete(this.#url);
  }
}
