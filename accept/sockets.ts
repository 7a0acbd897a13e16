import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface SocketsWish {
  readonly port: number;
  readonly host: string;
  readonly count: number;
  readonly pingMs: number;
  readonly path?: string;
}

/** Many WebSockets that a browser would hold open. */
export interface Crowd {
  /** How many have been closed by somebody else. */
  readonly closed: number;
  /** Whether each sends back what it is sent. */
  echoAll(): Promise<boolean>;
  close(): void;
}

export async function openSockets({ port, host, count, pingMs, path = '/ws' }: SocketsWish): Promise<Crowd> {
  const sockets = await Promise.all(Array.from({ length: count }, () => open(`ws://127.0.0.1:${port}${path}`, host)));
  let closed = 0;
  let isOver = false;
  for (const socket of sockets) socket.on('close', () => (closed += isOver ? 0 : 1)).on('error', () => {});
  const pings = setInterval(() => {
    for (const socket of sockets) if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, pingMs);
  return {
    get closed() {
      return closed;
    },
    echoAll: async () => (await Promise.all(sockets.map((socket, at) => echoes(socket, `hello ${at}`)))).every(Boolean),
    close: () => {
      isOver = true;
      clearInterval(pings);
      for (const socket of sockets) socket.terminate();
    },
  };
}

async function open(url: string, host: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers: { host }, perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

async function echoes(socket: WebSocket, text: string): Promise<boolean> {
  if (socket.readyState !== WebSocket.OPEN) return false;
  const answer = once(socket, 'message', { signal: AbortSignal.timeout(5000) });
  socket.send(text);
  const [message] = await answer;
  return String(message) === text;
}
