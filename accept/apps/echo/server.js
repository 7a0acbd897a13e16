// An app that does what it is asked to, well or badly. BOOT_MS waits before it listens; BIND listens elsewhere; DEAF ignores SIGTERM.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const { BIND, BOOT_MS = '0', DEAF, DIES, DYNO, KEEPER, PORT, ROSTRA_RELEASE } = process.env;
const held = [];
const openUploads = new Map();

const routes = {
  sleep: (request, response, ms) => void setTimeout(() => send(response, `slept ${ms}`), Number(ms)),
  cpu: (request, response, ms) => {
    for (const end = performance.now() + Number(ms); performance.now() < end;);
    send(response, `burnt ${ms}`);
  },
  mem: (request, response, mb) => {
    held.push(Buffer.alloc(Number(mb) * 1024 * 1024, 1));
    send(response, `held ${mb}`);
  },
  die: () => process.exit(7),
  half: (request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => request.socket.destroy(), 50);
  },
  garbage: (request) => request.socket.end('this is no HTTP\r\n\r\n'),
  silent: (request) => request.socket.destroy(),
  cookies: (request, response) => {
    response.setHeader('set-cookie', `a=${'x'.repeat(9000)}`);
    send(response, 'too much');
  },
  deafen: (request, response) => {
    response.setHeader('connection', 'close');
    send(response, 'deaf');
    server.close();
    setInterval(() => {}, 60_000); // it lives on
  },
  sse: (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: hello\n\n');
  },
  headers: (request, response) => send(response, JSON.stringify({ url: request.url, headers: request.rawHeaders })),
  whoami: (request, response) => send(response, JSON.stringify({ dyno: DYNO, release: ROSTRA_RELEASE, pid: process.pid })),
  count: async (request, response, key) => {
    for await (const piece of request) void piece;
    openUploads.set(key, (openUploads.get(key) ?? 0) + 1);
    process.stdout.write(`counted ${key}\n`);
    send(response, String(openUploads.get(key)));
  },
  chatter: (request, response, lines) => {
    const bytes = Number(new URL(request.url, 'http://echo').searchParams.get('bytes') ?? 0); // of each line, its end included
    for (let n = 0; n < Number(lines); n += 1) process.stdout.write(`${`line ${n}`.padEnd(bytes - 1, '.')}\n`);
    send(response, `said ${lines}`);
  },
};

function send(response, text) {
  response.setHeader('content-type', 'text/plain');
  response.end(text);
}

const server = createServer((request, response) => {
  const [, name = '', argument = ''] = new URL(request.url, 'http://echo').pathname.split('/');
  if (request.url.includes('smuggled')) process.stdout.write('SMUGGLED\n');
  const route = routes[name] ?? routes.whoami;
  route(request, response, argument);
});
server.keepAliveTimeout = 60_000;

/** Echoes frames of up to 125 bytes and answers pings (RFC 6455). */
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: websocket', `Sec-WebSocket-Accept: ${accept}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  let unread = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (let size = frameSize(unread); size !== null && unread.length >= size; size = frameSize(unread)) {
      answer(socket, unread.subarray(0, size));
      unread = unread.subarray(size);
    }
  });
});

function frameSize(bytes) {
  return bytes.length < 2 ? null : 6 + (bytes[1] & 0x7f);
}

function answer(socket, frame) {
  const kind = frame[0] & 0x0f;
  const payload = frame.subarray(6).map((byte, at) => byte ^ frame[2 + (at % 4)]);
  if (kind === 8) socket.end(Buffer.from([0x88, 0]));
  else socket.write(Buffer.concat([Buffer.from([kind === 9 ? 0x8a : 0x81, payload.length]), payload]));
}

if (KEEPER) {
  // One child in a session of its own, and one whose parent has gone: a stop has to find both.
  spawn('/bin/sh', ['-c', 'sleep 3000'], { detached: true, stdio: 'ignore' }).unref();
  spawn('/bin/sh', ['-c', '(sleep 3000 &) ; exit 0'], { detached: true, stdio: 'ignore' }).unref();
}
if (DIES) setTimeout(() => process.exit(Number(DIES)), 50);
process.on('SIGTERM', () => {
  process.stdout.write('heard SIGTERM\n');
  if (DEAF) return;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
if (BIND === 'never') setInterval(() => {}, 60_000);
else setTimeout(() => server.listen(Number(BIND ?? PORT), '127.0.0.1'), Number(BOOT_MS));
