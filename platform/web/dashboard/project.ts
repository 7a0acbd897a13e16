import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ProjectPage } from '../../rules/project-page.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { projectPage } from './views/project.ts';

/** The page that says to everybody what an app is. */
export function registerProject(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.project, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showProject(visit, request.params.app, { fault: null, typed: null });
  });

  server.post<AppRoute>(patterns.project, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const isOff = formText(request.body, 'on') === 'no';
    const typed = isOff ? null : typedIn(request.body);
    const fault = await refusalOf(visit.operations.setProjectPage(app, typed));
    return fault ? showProject(visit, app, { fault, typed }) : visit.goTo(paths.project(app));
  });
}

function typedIn(body: unknown): ProjectPage {
  const text = (name: string): string => formText(body, name);
  return {
    path: text('path'),
    title: text('title'),
    description: text('description'),
    people: text('people'),
    licence: text('licence'),
    cite: text('cite'),
    demo: text('demo') === '' ? null : text('demo'),
    offersSource: text('source') === '1',
  };
}

interface Outcome {
  readonly fault: Refusal | null;
  /** As it was refused. */
  readonly typed: ProjectPage | null;
}

async function showProject({ operations, visitor, show }: Visit, app: string, { fault, typed }: Outcome): Promise<FastifyReply> {
  return show(projectPage({ app, state: await operations.projectPage(app), visitor, fault, typed }), fault);
}
