// A small app in a process of its own, for the router's tests. Listens on PORT and tells what it got.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { WebSocketServer } from 'ws';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const handlers: Readonly<Record<string, Handler>> = {
  '/': (_, response) => void response.end(`hello from ${process.pid}`),
  '/headers': (request, response) => void response.end(JSON.stringify({ url: request.url, headers: request.rawHeaders })),
  '/slow': (request, response) => {
    const ms = Number(new URL(request.url ?? '', 'http://echo').searchParams.get('ms'));
    setTimeout(() => response.end('slow'), ms);
  },
  '/never': () => {},
  '/echo': (request, response) => void request.pipe(response),
  '/upload': (request, response) => {
    const hash = createHash('sha256');
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      hash.update(piece);
      bytes += piece.length;
    });
    request.on('end', () => response.end(JSON.stringify({ bytes, sha256: hash.digest('hex') })));
  },
  '/early': (_, response) => void response.writeHead(413).end('too much'),
  '/large': (_, response) => {
    response.setHeader('Content-Length', 4_000_000);
    response.end(Buffer.alloc(4_000_000, 'x'));
  },
  '/events': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: one\n\n');
    const timer = setInterval(() => response.write('data: more\n\n'), 20);
    request.on('close', () => clearInterval(timer));
  },
  '/head-first': (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.flushHeaders();
  },
  '/trailers': (_, response) => {
    response.writeHead(200, { Trailer: 'X-Sum' });
    response.write('body');
    response.addTrailers({ 'X-Sum': '42' });
    response.end();
  },
  '/no-content': (_, response) => void response.writeHead(204).end(),
  '/not-modified': (_, response) => void response.writeHead(304, { ETag: '"1"' }).end(),
  '/surrogate': (_, response) => {
    response.writeHead(200, {
      'Surrogate-Control': 'max-age=60',
      'Surrogate-Key': 'draw',
      'Surrogate-Purge': 'draw',
      'Set-Cookie': ['a=1', 'b=2'],
    });
    response.end('public');
  },
  '/forbidden-upgrade': (_, response) => void response.writeHead(404).end('no such socket'),
};

function serve(): void {
  const server = createServer((request, response) => {
    const handler = handlers[new URL(request.url ?? '', 'http://echo').pathname];
    if (handler === undefined) response.writeHead(404).end('not found');
    else handler(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    if (request.url !== '/socket') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nforbidden');
    else
      sockets.handleUpgrade(request, socket, head, (client) =>
        client.on('error', () => {}).on('message', (data, isBinary) => client.send(data, { binary: isBinary })),
      );
  });
  server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
  });
}

/** The app, running. */
export interface EchoDyno {
  readonly port: number;
  readonly pid: number;
  kill(): Promise<void>;
}

export async function startEchoDyno(): Promise<EchoDyno> {
  const child: ChildProcess = spawn(process.execPath, [import.meta.filename], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null || child.pid === undefined) throw new Error('the echo dyno did not start');
  const exited = once(child, 'exit');
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited]);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { port: Number(line), pid: child.pid, kill };
}

if (import.meta.main) serve();
