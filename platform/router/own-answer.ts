import { redirectTarget } from '../rules/route-rules.ts';
import { isAllowed } from './allowed.ts';
import { answerWith } from './answer-with.ts';
import type { App } from './app.ts';
import type { Exchange } from './exchange.ts';
import { serveFile } from './files.ts';
import { answerAtOwnDoor } from './own-door.ts';
import { RequestFault } from './request-fault.ts';
import type { Router } from './router.ts';

const challengePath = '/.well-known/acme-challenge/';

/** Before anything of the app counts: the authority's question about a host, and the way to HTTPS. True when it is answered. */
export function answerAtTheDoor(exchange: Exchange, app: App, { routes }: Pick<Router, 'routes'>): boolean {
  const { head, isEncrypted } = exchange;
  if (isEncrypted) return false;
  if (head.path.startsWith(challengePath)) {
    const answer = routes.challengeAnswer(head.host.name, head.path.slice(challengePath.length));
    if (answer !== null) return answerWith(exchange, { status: 200, body: answer });
  }
  const { https } = app.routes;
  if (https === null || !redirectsToHttps(app, head.host.name)) return false;
  const port = https.port === 443 ? '' : `:${https.port}`;
  const isRead = head.method === 'GET' || head.method === 'HEAD';
  const location = `https://${head.host.name}${port}${head.path}`;
  return answerWith(exchange, { status: isRead ? 301 : 308, body: `This is at ${location}\n`, headers: { Location: location } });
}

/** Whether who comes to this host without TLS is sent to where there is. */
export function redirectsToHttps({ routes }: App, hostName: string): boolean {
  return routes.https?.redirectedHosts.includes(hostName) === true;
}

/** What the app's rule for the path leaves to the router. True when it is answered. */
export async function answerByRule(exchange: Exchange, app: App): Promise<boolean> {
  if (answerAtOwnDoor(exchange, app)) return true;
  const rule = exchange.route?.rule;
  if (rule === undefined) return false;
  if (rule.allow !== undefined && !isAllowed(exchange.clientAddress, rule.allow)) throw new RequestFault('X04');
  if (rule.redirect !== undefined) {
    const location = redirectTarget(exchange.head.path, { path: rule.path, redirect: rule.redirect });
    return answerWith(exchange, { status: rule.redirect.status, body: `This is at ${location}\n`, headers: { Location: location } });
  }
  if (rule.dir === undefined) return false;
  await serveFile(exchange, { path: rule.path, dir: rule.dir, slugFolder: app.routes.slugFolder });
  return true;
}
