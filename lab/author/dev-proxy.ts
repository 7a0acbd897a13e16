import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { devPage, watchForSaves, withWatcher, type DevNews } from './dev-page.ts';
import { devSeats } from './dev-seats.ts';

/** What the browsers of an author are shown: the newest web process that works, and the news about saves. */
export interface DevSite {
  /** Of the web process; null while none has ever started. */
  port(): number | null;
  news(): DevNews;
}

export interface DevServer {
  readonly server: Server;
  /** Every page that is open gets the news. */
  readonly tell: () => void;
}

/** In front of the web process, which is another one after each save. */
export function devServer(site: DevSite): DevServer {
  const listeners = new Set<ServerResponse>();
  const seats = devSeats();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const port = site.port();
    if (pathname === '/dev/events') return listen(response, listeners, site);
    if (pathname === '/dev/watch.js') return send(response, 'text/javascript', `(${watchForSaves.toString()})();`);
    if (port === null) return showStart(response, site, []);
    if (pathname === '/dev' || pathname === '/')
      return void seats.configs(port).then((configs) => showStart(response, site, configs), fail(response));
    if (pathname === '/dev/start') {
      const next = seats.next(port, searchParams.get('config') ?? '');
      return void next.then((location) => response.writeHead(303, { location }).end(), fail(response));
    }
    forward(request, response, port);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => upgrade({ request, socket, head }, site.port()));
  return {
    server,
    tell: () => {
      for (const response of listeners) response.write(`data: ${JSON.stringify(site.news())}\n\n`);
    },
  };
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>, site: DevSite): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: 300\n\ndata: ${JSON.stringify(site.news())}\n\n`);
  listeners.add(response);
  response.once('close', () => listeners.delete(response));
}

type Configs = Parameters<typeof devPage>[0];

function showStart(response: ServerResponse, site: DevSite, configs: Configs): void {
  send(response, 'text/html', withWatcher(devPage(configs, site.news().fault).toString()));
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(text);
}

/** Also when the web process ends in the middle: the browser tries again after the reload. */
function fail(response: ServerResponse): (error: Error) => void {
  return (error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(`${error.message}\nLoad the page again.`);
  };
}

function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url: path } = request;
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  const onward = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => pass(answer, response));
  onward.once('error', fail(response));
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}

function pass(answer: IncomingMessage, response: ServerResponse): void {
  const { statusCode = 502, headers } = answer;
  if (!headers['content-type']?.startsWith('text/html')) {
    response.writeHead(statusCode, headers);
    return void answer.pipe(response);
  }
  const parts: Buffer[] = [];
  answer.on('data', (part: Buffer) => parts.push(part));
  answer.once('error', fail(response));
  answer.once('end', () => {
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = headers;
    response.writeHead(statusCode, rest).end(withWatcher(Buffer.concat(parts).toString()));
  });
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Live pages: the bytes go through as they are. */
function upgrade({ request, socket, head }: Upgrade, port: number | null): void {
  if (port === null) return void socket.destroy();
  const onward = connect(port, '127.0.0.1', () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const side of [onward, socket]) side.on('error', () => [onward, socket].forEach((one) => one.destroy()));
}
