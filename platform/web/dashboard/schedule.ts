import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AutoscaleChange } from '../../control/scaling-verbs.ts';
import { weekdays } from '../../rules/scaling/schedule.ts';
import type { ScheduleWindow } from '../../rules/scaling/schedule.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { schedulePage } from './views/schedule.ts';

interface OfSchedule {
  readonly Params: { readonly app: string; readonly schedule: string };
}

const shownDecisions = 20;

/** When an app's dynos change by themselves: the autoscaler and the calendar. */
export function registerSchedule(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: { readonly zone?: unknown } }>(patterns.scaling, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { zone } = request.query;
    if (typeof zone !== 'string') return showSchedule(visit, request.params.app);
    visit.keepZone(zone);
    return visit.goTo(paths.scaling(request.params.app));
  });

  server.post<AppRoute>(patterns.autoscale, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const isOff = formText(request.body, 'do') === 'off';
    const work = isOff
      ? visit.operations.disableAutoscale(app, formText(request.body, 'type'))
      : visit.operations.enableAutoscale(app, autoscaleWish(request.body, visit.nowMs));
    return goOn(visit, app, await refusalOf(work));
  });

  server.post<AppRoute>(patterns.schedules, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const type = formText(request.body, 'type');
    const after = formText(request.body, 'after');
    const dynos = (text: string): Record<string, { quantity: number }> => ({ [type]: { quantity: wholeOf(text) } });
    const what = {
      kind: 'scale',
      formation: dynos(formText(request.body, 'quantity')),
      after: after === '' ? null : dynos(after),
    } as const;
    const window = windowOf(request.body);
    visit.keepZone(window.timezone);
    return goOn(visit, app, await refusalOf(visit.operations.addSchedule(app, { what, window })));
  });

  server.post<OfSchedule>(patterns.removeSchedule, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, schedule } = request.params;
    return goOn(visit, app, await refusalOf(visit.operations.removeSchedule(app, Number(schedule))));
  });
}

async function goOn(visit: Visit, app: string, fault: Refusal | null): Promise<FastifyReply> {
  return fault === null ? visit.goTo(paths.scaling(app)) : showSchedule(visit, app, fault);
}

async function showSchedule(visit: Visit, app: string, fault: Refusal | null = null): Promise<FastifyReply> {
  const { operations, visitor, nowMs, zone, show } = visit;
  const [formation, autoscales, schedules, decisions] = await Promise.all([
    operations.formation(app),
    operations.autoscales(app),
    operations.schedules(app),
    operations.autoscaleDecisions(app, { limit: shownDecisions, changes: true }),
  ]);
  return show(schedulePage({ app, formation, autoscales, schedules, decisions, visitor, nowMs, zone, fault }), fault);
}

const hourMs = 3_600_000;

/** Empty fields are left out; what is no number is refused as any wrong number. */
function autoscaleWish(body: unknown, nowMs: number): AutoscaleChange {
  const number = (name: string): number | undefined => (formText(body, name) === '' ? undefined : wholeOf(formText(body, name)));
  const [hours, afterwards] = [number('hours'), number('afterwards')];
  const type = formText(body, 'type');
  return {
    type,
    min: number('min'),
    max: number('max'),
    p95Ms: number('p95'),
    until: hours === undefined || hours === 0 ? null : new Date(nowMs + hours * hourMs).toISOString(),
    afterwards: afterwards === undefined ? null : { [type]: { quantity: afterwards } },
    isDryRun: formText(body, 'trial') === '1',
    notifiesAtMax: true,
  };
}

const wholeOf = (text: string): number => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : NaN);

function windowOf(body: unknown): ScheduleWindow {
  const [first, last] = [formText(body, 'first'), formText(body, 'last')];
  return {
    from: formText(body, 'from'),
    to: formText(body, 'to'),
    days: weekdays.filter((day) => formText(body, `day-${day}`) === '1'),
    dates: first === '' && last === '' ? null : { first: first || last, last: last || first },
    timezone: formText(body, 'timezone'),
  };
}
