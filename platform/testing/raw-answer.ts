import { once } from 'node:events';
import { RawSocket } from './raw-socket.ts';

const lengthOf = (head: string): number => (head.startsWith('HTTP/1.1 304') ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0));

/** One answer, whole; empty when the connection ends instead. */
export async function ask(client: RawSocket, text: string): Promise<string> {
  const from = client.received.length;
  client.send(text);
  return answerFrom(client, from);
}

/** The same on a connection of its own. */
export async function askAnew(port: number, text: string): Promise<string> {
  const client = await RawSocket.open(port);
  const answer = await ask(client, text);
  client.close();
  return answer;
}

async function answerFrom(client: RawSocket, from: number): Promise<string> {
  for (;;) {
    const received = client.received.slice(from);
    const end = received.indexOf('\r\n\r\n') + 4;
    if (end > 3 && received.length >= end + lengthOf(received.slice(0, end))) return received;
    if (client.socket.closed) return received;
    await Promise.race([once(client.socket, 'data'), client.all()]);
  }
}
