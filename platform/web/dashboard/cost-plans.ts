import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EstimateAnswer, PlannedEvent } from '../../rules/costs/cost-resources.ts';
import { microText } from '../../rules/costs/money-text.ts';
import { readyPlan, readyPlans, type PlanFile } from '../../rules/costs/plans/ready-plans.ts';
import { parsedJson } from './costs.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { estimatePage, type EstimatePage } from './views/cost-estimate.ts';
import { formText, refusalOf, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';

/** What a planned event costs, and the plan in the calendar. */
export function registerCostPlans(server: FastifyInstance, desk: Desk): void {
  server.get<{ Querystring: { readonly plan?: unknown } }>(patterns.costEstimate, async (request, reply) => {
    const { plan } = request.query;
    const ready = typeof plan === 'string' ? readyPlan(plan) : null;
    return showPlan(await visitOf(request, reply, desk), {
      text: ready === null ? '' : planText(ready.file),
      chosen: ready,
    });
  });
  server.post(patterns.costEstimate, async (request, reply) => showPlan(await visitOf(request, reply, desk), typedPlan(request.body)));
  server.post(patterns.applyPlan, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { text = '', app = '', start = '', timezone = 'UTC' } = typedPlan(request.body);
    visit.keepZone(timezone);
    const fault = await refusalOf(visit.operations.applyPlan(app, { plan: parsedJson(text), start, timezone, dryRun: false }));
    return fault ? showPlan(visit, { ...typedPlan(request.body), fault }) : visit.goTo(paths.scaling(app));
  });
  server.post<{ Params: { readonly app: string; readonly name: string } }>(patterns.unapplyPlan, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    await refusalOf(visit.operations.unapplyPlan(request.params.app, request.params.name));
    return visit.goTo(paths.costs());
  });
}

/** A line of the plan on a line of its own. */
function planText({ lines, ...head }: PlanFile): string {
  const fields = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},`);
  return ['{', ...fields, '  "lines": [', lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n'), '  ]', '}'].join('\n');
}

interface TypedPlan {
  readonly text?: string;
  readonly app?: string;
  readonly start?: string;
  readonly timezone?: string;
  readonly chosen?: ReturnType<typeof readyPlan>;
  readonly fault?: Refusal;
}

const typedPlan = (body: unknown): TypedPlan => ({
  text: formText(body, 'plan'),
  app: formText(body, 'app'),
  start: formText(body, 'start'),
  timezone: formText(body, 'timezone') || 'UTC',
});

const dayMs = 86_400_000;

async function showPlan(visit: Visit, typed: TypedPlan): Promise<FastifyReply> {
  const { operations, visitor, nowMs, zone, show } = visit;
  const { text = '', app = '', chosen = null } = typed;
  const start = typed.start || new Date(nowMs + dayMs).toISOString().slice(0, 10);
  const wish = { app, start, timezone: typed.timezone ?? zone };
  const reckoned = await reckon(visit, text, wish);
  const fault = typed.fault ?? reckoned.fault;
  const [apps, ready] = await Promise.all([operations.apps(), pricedPlans(operations)]);
  const { estimates, preview } = reckoned;
  return show(estimatePage({ ready, chosen, text, estimates, wish, preview, apps: apps.map(({ name }) => name), visitor, fault }), fault);
}

interface Reckoned {
  readonly estimates: readonly EstimateAnswer[];
  readonly preview: PlannedEvent | null;
  readonly fault: Refusal | null;
}

/** The plan by its prices, and its calendar where an app was named; what cannot be is said in words. */
async function reckon({ operations }: Visit, text: string, wish: EstimatePage['wish']): Promise<Reckoned> {
  let [estimates, preview]: [readonly EstimateAnswer[], PlannedEvent | null] = [[], null];
  if (text === '') return { estimates, preview, fault: null };
  const { app, ...start } = wish;
  const plan = parsedJson(text);
  const fault = await refusalOf(
    (async () => {
      estimates = await operations.estimateCosts(plan);
      if (app !== '') preview = await operations.applyPlan(app, { plan, ...start, dryRun: true });
    })(),
  );
  return { estimates, preview, fault };
}

function pricedPlans(operations: Visit['operations']) {
  return Promise.all(
    readyPlans.map(async (plan) => {
      const [own] = await operations.estimateCosts(plan.file);
      return { ...plan, price: own === undefined ? '–' : microText(own.totalMicro, own.currency) };
    }),
  );
}
