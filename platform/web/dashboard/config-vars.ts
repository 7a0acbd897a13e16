import type { FastifyInstance } from 'fastify';
import type { ConfigVars } from '../../rules/resources.ts';
import { paths, patterns } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk } from './visit.ts';
import { configPage, type MaskedVar } from './views/config.ts';

/** Config vars: hidden until asked for, set and removed one by one. */
export function registerConfig(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: { readonly reveal?: unknown } }>(patterns.config, async (request, reply) => {
    const { operations, visitor, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const vars = maskedVars(await operations.config(app), request.query.reveal);
    return show(configPage({ app, vars, visitor }));
  });

  server.post<AppRoute>(patterns.config, async (request, reply) => {
    const { operations, visitor, show, goTo } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const typed = { name: formText(request.body, 'name'), value: formText(request.body, 'value') };
    const fault = await refusalOf(operations.setConfig(app, { set: { [typed.name]: typed.value }, restart: true }));
    if (!fault) return goTo(`${paths.config(app)}#${typed.name}`);
    return show(configPage({ app, vars: maskedVars(await operations.config(app), null), visitor, fault, typed }), fault);
  });

  server.post<AppRoute>(patterns.unsetConfig, async (request, reply) => {
    const { operations, visitor, show, goTo } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(operations.setConfig(app, { set: { [formText(request.body, 'name')]: null }, restart: true }));
    if (!fault) return goTo(paths.config(app));
    return show(configPage({ app, vars: maskedVars(await operations.config(app), null), visitor, fault }), fault);
  });
}

/** As many dots for every value: even its length says nothing. */
function maskedVars(vars: ConfigVars, revealed: unknown): MaskedVar[] {
  const names = Object.keys(vars).sort();
  return names.map((name) => ({ name, masked: '••••••••', value: name === revealed ? (vars[name] ?? '') : null }));
}
