// A page whose script reports with @sentry/browser: `/` to the service itself, `/tunnel` by an address of one's own choice.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { BROWSER_DSN, PORT, SENTRY_RELEASE } = process.env;
const script = readFileSync('public/page.js');

createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(isScript ? script : page(request.url === '/tunnel'));
}).listen(PORT, '127.0.0.1');

function page(isTunnelled) {
  const { origin, pathname } = new URL(BROWSER_DSN);
  const tunnel = isTunnelled ? `${origin}/api${pathname}/envelope/` : undefined;
  const reporting = JSON.stringify({ dsn: BROWSER_DSN, release: SENTRY_RELEASE, tunnel });
  return `<!doctype html><title>Payoff</title><button>Show</button><script>reporting = ${reporting}</script><script src="/page.js"></script>`;
}
