import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Often } from '../../rules/errors/error-alerts.ts';
import type { ErrorKey } from '../../rules/errors/error-keys.ts';
import type { ErrorProjectChange, Issue, IssueDecision, IssueQuery } from '../../rules/errors/issue-resources.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { issuePage } from './views/error-issue.ts';
import { errorsPage, noErrorsPage } from './views/errors.ts';

interface Listed extends AppRoute {
  readonly Querystring: { readonly state?: string; readonly search?: string };
}

interface OfIssue {
  readonly Params: { readonly app: string; readonly issue: string };
  readonly Querystring: { readonly event?: string };
}

const shownIssues = 100;

/** What went wrong in an app: the list, one issue with the code where it broke, and what people decide about it. */
export function registerErrors(server: FastifyInstance, desk: Desk): void {
  server.get<Listed>(patterns.errors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showErrors(visit, request.params.app, { ...queryOf(request.query), fault: null });
  });

  server.post<AppRoute>(patterns.errors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const wish = visit.operations.createAddon(app, { plan: 'errors:standard', as: null });
    const fault = await refusalOf(wish);
    return fault ? showErrors(visit, app, { fault }) : visit.goTo(paths.errors(app));
  });

  server.post<AppRoute>(patterns.errorSettings, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.setErrorProject(app, settingsIn(request.body)));
    return fault ? showErrors(visit, app, { fault }) : visit.goTo(paths.errors(app));
  });

  server.post<AppRoute>(patterns.errorKeys, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(keyChange(visit, app, request.body));
    return fault ? showErrors(visit, app, { fault }) : visit.goTo(paths.errors(app));
  });

  server.get<OfIssue>(patterns.issue, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showIssue(visit, request.params, { event: request.query.event ?? null, fault: null });
  });

  server.post<OfIssue>(patterns.decideIssue, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, issue } = request.params;
    const fault = await refusalOf(visit.operations.decideIssue(app, Number(issue), decisionOf(formText(request.body, 'decision'))));
    return fault ? showIssue(visit, request.params, { event: null, fault }) : visit.goTo(paths.issue(app, Number(issue)));
  });

  server.post<OfIssue>(patterns.arrangeIssue, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, issue } = request.params;
    const fault = await refusalOf(arrange(visit, { app, id: Number(issue), body: request.body }));
    return fault ? showIssue(visit, request.params, { event: null, fault }) : visit.goTo(paths.issue(app, Number(issue)));
  });

  server.post<OfIssue>(patterns.noteIssue, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, issue } = request.params;
    const fault = await refusalOf(visit.operations.noteIssue(app, Number(issue), formText(request.body, 'text')));
    return fault ? showIssue(visit, request.params, { event: null, fault }) : visit.goTo(paths.issue(app, Number(issue)));
  });
}

/** What one of the forms says. */
function settingsIn(body: unknown): ErrorProjectChange {
  const what = formText(body, 'what');
  if (what === 'labels') return { keepsLabels: formText(body, 'labels') === '1' };
  if (what === 'rules') return { rules: formText(body, 'rules').replaceAll('\r\n', '\n').trim() };
  const number = (name: string): number | null => (formText(body, name) === '' ? null : Number(formText(body, name)));
  const often = (name: string): Often | null => {
    const count = number(name);
    return count === null ? null : { count, minutes: number(`${name}Minutes`) ?? 5 };
  };
  return { alerts: { times: often('times'), people: often('people'), crashFreePercent: number('crashFree') } };
}

/** What the button beside a key says. */
function keyChange({ operations }: Visit, app: string, body: unknown): Promise<ErrorKey> {
  const [what, name] = [formText(body, 'what'), formText(body, 'name').trim()];
  if (what === 'rotate') return operations.rotateErrorKey(app, name);
  if (what === 'on' || what === 'off') return operations.switchErrorKey(app, name, what === 'on');
  return operations.addErrorKey(app, name);
}

interface Arranged {
  readonly app: string;
  readonly id: number;
  readonly body: unknown;
}

/** Whose it is, or which other it is a part of: what the button says. */
function arrange({ operations, visitor }: Visit, { app, id, body }: Arranged): Promise<Issue> {
  const what = formText(body, 'what');
  if (what === 'merge') return operations.mergeIssue(app, id, Number(formText(body, 'into')));
  if (what === 'split') return operations.splitIssue(app, id);
  return operations.assignIssue(app, id, what === 'take' ? visitor.name : null);
}

const states = ['open', 'resolved', 'ignored', 'all'] as const;

function queryOf({ state, search = '' }: Listed['Querystring']): Required<Pick<IssueQuery, 'state' | 'search'>> {
  return { state: states.find((each) => each === state) ?? 'open', search };
}

/** What a button says. */
function decisionOf(word: string): IssueDecision {
  if (word === 'next-release') return { state: 'resolved', inNextRelease: true };
  if (word === 'ignore-day') return { state: 'ignored', forHours: 24 };
  if (word === 'ignore') return { state: 'ignored' };
  return { state: word === 'resolve' ? 'resolved' : 'unresolved' };
}

interface ListWish {
  readonly state?: (typeof states)[number];
  readonly search?: string;
  readonly fault: Refusal | null;
}

async function showErrors(visit: Visit, app: string, { state = 'open', search = '', fault }: ListWish): Promise<FastifyReply> {
  const { operations, visitor, nowMs, show } = visit;
  const addons = await operations.addons(app);
  if (!addons.some(({ service, state: is }) => service === 'errors' && is === 'available'))
    return show(noErrorsPage({ app, visitor, fault }), fault);
  const [issues, open, project, keys] = await Promise.all([
    operations.issues(app, { state, search, limit: shownIssues }),
    operations.issues(app, { limit: shownIssues }),
    operations.errorProject(app),
    operations.errorKeys(app),
  ]);
  return show(errorsPage({ app, issues, open, project, keys, state, search, visitor, nowMs, fault }), fault);
}

async function showIssue(
  { operations, visitor, nowMs, show }: Visit,
  { app, issue }: OfIssue['Params'],
  { event, fault }: { readonly event: string | null; readonly fault: Refusal | null },
): Promise<FastifyReply> {
  const id = Number(issue);
  const [detail, shown, open] = await Promise.all([
    operations.issue(app, id),
    operations.issueEvent(app, id, event),
    operations.issues(app, { limit: shownIssues }),
  ]);
  const others = open.filter((other) => other.id !== detail.id && other.isOfPlatform === detail.isOfPlatform);
  return show(issuePage({ app, issue: detail, event: shown, others, visitor, nowMs, fault }), fault);
}
