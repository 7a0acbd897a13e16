import type { RequestRefusal } from '../rules/strict-request.ts';
import type { App } from './app.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault, refused } from './request-fault.ts';
import type { Router } from './router.ts';

/** The app that the Host belongs to. Control's dashboard is one more app here. */
export function match(exchange: Exchange, { routes }: Pick<Router, 'routes'>): App {
  const app = routes.find(exchange.head.host.name);
  exchange.app = app;
  if (app !== null) app.open += 1;
  if (exchange.refusal !== null) throw refused(exchange.refusal);
  if (app !== null) return app;
  throw routes.version === 0 ? new RequestFault('H99', 'no routing table yet') : new RequestFault(null, 'no app at this address');
}

/** What an app says here is for the platform on the same machine (ALR-41). */
const forPlatform = '/.rostra/';

const tooLarge: RequestRefusal = { status: 413, desc: 'body too large' };

/** Whether the app may have requests at all, and which of its rules this one falls under. */
export function admit(exchange: Exchange, app: App, { limits }: Pick<Router, 'limits'>): void {
  if (app.routes.maintenance !== null) throw new RequestFault('H80');
  if (app.routes.release === null) throw new RequestFault('H81');
  if (app.open > limits.connectionsPerApp) throw new RequestFault('H22');
  if (exchange.head.path.startsWith(forPlatform)) throw new RequestFault(null, 'no page at this address');
  if ((exchange.head.contentLength ?? 0) > app.largestBody(limits)) throw refused(tooLarge);
  exchange.route = app.routeFor(exchange.head.path, limits);
  exchange.limits = exchange.route?.limits ?? limits;
}
