import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { drainAddress, octetCounted } from '../../rules/syslog.ts';
import type { DrainKind } from '../../rules/syslog.ts';
import { isPrivate, lookupFor } from './public-lookup.ts';

/** One way to hand lines on. */
export interface Sender {
  /** Settles when the messages have left; throws when they could not. */
  send(messages: readonly string[]): Promise<void>;
  close(): void;
}

export interface Destination {
  readonly url: string;
  readonly token: string;
  readonly allowsPrivate: boolean;
}

const limitMs = 10_000;

/** The sender for a drain's URL. */
export function senderFor(destination: Destination): Sender {
  const address = drainAddress(destination.url);
  if (!address.ok) throw new Error(address.fault);
  return address.kind === 'https' || address.kind === 'http' ? httpSender(destination) : syslogSender(destination, address);
}

interface Place {
  readonly kind: DrainKind;
  readonly host: string;
  readonly port: number;
}

/** One connection, kept while it lasts. */
function syslogSender({ allowsPrivate }: Destination, place: Place): Sender {
  let open: Promise<Socket> | null = null;
  const forget = (): void => {
    open?.then((socket) => socket.destroy()).catch(() => {});
    open = null;
  };
  return {
    send: async (messages) => {
      open ??= connected(place, allowsPrivate);
      try {
        await written(await open, messages.map(octetCounted).join(''));
      } catch (error) {
        forget();
        throw error;
      }
    },
    close: forget,
  };
}

async function connected({ kind, host, port }: Place, allowsPrivate: boolean): Promise<Socket> {
  refusePrivate(host, allowsPrivate);
  const place = { host, port, lookup: lookupFor(allowsPrivate) };
  const isTls = kind === 'syslog+tls';
  const socket = isTls ? connectTls({ ...place, ...(isIP(host) === 0 ? { servername: host } : {}) }) : connect(place);
  socket.on('error', () => {}); // who writes hears of it
  socket.unref();
  await once(socket, isTls ? 'secureConnect' : 'connect', { signal: AbortSignal.timeout(limitMs) });
  return socket;
}

async function written(socket: Socket, text: string): Promise<void> {
  if (socket.destroyed || socket.readableEnded) throw new Error('The connection was closed');
  await new Promise<void>((resolve, reject) => {
    socket.write(text, (error) => (error == null ? resolve() : reject(error)));
  });
}

/** As Heroku's logplex posts: a frame of octet-counted messages. */
function httpSender({ url, token, allowsPrivate }: Destination): Sender {
  const address = new URL(url);
  return {
    send: async (messages) => {
      refusePrivate(address.hostname.replace(/^\[|\]$/g, ''), allowsPrivate);
      const body = messages.map(octetCounted).join('');
      const headers = {
        'content-type': 'application/logplex-1',
        'content-length': Buffer.byteLength(body),
        'logplex-msg-count': String(messages.length),
        'logplex-frame-id': randomUUID(),
        'logplex-drain-token': token,
        'user-agent': 'rostra-logplex/1',
      };
      const request = (address.protocol === 'https:' ? requestTls : requestPlain)(address, {
        method: 'POST',
        headers,
        lookup: lookupFor(allowsPrivate),
        signal: AbortSignal.timeout(limitMs),
      });
      request.end(body);
      const status = await new Promise<number>((resolve, reject) => {
        request.once('error', reject);
        request.once('response', (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
          answer.once('error', reject);
        });
      });
      if (status < 200 || status > 299) throw new Error(`It answered ${status}`);
    },
    close: () => {},
  };
}

function refusePrivate(host: string, allowsPrivate: boolean): void {
  if (!allowsPrivate && isIP(host) !== 0 && isPrivate(host)) throw new Error(`${host} is in a private network`);
}
