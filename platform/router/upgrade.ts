import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { AnswerHead } from '../rules/answer-head.ts';
import type { Connection } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { withOwnLines } from './pass-on.ts';
import { RequestFault } from './request-fault.ts';
import type { Router } from './router.ts';
import type { Watched } from './watch.ts';

interface Upgrade {
  readonly exchange: Exchange;
  readonly connection: Connection;
  readonly head: AnswerHead;
}

const handshakeSalt = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Whether the dyno's 101 answers the client's own key (RFC 6455, section 4.2.2); without a key there is nothing to answer. */
export function shakesHands({ request }: Exchange, { headers }: AnswerHead): boolean {
  const key = request.headers['sec-websocket-key'];
  if (key === undefined) return true;
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'sec-websocket-accept');
  return at >= 0 && headers[at + 1] === createHash('sha1').update(`${key}${handshakeSalt}`).digest('base64');
}

/** Passes the dyno's 101 on and then every byte, both ways, until one side ends. The dyno's slot is free meanwhile (RTR-11). */
export async function spliceWebSocket({ exchange, connection, head }: Upgrade, router: Router): Promise<null> {
  const { response } = exchange;
  const client = response.socket;
  if (client === null) return null;
  response.detachSocket(client);
  exchange.status = head.status;
  exchange.isUpgraded = true;
  client.write(upgradeText(head, withOwnLines(exchange, head)), 'latin1');
  const app = exchange.app?.routes.name ?? '';
  router.books.sockets.opened(app);
  const splice = new Splice(client, { connection, idleMs: exchange.limits.idleMs, router });
  try {
    await splice.ended;
  } finally {
    router.books.sockets.closed(app);
    exchange.bytes = connection.socket.bytesRead - splice.readBefore.dyno;
    exchange.uploaded = client.bytesRead - splice.readBefore.client;
  }
  return null;
}

function upgradeText(head: AnswerHead, headers: readonly string[]): string {
  let text = `HTTP/1.1 ${head.status} ${head.reason}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i] ?? ''}: ${headers[i + 1] ?? ''}\r\n`;
  return `${text}\r\n`;
}

/** Two sockets joined. */
class Splice implements Watched {
  /** Rejects with H15 when neither side has said anything for too long, H24 when the router has to leave. */
  readonly ended: Promise<void>;
  readonly readBefore: { readonly client: number; readonly dyno: number };
  seat = -1;
  readonly #client: Socket;
  readonly #dyno: Socket;
  readonly #idleMs: number;
  readonly #router: Router;
  readonly #settle = Promise.withResolvers<void>();
  #lastByteAt = performance.now();
  #seen = 0;

  constructor(client: Socket, { connection, idleMs, router }: { connection: Connection; idleMs: number; router: Router }) {
    const dyno = connection.socket;
    this.ended = this.#settle.promise;
    this.readBefore = { client: client.bytesRead, dyno: dyno.bytesRead };
    this.#client = client;
    this.#dyno = dyno;
    this.#idleMs = idleMs;
    this.#router = router;
    client.on('error', () => {}).on('close', () => this.#end());
    client.on('end', () => this.#end()); // a dyno that does not close its half would keep the place of one who has gone
    client.on('drain', () => dyno.resume());
    dyno.on('end', () => client.end()).on('close', () => this.#end());
    client.pipe(dyno);
    connection.takeOver((bytes) => this.#toClient(bytes));
    router.watch.add(this);
  }

  #toClient(bytes: Buffer): void {
    if (!this.#client.write(Buffer.from(bytes))) this.#dyno.pause();
  }

  look(nowMs: number): void {
    const seen = this.#client.bytesRead + this.#dyno.bytesRead;
    if (seen !== this.#seen) this.#lastByteAt = nowMs;
    this.#seen = seen;
    if (nowMs - this.#lastByteAt > this.#idleMs) this.#settle.reject(new RequestFault('H15'));
    else return;
    this.#end();
  }

  #end(): void {
    this.#router.watch.delete(this);
    this.#client.destroySoon();
    this.#dyno.destroySoon();
    this.#settle.resolve();
  }
}
