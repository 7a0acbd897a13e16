import type { FastifyInstance, FastifyReply } from 'fastify';
import type { NewProgram } from '../../rules/program-record.ts';
import { sendFile } from '../send-file.ts';
import { sendMarkup } from './live-markup.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';
import { systemPage, updatePart } from './views/system.ts';

/** The installation itself: which program runs, the next one, and all of it in one file. */
export function registerSystem(server: FastifyInstance, desk: Desk): void {
  server.get<{ Querystring: { source?: string } }>(patterns.system, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const source = formText(request.query, 'source');
    if (source === '') return showSystem(visit, {});
    const looked = visit.operations.lookAtUpdate({ source });
    const fault = await refusalOf(looked);
    return showSystem(visit, fault ? { fault, source } : { source, offer: await looked });
  });

  server.post(patterns.system, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const source = formText(request.body, 'source');
    const fault = await refusalOf(visit.operations.updateSystem({ source }));
    return fault ? showSystem(visit, { fault, source }) : visit.goTo(paths.system());
  });

  server.post(patterns.systemBackup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const made = visit.operations.systemBackup({ passphrase: formText(request.body, 'passphrase') });
    const fault = await refusalOf(made);
    return fault ? showSystem(visit, { fault }) : sendFile(reply, await made);
  });

  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.get(patterns.systemLive, async (request, reply) => {
    const { operations } = await visitOf(request, reply, desk);
    const markup = async () => updatePart(await operations.status(), await operations.systemUpdate());
    await sendMarkup(request, reply, { region: 'update', markup, closing: closing.signal });
  });
}

interface Outcome {
  readonly fault?: Refusal;
  readonly source?: string;
  readonly offer?: NewProgram;
}

async function showSystem({ operations, visitor, show }: Visit, outcome: Outcome): Promise<FastifyReply> {
  const { fault = null, source = '', offer = null } = outcome;
  const [status, update] = await Promise.all([operations.status(), operations.systemUpdate()]);
  return show(systemPage({ status, update, source, offer, visitor, fault }), fault);
}
