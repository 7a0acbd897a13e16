// A tab site that keeps its pages for a minute in Redis, under the keys that Django uses, and its sessions beside them. It knows nothing of Rostra.
import { createServer } from 'node:http';
import { connect } from 'node:net';

const { PORT, REDIS_URL } = process.env;
const redis = await openRedis(new URL(REDIS_URL));
const pageKey = ':1:views.decorators.cache.cache_page..GET.draw.en.UTC';
const sessionKey = (id) => `:1:django.contrib.sessions.cache${id}`;
const pageSeconds = 60;

async function draw(request) {
  const id = /sessionid=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const user = id === undefined ? null : await redis('GET', sessionKey(id));
  if (user !== null) return { headers: { 'cache-control': 'private' }, body: `${await state()}, seen by ${user}` };
  const kept = await redis('GET', pageKey);
  const headers = { vary: 'Accept-Language, Accept-Encoding', 'cache-control': `max-age=${pageSeconds}` };
  if (kept !== null) return { headers, body: kept };
  const body = `${await state()}, seen by nobody`;
  await redis('SETEX', pageKey, String(pageSeconds), body);
  return { headers, body };
}

const state = async () => ((await redis('GET', ':1:released')) === 'yes' ? 'released' : 'not yet');

const pages = {
  '/cup/draw/': draw,
  '/cup/admin/login/': async () => {
    await redis('SET', sessionKey('director'), 'the director');
    return { status: 302, headers: { location: '/cup/draw/', 'set-cookie': 'sessionid=director; HttpOnly' } };
  },
  '/cup/admin/draw/round/1/release/': async () => {
    await redis('SET', ':1:released', (await state()) === 'released' ? 'no' : 'yes');
    return { status: 302, headers: { location: '/cup/draw/' } };
  },
  '/cup/admin/flushes/': async () => ({ body: /cmdstat_flush\w*:calls=\d+/.exec(await redis('INFO', 'commandstats'))?.[0] ?? 'none' }),
};

createServer(async (request, response) => {
  const { status = 200, headers = {}, body = '' } = (await pages[request.url]?.(request)) ?? { status: 404 };
  response.writeHead(status, { 'content-type': 'text/plain', ...headers });
  response.end(body);
}).listen(Number(PORT), '127.0.0.1');

/** As much of a Redis client as this site needs: one command after another, answers that are a text or nothing. */
async function openRedis(url) {
  const socket = connect(Number(url.port), url.hostname);
  let received = Buffer.alloc(0);
  const waiting = [];
  socket.on('data', (piece) => {
    received = Buffer.concat([received, piece]);
    for (let reply = readReply(received); reply !== null; reply = readReply(received)) {
      received = received.subarray(reply.end);
      waiting.shift()(reply.text);
    }
  });
  const command = (...words) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
    });
  await command('AUTH', decodeURIComponent(url.username) || 'default', decodeURIComponent(url.password));
  return command;
}

function readReply(bytes) {
  const lineEnd = bytes.indexOf('\r\n');
  if (lineEnd < 0) return null;
  const first = bytes.toString('utf8', 1, lineEnd);
  if (bytes[0] !== 36) return { text: first, end: lineEnd + 2 }; // 36: $
  const length = Number(first);
  if (length < 0) return { text: null, end: lineEnd + 2 };
  const end = lineEnd + 2 + length + 2;
  return bytes.length < end ? null : { text: bytes.toString('utf8', lineEnd + 2, end - 2), end };
}
