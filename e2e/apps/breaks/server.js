// Divides a pot among nobody, and reports it in the protocol of Sentry, with the places in its code but without the code.
import { createServer } from 'node:http';
import { relative } from 'node:path';

function payoff(group) {
  const pot = 120;
  return pot / group.players.lenght.valueOf();
}

createServer(async (request, response) => {
  try {
    if (request.url === '/payoff') payoff({ players: ['Ann', 'Ben'] });
    response.end('All is well.\n');
  } catch (error) {
    response.writeHead(500).end('That did not work.\n');
    await report(error, request);
  }
}).listen(process.env.PORT);

async function report(error, request) {
  const { username, origin, pathname } = new URL(process.env.SENTRY_DSN);
  const event = {
    exception: { values: [{ type: error.name, value: error.message, stacktrace: { frames: framesOf(error) } }] },
    release: process.env.ROSTRA_RELEASE,
    transaction: `${request.method} ${request.url}`,
    tags: { request_id: request.headers['x-request-id'] },
  };
  await fetch(`${origin}/api${pathname}/store/?sentry_key=${username}`, { method: 'POST', body: JSON.stringify(event) });
}

function framesOf({ stack }) {
  const calls = stack.matchAll(/at (?:(\S+) \()?file:\/\/(.+?):(\d+):(\d+)/g);
  return Array.from(calls, ([, name, file, line]) => ({
    function: name,
    filename: relative(process.cwd(), file),
    lineno: Number(line),
  })).reverse();
}
