import type { RouterLimits } from '../rules/limits.ts';
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
  const fault = closedBecause(app, app.open, limits);
  if (fault !== null) throw fault;
  if (exchange.head.path.startsWith(forPlatform)) throw new RequestFault(null, 'no page at this address');
  if ((exchange.head.contentLength ?? 0) > app.largestBody(limits)) throw refused(tooLarge);
  exchange.route = app.routeFor(exchange.head.path, limits);
  exchange.limits = exchange.route?.limits ?? limits;
}

/** Why an app has no requests at all now, with this one so many of them open; or null. */
export function closedBecause({ routes }: App, open: number, limits: RouterLimits): RequestFault | null {
  if (routes.maintenance !== null) return new RequestFault('H80');
  if (routes.release === null) return new RequestFault('H81');
  if (routes.usedUp !== undefined) return new RequestFault('H82', routes.usedUp);
  return open > limits.connectionsPerApp ? new RequestFault('H22') : null;
}
