import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Script } from './bot.ts';
import { playRequests } from './play-requests.ts';
import type { LevelFigures } from './rules/level.ts';
import { readPlan } from './rules/plan-file.ts';
import type { Stage } from './stage.ts';

const seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];

/** A page with a form, which gives each visitor a cookie and a token and wants both back; `/gone` is broken. */
const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const piece of request) body += String(piece);
  const { method = '', url = '', headers } = request;
  seen.push({ method, url, headers, body });
  if (url === '/gone') response.writeHead(500).end('no');
  else if (method === 'POST') response.writeHead(302, { location: '/thanks' }).end();
  else givePage(response, headers.cookie === undefined);
}

function givePage(response: ServerResponse, isNew: boolean): void {
  const cookie = isNew ? { 'set-cookie': `visitor=${seen.length}; Path=/` } : {};
  response.writeHead(200, { 'content-type': 'text/html', ...cookie });
  response.end(
    '<main><form method="post" action="/vote"><input type="hidden" name="token" value="t0ken1"><input type="number" name="age" min="18" max="20"></form></main>',
  );
}

let stage: Stage;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  stage = {
    id: '3f9a1c',
    word: '3f9a1c',
    app: 'votes',
    target: 'votes',
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    release: 1,
    config: {},
    present: { web: { quantity: 1 } },
    runsAlone: false,
    cores: null,
    upgrades: {},
    hourly: () => [],
    look: () => Promise.resolve({ atMs: performance.now(), processorMs: null, dynos: [], stores: [], cache: null }),
    codes: () => Promise.resolve({ H11: 3 }),
    setFormation: () => Promise.resolve(),
    breakPart: () => Promise.resolve(),
    check: () => Promise.resolve([]),
  };
});
after(() => server.close().closeAllConnections());

const plan = readPlan({
  people: 4,
  sources: [{ kind: 'http', requests: [{ get: '/' }] }],
  arrival: { mode: 'at once' },
  levels: { warmUp: 0, hold: 1 },
  think: { default: { median: 0, p95: 0 } },
});

/** Long enough for every request to be meant for it, also on a busy machine. */
const longLevel = { ...plan, levels: { ...plan.levels, hold: 5 } };

function played(script: Script, { wish = plan, signal = new AbortController().signal } = {}): Promise<LevelFigures> {
  seen.length = 0;
  const watcher = { says: () => {}, second: () => {}, levelDone: () => {} };
  return playRequests({ plan: wish, stage, watcher, people: 4, script, signal });
}

describe('a level of requests', () => {
  it('has everybody open the page, fill in its form by its own rules, and follow where it leads', async () => {
    const level = await played(
      async (bot) => {
        await (await bot.get('/')).submit({ age: '19' });
      },
      { wish: longLevel },
    );
    assert.deepEqual([level.requests, level.failedPercent], [8, 0]);
    assert.deepEqual(Object.keys(level.routes).toSorted(), ['GET /', 'POST /vote']);
    const votes = seen.filter(({ method }) => method === 'POST');
    assert.equal(votes.length, 4);
    assert.ok(votes.every(({ body }) => body === 'token=t0ken1&age=19'));
    assert.equal(new Set(votes.map(({ headers }) => headers.cookie)).size, 4, 'each bot has cookies of its own');
    assert.equal(seen.filter(({ url }) => url === '/thanks').length, 4);
  });
  it('says who it is with every request', async () => {
    await played(async (bot) => void (await bot.get('/')));
    assert.ok(seen.every(({ headers }) => headers['user-agent'] === 'rostra-bot' && headers['x-rostra-rehearsal'] === '3f9a1c'));
  });
  it('counts what failed and why, and what a script checks', async () => {
    const { failedPercent, failures } = await played(async (bot) => {
      await bot.get('/gone');
      bot.check('the draw is there', bot.number > 0);
    });
    assert.deepEqual(failures, { '500 for GET /gone': 4, 'the draw is there': 1 });
    assert.ok(failedPercent >= 100);
  });
  it('gives what is asked for within a group the group’s name, and shares what a bot knows', async () => {
    const { routes } = await played(
      async (bot) => {
        await bot.group('the way in', async () => void (await bot.get('/a')));
        bot.shared.set('count', Number(bot.shared.get('count') ?? 0) + 1);
        await bot.get('/b');
      },
      { wish: longLevel },
    );
    assert.deepEqual(Object.keys(routes).toSorted(), ['GET /b', 'the way in']);
  });
  it('takes the platform’s codes along', async () =>
    assert.deepEqual((await played(async (bot) => void (await bot.get('/')))).evidence.codes, { H11: 3 }));
  it('ends at once when it is stopped', async () => {
    const stopping = new AbortController();
    const playing = played(
      async (bot) => {
        stopping.abort();
        await bot.think(60);
      },
      { signal: stopping.signal },
    );
    await assert.rejects(playing);
  });
});
