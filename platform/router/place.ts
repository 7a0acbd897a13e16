import { targetApp } from '../rules/route-rules.ts';
import type { App } from './app.ts';
import type { Exchange } from './exchange.ts';
import type { Routes } from './routes.ts';

/** Whose dynos answer the request: the app's web dynos, or those of the process type that its rule names (RTR-03). */
export function dynosFor({ route }: Exchange, app: App, routes: Pick<Routes, 'findApp'>): App {
  const to = route?.rule.to;
  return to === undefined ? app : (routes.findApp(targetApp(app.routes.name, to)) ?? app);
}
