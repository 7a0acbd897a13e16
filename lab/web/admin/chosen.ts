import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { advanceEach } from '../../sessions/advance.ts';
import { bringBack, markDropout } from '../../sessions/dropouts.ts';
import { fillWithBots } from '../../sessions/fill-with-bots.ts';
import { sendNotice } from '../../sessions/notice.ts';
import { note } from '../../store/audit.ts';
import { codesOf } from '../../store/edits.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import type { MonitorFeed } from './monitor-feed.ts';
import { paths, patterns, type MonitorLook } from './routes.ts';

/** Seats that an organiser has ticked, each with the page that was seen there. */
type Chosen = readonly { readonly code: string; readonly pageIndex: number }[];

type Done = Pick<MonitorLook, 'done' | 'people' | 'skipped'>;

interface Doing {
  readonly session: { readonly id: number };
  readonly chosen: Chosen;
  readonly text: string;
}

/** What can be done to several participants with one press. */
const deeds: Readonly<Record<string, (doing: Doing, lab: Lab) => Promise<Done>>> = {
  move: async ({ chosen }, lab) => {
    const moved = await advanceEach(chosen, lab);
    return { done: 'moved', people: moved, skipped: chosen.length - moved };
  },
  tell: async ({ session, chosen, text }, lab) => {
    const told = await Promise.all(chosen.map(({ code }) => sendNotice({ sessionId: session.id, code, text }, lab)));
    return { done: 'told', people: told.reduce((sum, people) => sum + people, 0) };
  },
  drop: async ({ chosen }, lab) => ({ done: 'droppedMany', people: await countOf(chosen, (code) => markDropout(code, lab)) }),
  back: async ({ chosen }, lab) => ({ done: 'backMany', people: await countOf(chosen, (code) => bringBack(code, lab)) }),
  bots: async ({ session, chosen }, lab) => {
    const taken = await fillWithBots({ sessionId: session.id, codes: chosen.map(({ code }) => code), most: chosen.length }, lab);
    return { done: 'botted', people: taken.length, skipped: chosen.length - taken.length };
  },
};

/** One after the other: each holds a whole group. */
async function countOf(chosen: Chosen, deed: (code: string) => Promise<boolean>): Promise<number> {
  let count = 0;
  for (const { code } of chosen) if (await deed(code)) count += 1;
  return count;
}

/** One press for everybody who is ticked in the monitor's table, and bots for all seats that are free. */
export function registerChosen(server: FastifyInstance, desk: Desk, feed: MonitorFeed): void {
  const handle = async ({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> => {
    const act = textIn(request.body, 'act');
    const chosen = await chosenIn(request.body, session.id, lab);
    const deed = deeds[act];
    const done: Done =
      deed && chosen.length > 0 ? await deed({ session, chosen, text: textIn(request.body, 'text') }, lab) : { done: 'nobody' };
    const codes = chosen.map(({ code }) => code);
    await note(lab.db, { actor: visitor.actor, action: `several: ${act.slice(0, 20)}`, session: session.code, detail: { ...done, codes } });
    feed.forget(session);
    return reply.redirect(paths.monitor(session.code, { view: 'table', ...done }), 303);
  };
  server.post(patterns.chosen, forSession(desk, organisersOnly(desk, handle)));

  const fill = async ({ lab, session, visitor, reply }: SessionVisit): Promise<unknown> => {
    const taken = await fillWithBots({ sessionId: session.id, codes: null, most: mostBots }, lab);
    await note(lab.db, { actor: visitor.actor, action: 'seats filled with bots', session: session.code, detail: { seats: taken.length } });
    feed.forget(session);
    return reply.redirect(paths.monitor(session.code, { done: 'botted', people: taken.length }), 303);
  };
  server.post(patterns.fillWithBots, forSession(desk, organisersOnly(desk, fill)));
}

const mostBots = 10_000;

/** Only of this session: codes of another one are nobody here. */
async function chosenIn(body: unknown, sessionId: number, lab: Lab): Promise<Chosen> {
  const given: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'participant') : [];
  const spots = [given].flat().flatMap((spot) => {
    const [, code, page] = typeof spot === 'string' ? (/^([a-z0-9]{8})\.(\d{1,6})$/.exec(spot) ?? []) : [];
    return code === undefined ? [] : [{ code, pageIndex: Number(page) }];
  });
  const own = new Set(spots.length === 0 ? [] : await codesOf(lab.db, { sessionId, codes: spots.map(({ code }) => code) }));
  return spots.filter(({ code }) => own.has(code));
}
