import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import type { RehearsalPlan } from '../../rules/rehearsal-resources.ts';
import { sizePricesOf } from './facts.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { rehearsalPage, runningPart } from './views/rehearsal.ts';
import { rehearsalsPage, type Answers } from './views/rehearsals.ts';

interface OfRehearsal {
  readonly Params: { readonly app: string; readonly id: string };
}

const tickMs = 1_000;

/** Bots that play an event beforehand: five questions, how far they are, what it came to, and the button that acts on it. */
export function registerRehearsals(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.rehearsals, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [rehearsals, { names }] = await Promise.all([operations.rehearsals(app), operations.configKeys(app)]);
    return show(rehearsalsPage({ app, rehearsals, answers: firstAnswers(names), visitor, nowMs }));
  });

  server.post<AppRoute>(patterns.rehearsals, async (request, reply) => {
    const { operations, visitor, nowMs, show, goTo } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const answers = answersIn(request.body);
    let id = '';
    const fault = await refusalOf(operations.planRehearsal(app, { plan: planOf(answers), launch: true }).then((made) => (id = made.id)));
    if (!fault) return goTo(paths.rehearsal(app, id));
    return show(rehearsalsPage({ app, rehearsals: await operations.rehearsals(app), answers, visitor, nowMs, fault }), fault);
  });

  server.get<OfRehearsal>(patterns.rehearsal, async (request, reply) => {
    return showRehearsal(await visitOf(request, reply, desk), request.params);
  });

  server.post<OfRehearsal>(patterns.stopRehearsal, async (request, reply) => {
    const { operations, goTo } = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    await operations.stopRehearsal(app, id);
    return goTo(paths.rehearsal(app, id));
  });

  registerApply(server, desk);
  registerLive(server, desk);
}

/** What was found to hold: at once, or on the day of the event. */
function registerApply(server: FastifyInstance, desk: Desk): void {
  server.post<OfRehearsal>(patterns.applyRehearsal, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    const { result } = await visit.operations.rehearsal(app, id);
    const fault = await refusalOf(visit.operations.scale(app, scaleOf(result?.recommend.formation ?? {})));
    return fault ? showRehearsal(visit, request.params, fault) : visit.goTo(paths.app(app));
  });

  server.post<OfRehearsal>(patterns.planRehearsed, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    const { result } = await visit.operations.rehearsal(app, id);
    const day = formText(request.body, 'day');
    const window = {
      from: formText(request.body, 'from'),
      to: formText(request.body, 'to'),
      dates: { first: day, last: day },
      timezone: formText(request.body, 'timezone'),
    };
    const what = { kind: 'scale', formation: scaleOf(result?.recommend.formation ?? {}), after: null } as const;
    const fault = await refusalOf(visit.operations.addSchedule(app, { what, window }));
    return fault ? showRehearsal(visit, request.params, fault) : visit.goTo(paths.scaling(app));
  });
}

async function showRehearsal(visit: Visit, { app, id }: OfRehearsal['Params'], fault: Refusal | null = null): Promise<FastifyReply> {
  const { operations, visitor, nowMs, show } = visit;
  const [rehearsal, books] = await Promise.all([operations.rehearsal(app, id), operations.priceBooks()]);
  return show(rehearsalPage({ rehearsal, prices: sizePricesOf(books), visitor, nowMs, fault }), fault);
}

function registerLive(server: FastifyInstance, desk: Desk): void {
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());
  server.get<OfRehearsal>(patterns.rehearsalLive, async (request, reply) => {
    const { operations, visitor } = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    await operations.rehearsal(app, id); // an unknown one is said before the stream begins
    const stream = openEventStream(request, reply);
    const gone = new AbortController();
    stream.onClose(() => gone.abort());
    const signal = AbortSignal.any([gone.signal, ending.signal]);
    for (let sent = ''; !signal.aborted;) {
      const markup = runningPart(await operations.rehearsal(app, id), visitor).toString();
      if (markup !== sent) stream.send('rehearsal', markup);
      sent = markup;
      await pause(tickMs, null, { signal }).catch(() => null);
    }
    stream.close();
  });
}

/** What fits an app with these config vars. */
function firstAnswers(names: readonly string[]): Answers {
  const rest = { people: '100', p95: '1500', length: 'short' };
  if (names.includes('LAB_REST_KEY')) return { ...rest, what: 'lab', detail: 'public_goods', seconds: '10' };
  if (names.includes('TAB_API_KEY')) return { ...rest, what: 'tab', detail: '', seconds: '10' };
  if (names.includes('OTREE_REST_KEY')) return { ...rest, what: 'otree-bots', detail: '', seconds: '10' };
  return { ...rest, what: 'http', detail: '/', seconds: '10' };
}

function answersIn(body: unknown): Answers {
  const text = (name: string): string => formText(body, name);
  return {
    what: text('what'),
    detail: text('detail'),
    people: text('people'),
    seconds: text('seconds'),
    p95: text('p95'),
    length: text('length'),
  };
}

/** The answers as `rehearsal.json`. */
function planOf({ what, detail, people, seconds, p95, length }: Answers): RehearsalPlan {
  const isPages = what === 'http';
  return {
    people: Number(people),
    where: 'clone',
    sources: [sourceOf(what, detail)],
    arrival: { mode: isPages ? 'every' : 'over', seconds: Number(seconds) },
    think: { default: length === 'long' ? { median: 6, p95: 20 } : { median: 1, p95: 3 } },
    slo: { p95Ms: Number(p95) },
    levels: levelsOf(length),
  };
}

/** How exactly it is to be known, for the time that somebody has. */
function levelsOf(length: string): object {
  if (length === 'long') return { minutes: 20 };
  if (length === 'glance') return { percents: [100], upTo: 100, warmUp: 2, hold: 5, within: 50 };
  return { percents: [50, 100, 150], upTo: 300, warmUp: 3, hold: 10, within: 15 };
}

function sourceOf(what: string, detail: string): object {
  const words = detail.split(/\s+/).filter((word) => word !== '');
  if (what === 'http') return { kind: 'http', requests: (words.length === 0 ? ['/'] : words).map((get) => ({ get })) };
  if (what === 'tab') return { kind: 'tab' };
  const [session = ''] = words;
  return { kind: what, session, ...(session === 'public_goods' && { groupsOf: 3 }) };
}

/** `{"web": "2:standard-1x"}` as a wish. */
function scaleOf(formation: Readonly<Record<string, string>>): Record<string, { quantity: number; size?: string }> {
  return Object.fromEntries(
    Object.entries(formation).map(([type, word]) => {
      const [quantity = '', size] = word.split(':');
      return [type, { quantity: Number(quantity), ...(size !== undefined && { size }) }];
    }),
  );
}
