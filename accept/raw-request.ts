import { connect } from 'node:net';

/** Sends these bytes on a connection of its own; everything that came back until the other side closed it, or was silent. */
export function exchangeRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let said = '';
    socket.setEncoding('latin1').on('data', (piece: string) => (said += piece));
    socket.on('error', () => {}).on('close', () => resolve(said));
    socket.setTimeout(700, () => socket.destroy());
    socket.write(bytes, 'latin1');
  });
}

/** The status codes of the answers, in their order. */
export function statuses(said: string): number[] {
  return [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1])).filter((status) => status >= 200);
}
