import type { FastifyInstance, FastifyReply } from 'fastify';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';
import { findingPage } from './views/findings.ts';

interface FindingRoute {
  readonly Params: { readonly app: string; readonly finding: string };
}

/** One finding of the monitor, and its buttons. */
export function registerFindings(server: FastifyInstance, desk: Desk): void {
  server.get<FindingRoute>(patterns.finding, async (request, reply) =>
    showFinding(await visitOf(request, reply, desk), request.params, null),
  );

  const changes: Readonly<Record<string, (visit: Visit, wish: FindingRoute['Params'], body: unknown) => Promise<unknown>>> = {
    [patterns.actOnFinding]: ({ operations }, { app, finding }, body) =>
      operations.actOnFinding(app, Number(finding), Number(formText(body, 'action'))),
    [patterns.undoFinding]: ({ operations }, { app, finding }) => operations.undoFinding(app, Number(finding)),
    [patterns.dismissFinding]: ({ operations }, { app, finding }, body) =>
      operations.dismissFinding(app, Number(finding), formText(body, 'reason')),
  };
  for (const [pattern, change] of Object.entries(changes))
    server.post<FindingRoute>(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const fault = await refusalOf(change(visit, request.params, request.body));
      return fault ? showFinding(visit, request.params, fault) : visit.goTo(paths.app(request.params.app));
    });
}

async function showFinding(visit: Visit, { app, finding }: FindingRoute['Params'], fault: Refusal | null): Promise<FastifyReply> {
  const { operations, visitor, nowMs, show } = visit;
  return show(findingPage({ finding: await operations.finding(app, Number(finding)), visitor, nowMs, fault }), fault);
}
