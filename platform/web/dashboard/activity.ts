import type { FastifyInstance } from 'fastify';
import { eventKinds } from '../../rules/resources.ts';
import { patterns } from './patterns.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { activityPage } from './views/activity.ts';

interface Filter {
  readonly kind?: unknown;
  readonly by?: unknown;
}

const readEvents = 1_000;
const shownEvents = 200;

/** What was done to an app and what happened to it: all, of one kind, or by one person. */
export function registerActivity(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: Filter }>(patterns.activity, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const kind = eventKinds.find((each) => each === request.query.kind) ?? null;
    const by = typeof request.query.by === 'string' && request.query.by !== '' ? request.query.by : null;
    const all = await operations.events(app, { limit: readEvents });
    const actors = [...new Set(all.flatMap(({ actor }) => actor ?? []))].sort();
    const matching = all.filter((event) => (kind === null || event.kind === kind) && (by === null || event.actor === by));
    return show(activityPage({ app, events: matching.slice(0, shownEvents), filter: { kind, by }, actors, visitor, nowMs }));
  });
}
