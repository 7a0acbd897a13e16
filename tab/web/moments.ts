import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NothingThere } from '../errors.ts';
import { plannedRounds, type PlannedRound } from '../store/moments.ts';
import type { Tab } from '../tab.ts';
import { paths } from './public/paths.ts';

/** When many people are about to come, for whoever runs the app (platform requirements, ALR-41). */
export interface Moment {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly expectPeople: number;
  readonly pages: readonly string[];
  readonly kind: 'publish' | 'start';
}

/** Beside those who take part, their friends look too. */
const lookersAPerson = 1.5;
/** A platform takes no longer list. */
const mostMoments = 50;

/** `GET /.rostra/moments`: the publishes and round starts that are planned. Only for the machine itself: a plan is nobody else's business. */
export function registerMoments(server: FastifyInstance, tab: Tab): void {
  server.get('/.rostra/moments', async (request, _reply) => {
    if (!isOfThisMachine(request)) throw new NothingThere('page at this address');
    const rounds = await plannedRounds(tab.db, new Date(tab.clock.nowMs()));
    return rounds
      .flatMap(momentsOf)
      .sort((a, b) => a.at.localeCompare(b.at))
      .slice(0, mostMoments);
  });
}

function momentsOf({ slug, tournament, round, seq, publishAt, startsAt, people }: PlannedRound): Moment[] {
  const expectPeople = Math.round(people * lookersAPerson);
  const moment = (kind: Moment['kind'], at: Date | null, what: { readonly title: string; readonly pages: readonly string[] }): Moment[] =>
    at === null ? [] : [{ id: `${slug}-${seq}-${kind}`, at: at.toISOString(), expectPeople, kind, ...what }];
  return [
    ...moment('publish', publishAt, {
      title: `Draw of ${round}, ${tournament}`,
      pages: [paths.draw(slug), paths.home(slug), paths.drawOfRound(slug, seq)],
    }),
    ...moment('start', startsAt, { title: `${round} starts, ${tournament}`, pages: [paths.draw(slug), paths.motions(slug)] }),
  ];
}

/** What came through a router or proxy says for whom it was forwarded. */
function isOfThisMachine({ raw: { headers, socket } }: FastifyRequest): boolean {
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;
}
