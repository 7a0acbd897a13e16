import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { RostraError } from '../errors/rostra-error.ts';
import { readReply } from './reply.ts';
import type { RedisReply } from './reply.ts';

const connectLimitMs = 10_000;

/** One connection to a Redis server, one command after another. For a person at a prompt and for a look at the server; apps bring a client of their own. */
export class RedisSession {
  readonly #socket: Socket;
  readonly #where: string;
  #received = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<RedisReply> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** Connects and logs in, as `redis://user:password@host:port/number` says. A RostraError when it cannot. */
  static async open(address: string): Promise<RedisSession> {
    const url = new URL(address);
    const place = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 6379) };
    const isTls = url.protocol === 'rediss:';
    const socket = isTls ? connectTls({ ...place, ...trust(place.host) }) : connect(place);
    const where = `${place.host}:${place.port}`;
    try {
      await once(socket, isTls ? 'secureConnect' : 'connect', { signal: AbortSignal.timeout(connectLimitMs) });
    } catch {
      socket.destroy();
      throw unreachable(where);
    }
    const session = new RedisSession(socket, where);
    await session.#enter(url);
    return session;
  }

  private constructor(socket: Socket, where: string) {
    this.#socket = socket;
    this.#where = where;
    socket.on('data', (piece: Buffer) => this.#take(piece));
    socket.on('error', () => {}); // 'close' follows
    socket.once('close', () => {
      this.#isClosed = true;
      this.#waiting?.reject(unreachable(where));
    });
  }

  /** A command in words, as an app sends it. */
  command(...words: readonly string[]): Promise<RedisReply> {
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    return this.#ask(`*${words.length}\r\n${parts.join('')}`);
  }

  /** A command as a person types it: the server divides it into words and understands its quotes. An empty line has no answer. */
  typed(line: string): Promise<RedisReply> {
    return this.#ask(` ${line.replaceAll(/[\r\n]/g, ' ')}\r\n`); // the blank: a line that began with * would be half a command of a program
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }

  async #enter(url: URL): Promise<void> {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    const number = url.pathname.slice(1);
    const greetings = [
      ...(password === '' ? [] : [['AUTH', ...(user === '' ? [] : [user]), password]]),
      ...(number === '' || number === '0' ? [] : [['SELECT', number]]),
    ];
    for (const words of greetings) {
      const reply = await this.command(...words);
      if (reply.kind !== 'error') continue;
      await this.close();
      throw refused(this.#where, reply.text);
    }
  }

  #ask(request: string): Promise<RedisReply> {
    const answer = this.#last.then(() => {
      if (this.#isClosed) throw unreachable(this.#where);
      this.#waiting = Promise.withResolvers<RedisReply>();
      this.#socket.write(request);
      return this.#waiting.promise;
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  #take(piece: Buffer): void {
    this.#received = Buffer.concat([this.#received, piece]);
    const read = readReply(this.#received);
    if (read === null) return;
    this.#received = this.#received.subarray(read.end);
    this.#waiting?.resolve(read.reply);
  }
}

/** On this machine nobody stands between; its servers have certificates of the platform's own authority. */
function trust(host: string): { readonly servername?: string; readonly rejectUnauthorized?: boolean } {
  if (host === '127.0.0.1' || host === '::1') return { rejectUnauthorized: false };
  return isIP(host) === 0 ? { servername: host } : {};
}

function unreachable(where: string): RostraError {
  return new RostraError({
    code: 'REDIS_UNREACHABLE',
    status: 503,
    message: `No Redis server answers at ${where}.`,
    hint: 'An add-on server listens on the machine of the platform only; there `rostra addons` says how it is.',
  });
}

function refused(where: string, reason: string): RostraError {
  return new RostraError({
    code: 'REDIS_REFUSED',
    status: 403,
    message: `The Redis server at ${where} lets us not in: ${reason}`,
    hint: 'Look at the address in the config var.',
  });
}
