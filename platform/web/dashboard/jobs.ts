import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JobWish } from '../../control/addon-verbs.ts';
import { jobOverlaps } from '../../rules/addon-resources.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { jobPage, jobsPage } from './views/jobs.ts';

interface OfJob {
  readonly Params: { readonly app: string; readonly job: string };
}

/** Commands of an app that run by themselves: what they are, when they come next, how they ended. */
export function registerJobs(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.jobs, async (request, reply) => showJobs(await visitOf(request, reply, desk), request.params.app));

  server.post<AppRoute>(patterns.jobs, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const typed = wishOf(request.body);
    const fault = await refusalOf(visit.operations.addJob(app, typed));
    return fault ? showJobs(visit, app, { fault, typed }) : visit.goTo(paths.jobs(app));
  });

  server.get<OfJob>(patterns.job, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const id = Number(request.params.job);
    const runs = await operations.jobRuns(app, id); // an unknown one is said here
    const job = (await operations.jobs(app)).find((each) => each.id === id);
    return job === undefined ? reply.redirect(paths.jobs(app), 303) : show(jobPage({ app, job, runs, visitor, nowMs }));
  });

  server.post<OfJob>(patterns.runJob, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, job } = request.params;
    const fault = await refusalOf(visit.operations.runJob(app, Number(job)));
    return fault ? showJobs(visit, app, { fault }) : visit.goTo(paths.job(app, Number(job)));
  });

  server.post<OfJob>(patterns.removeJob, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, job } = request.params;
    const fault = await refusalOf(visit.operations.removeJob(app, Number(job)));
    return fault ? showJobs(visit, app, { fault }) : visit.goTo(paths.jobs(app));
  });
}

interface Outcome {
  readonly fault?: Refusal;
  readonly typed?: JobWish;
}

async function showJobs({ operations, visitor, nowMs, show }: Visit, app: string, { fault, typed }: Outcome = {}): Promise<FastifyReply> {
  const jobs = await operations.jobs(app);
  return show(jobsPage({ app, jobs, visitor, nowMs, fault: fault ?? null, typed: typed ?? null }), fault ?? null);
}

function wishOf(body: unknown): JobWish {
  const timezone = formText(body, 'timezone');
  const overlap = jobOverlaps.find((each) => each === formText(body, 'overlap')) ?? 'forbid';
  return { schedule: formText(body, 'schedule'), timezone: timezone === '' ? null : timezone, overlap, command: formText(body, 'command') };
}
