import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseDotenv } from '../../rules/dotenv.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, seenNumber, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { configPage, type ConfigTyped, type MaskedVar } from './views/config.ts';

/** Config vars: hidden until somebody asks for one, which the audit log keeps; set one by one or many at once, changed, removed. */
export function registerConfig(server: FastifyInstance, desk: Desk): void {
  const visitTo = (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => visitOf(request, reply, desk);

  server.get<AppRoute>(patterns.config, async (request, reply) => {
    const visit = await visitTo(request, reply);
    return showConfig(visit, request.params.app, {});
  });

  server.post<AppRoute>(patterns.revealConfig, async (request, reply) => {
    const visit = await visitTo(request, reply);
    const { app } = request.params;
    const name = formText(request.body, 'name');
    let value = '';
    const fault = await refusalOf(visit.operations.config(app, name).then((vars) => (value = vars[name] ?? '')));
    return showConfig(visit, app, fault ? { fault } : { revealed: { name, value } });
  });

  server.post<AppRoute>(patterns.config, async (request, reply) => {
    const visit = await visitTo(request, reply);
    const { app } = request.params;
    const typed = { name: formText(request.body, 'name'), value: formText(request.body, 'value') };
    const change = { set: { [typed.name]: typed.value }, restart: true, ...seenNumber(request.body) };
    const fault = await refusalOf(visit.operations.setConfig(app, change));
    return fault ? showConfig(visit, app, { fault, typed }) : visit.goTo(`${paths.config(app)}#${typed.name}`);
  });

  server.post<AppRoute>(patterns.pasteConfig, async (request, reply) => {
    const visit = await visitTo(request, reply);
    const { app } = request.params;
    const pasted = formText(request.body, 'lines');
    const read = parseDotenv(pasted);
    if (!read.ok) return showConfig(visit, app, { fault: wrongLine(read.line, read.fault), pasted });
    const fault = await refusalOf(visit.operations.setConfig(app, { set: read.vars, restart: true, ...seenNumber(request.body) }));
    return fault ? showConfig(visit, app, { fault, pasted }) : visit.goTo(paths.config(app));
  });

  server.post<AppRoute>(patterns.unsetConfig, async (request, reply) => {
    const visit = await visitTo(request, reply);
    const { app } = request.params;
    const change = { set: { [formText(request.body, 'name')]: null }, restart: true, ...seenNumber(request.body) };
    const fault = await refusalOf(visit.operations.setConfig(app, change));
    return fault ? showConfig(visit, app, { fault }) : visit.goTo(paths.config(app));
  });
}

interface Shown extends ConfigTyped {
  readonly fault?: Refusal;
  readonly revealed?: { readonly name: string; readonly value: string };
}

async function showConfig({ operations, visitor, show }: Visit, app: string, { revealed, ...shown }: Shown): Promise<FastifyReply> {
  const { version, names } = await operations.configKeys(app);
  const vars = names.map((name): MaskedVar => ({ name, value: name === revealed?.name ? revealed.value : null }));
  return show(configPage({ app, vars, version, visitor, ...shown }), shown.fault);
}

const wrongLine = (line: number, fault: string): Refusal => ({
  code: 'PLATFORM_WRONG_CONFIG',
  status: 422,
  message: `Line ${line}: ${fault}`,
  hint: 'Mend it and send it again; nothing was changed.',
});
