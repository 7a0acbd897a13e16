import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP client that sends exactly what it is told and keeps what comes back. Text is Latin-1. */
export class RawSocket {
  readonly socket: Socket;
  received = '';
  readonly #closed: Promise<unknown>;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => (this.received += bytes.toString('latin1')));
    socket.on('error', () => {});
    this.#closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(port: number): Promise<RawSocket> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawSocket(socket);
  }

  /** On a connection that stands. */
  static over(socket: Socket): RawSocket {
    return new RawSocket(socket);
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Settles when what has been received contains the text; throws when the connection ends before. */
  async receive(text: string): Promise<string> {
    while (!this.received.includes(text)) {
      if (this.socket.closed) throw new Error(`the connection ended after ${JSON.stringify(this.received)}`);
      await Promise.race([once(this.socket, 'data'), this.#closed]);
    }
    return this.received;
  }

  /** Everything, once the other side has closed. */
  async all(): Promise<string> {
    await this.#closed;
    return this.received;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Sends one request and returns everything that comes until the other side closes. */
export async function rawRequest(port: number, text: string): Promise<string> {
  const socket = await RawSocket.open(port);
  socket.send(text);
  return socket.all();
}

/** A server that does with each connection what it is told: for answers that no HTTP server would give. */
export class RawServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Connections so far. */
  connections = 0;

  private constructor(onConnection: (socket: Socket, nth: number) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
      this.connections += 1;
      onConnection(socket, this.connections);
    });
  }

  static async open(onConnection: (socket: Socket, nth: number) => void): Promise<RawServer> {
    const server = new RawServer(onConnection);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** Gives each request that arrives whole in one piece this answer. */
  static async answering(text: string): Promise<RawServer> {
    return RawServer.open((socket) => socket.on('data', () => socket.write(text, 'latin1')));
  }

  get port(): number {
    return addressOf(this.#server).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

export function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on TCP');
  return address;
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await RawServer.open(() => {});
  const { port } = server;
  await server.close();
  return port;
}

/** A port whose listener stands still and has as many connections waiting as the kernel allows: a further one hangs. */
export class FullPort {
  readonly port: number;
  readonly #listener: ChildProcess;
  readonly #waiting: readonly Socket[];

  private constructor(port: number, listener: ChildProcess, waiting: readonly Socket[]) {
    this.port = port;
    this.#listener = listener;
    this.#waiting = waiting;
  }

  static async open(): Promise<FullPort> {
    const listen = 'const s=require("net").createServer().listen({port:0,host:"127.0.0.1",backlog:1},()=>console.log(s.address().port))';
    const listener = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(listener.stdout, 'data');
    listener.kill('SIGSTOP');
    const port = Number(String(line));
    const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
    await Promise.race(waiting.map(async (socket) => once(socket, 'connect')));
    return new FullPort(port, listener, waiting);
  }

  async close(): Promise<void> {
    for (const socket of this.#waiting) socket.destroy();
    const exited = once(this.#listener, 'exit');
    this.#listener.kill('SIGKILL');
    await exited;
  }
}
