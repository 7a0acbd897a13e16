import type { Redis } from 'ioredis';
import type { Logger } from '#kit/log/logger.ts';

/** Longer than this a visitor does not wait for Redis (platform specification, CCH-23). */
const answerWithinMs = 50;
const againMs = 500;

interface LinkOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Called on every new connection, before it is used. Throws where it cannot be. */
  readonly greet: (ask: Ask) => Promise<void>;
  readonly onMessage: (message: string) => void;
}

/** One command. Throws when it is not answered in time. */
export type Ask = (...words: readonly (string | number | Buffer)[]) => Promise<unknown>;

/** The channel of purges that routers of other machines have made. */
const channel = 'rc:purges';

/** The connection to the Redis that routers share. As soon as it is slow it counts as away, and nobody waits for it until it answers again. */
export class RedisLink {
  readonly #options: LinkOptions;
  #redis: Redis | null = null;
  #listener: Redis | null = null;
  #isUp = false;
  #isMissed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  async open(): Promise<void> {
    const { Redis: Client } = await import('ioredis');
    const { url, onMessage } = this.#options;
    const settings = {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      enableReadyCheck: false,
      connectTimeout: 1000,
      retryStrategy: () => againMs,
    };
    const redis = new Client(url, settings);
    const listener = new Client(url, { ...settings, autoResubscribe: false });
    this.#redis = redis;
    this.#listener = listener;
    redis.on('error', () => {}).on('ready', () => void this.#greet());
    redis.on('close', () => this.#lose('closed'));
    listener.on('error', () => {}).on('ready', () => void listener.subscribe(channel).catch(() => listener.disconnect(true)));
    listener.on('message', (_, message) => onMessage(message));
  }

  /** Null when Redis is away, or has just turned out to be. */
  async ask(...words: readonly (string | number | Buffer)[]): Promise<unknown> {
    if (!this.#isUp) return null;
    try {
      return await this.#send(...words);
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  close(): void {
    this.#isUp = false;
    for (const client of [this.#redis, this.#listener])
      client
        ?.removeAllListeners()
        .on('error', () => {})
        .disconnect();
  }

  async #greet(): Promise<void> {
    try {
      await this.#options.greet((...words) => this.#send(...words));
      this.#isUp = true;
      if (this.#isMissed) this.#options.logger.info('cache_store_came_back');
      this.#isMissed = false;
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
    }
  }

  /** A refusal, for want of memory, is an answer. */
  #failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && error.name === 'ReplyError') this.#options.logger.warn('cache_store_refused', { why });
    else this.#lose(why);
  }

  #lose(why: string): void {
    this.#isUp = false;
    if (!this.#isMissed) this.#options.logger.warn('cache_store_away', { code: 'X07', why });
    this.#isMissed = true;
    if (this.#redis?.status === 'ready') this.#redis.disconnect(true);
  }

  readonly #send: Ask = async (name, ...words) => {
    const answer = this.#redis?.callBuffer(String(name), ...words) ?? Promise.reject(new Error('not connected'));
    const late = new AbortController();
    const timer = setTimeout(() => setImmediate(() => late.abort()), answerWithinMs); // what has come by then is read first
    try {
      return await Promise.race([answer, lateOf(late.signal)]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function lateOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${answerWithinMs} ms`)), { once: true });
  });
}
