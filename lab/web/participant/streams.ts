import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import type { Lab } from '../../lab.ts';
import { isCode } from '../../page/load-visit.ts';
import { Releases } from '../../page/releases.ts';
import { pageAt } from '../../rules/session-plan.ts';
import { meetingKey, spotKey } from '../../rules/waiting.ts';
import { followOpenPages } from '../../sessions/follow.ts';
import { Presence } from '../../sessions/presence.ts';
import { indexIn } from './exchange.ts';
import type { OpenPages } from './open-pages.ts';
import { pathOf, patterns } from './routes.ts';

interface ByMeeting {
  readonly Params: { readonly sessionId: string; readonly pageIndex: string; readonly groupId: string };
  readonly Querystring: { readonly by?: unknown };
}

interface BySpot {
  readonly Params: { readonly code: string; readonly pageIndex: string };
}

/** Tells browsers to go on, and knows by their streams who is there. */
export function registerStreams(server: FastifyInstance, { lab, pages }: { readonly lab: Lab; readonly pages: OpenPages }): void {
  const releases = new Releases(lab.live, () => lab.clock.nowMs());
  const presence = new Presence(lab);
  const unfollow = followOpenPages(lab, { codes: () => pages.codes(), onMoved: ({ code, pageIndex }) => pages.movedTo(code, pageIndex) });
  const streams = new OpenStreams();
  server.addHook('preClose', async () => streams.close());
  server.addHook('onClose', async () => {
    releases.close();
    presence.close();
    unfollow();
  });

  server.get<ByMeeting>(patterns.released, (request, reply) => {
    const { sessionId, pageIndex, groupId } = request.params;
    const key = meetingKey({ sessionId: Number(sessionId), pageIndex: indexIn(pageIndex), groupId: Number(groupId) });
    const spot = spotKey({ code: String(request.query.by), pageIndex: indexIn(pageIndex) });
    const said = { sessionId: Number(sessionId), code: request.query.by };
    streams.open({ request, reply }, (stream) => [
      releases.onRelease(key, (to) => sayReleased(stream, { ...said, to }, lab)),
      releases.onRelease(spot, (to) => sayReleased(stream, { ...said, to }, lab)),
      presence.enter(request.query.by),
    ]);
  });
  server.get<BySpot>(patterns.here, async (request, reply) => {
    const { code } = request.params;
    const pageIndex = indexIn(request.params.pageIndex);
    const key = spotKey({ code, pageIndex });
    if (!request.headers.accept?.includes('text/event-stream')) {
      presence.see(code);
      return { moved: releases.isOver(key) };
    }
    streams.open({ request, reply }, (stream) => {
      const goOn = (): void => lastWord(stream, 'moved');
      return [releases.onRelease(key, goOn), presence.enter(code), pages.enter(code, { pageIndex, goOn })];
    });
    return reply;
  });
}

/** With the address of the page where it goes on, when that is known: their browser need not ask. */
function sayReleased(stream: EventStream, { sessionId, code, to }: Said, lab: Lab): void {
  const path = async (): Promise<object> => {
    const session = to !== null && isCode(code) ? await lab.sessions.get(sessionId) : null;
    return session && to !== null && isCode(code) ? { path: pathOf({ code, pageIndex: to, place: pageAt(session.plan, to) }) } : {};
  };
  void path()
    .catch(() => ({}))
    .then((data) => lastWord(stream, 'released', data)); // they find it out by looking
}

interface Said {
  readonly sessionId: number;
  readonly code: unknown;
  readonly to: number | null;
}

/** Their connection is then free for the page that they come to. */
function lastWord(stream: EventStream, event: 'released' | 'moved', data: object = {}): void {
  stream.send(event, data);
  stream.end();
}

/** When the server ends, they all end, and their browsers come to another process. */
class OpenStreams {
  readonly #streams = new Set<EventStream>();

  /** `attend` says what to undo when the browser goes. */
  open({ request, reply }: { request: FastifyRequest; reply: FastifyReply }, attend: (stream: EventStream) => (() => void)[]): void {
    const stream = openEventStream(request, reply);
    this.#streams.add(stream);
    const ends = attend(stream);
    stream.onClose(() => {
      for (const end of ends) end();
      this.#streams.delete(stream);
    });
  }

  close(): void {
    for (const stream of this.#streams) stream.close();
  }
}
