import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Connections that nobody takes, so many that the system drops every further one. */
export async function fillBacklog(port: number): Promise<{ close(): void }> {
  const sockets: Socket[] = [];
  for (let isFull = false; !isFull && sockets.length < 10_000;) {
    const some = Array.from({ length: 100 }, () => connect({ port, host: '127.0.0.1' }).on('error', () => {}));
    sockets.push(...some);
    const all = Promise.all(some.map((socket) => once(socket, 'connect'))).then(() => false);
    isFull = await Promise.race([all, sleep(1000).then(() => true)]);
  }
  return { close: () => sockets.forEach((socket) => socket.destroy()) };
}
