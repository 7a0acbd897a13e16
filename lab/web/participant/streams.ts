import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import type { Lab } from '../../lab.ts';
import { Releases } from '../../page/releases.ts';
import { meetingKey, spotKey } from '../../rules/waiting.ts';
import { Presence } from '../../sessions/presence.ts';
import { indexIn } from './exchange.ts';
import { patterns } from './routes.ts';

interface ByMeeting {
  readonly Params: { readonly sessionId: string; readonly pageIndex: string; readonly groupId: string };
  readonly Querystring: { readonly by?: unknown };
}

interface BySpot {
  readonly Params: { readonly code: string; readonly pageIndex: string };
}

/** Tells browsers to go on, and knows by their streams who is there. */
export function registerStreams(server: FastifyInstance, lab: Lab): void {
  const releases = new Releases(lab.live, () => lab.clock.nowMs());
  const presence = new Presence(lab);
  const streams = new OpenStreams();
  server.addHook('preClose', async () => streams.close());
  server.addHook('onClose', async () => {
    releases.close();
    presence.close();
  });

  server.get<ByMeeting>(patterns.released, (request, reply) => {
    const { sessionId, pageIndex, groupId } = request.params;
    const key = meetingKey({ sessionId: Number(sessionId), pageIndex: indexIn(pageIndex), groupId: Number(groupId) });
    const spot = spotKey({ code: String(request.query.by), pageIndex: indexIn(pageIndex) });
    streams.open({ request, reply }, (stream) => [
      releases.onRelease(key, () => lastWord(stream, 'released')),
      releases.onRelease(spot, () => lastWord(stream, 'released')),
      presence.enter(request.query.by),
    ]);
  });
  server.get<BySpot>(patterns.here, async (request, reply) => {
    const { code } = request.params;
    const key = spotKey({ code, pageIndex: indexIn(request.params.pageIndex) });
    if (!request.headers.accept?.includes('text/event-stream')) {
      presence.see(code);
      return { moved: releases.isOver(key) };
    }
    streams.open({ request, reply }, (stream) => [releases.onRelease(key, () => lastWord(stream, 'moved')), presence.enter(code)]);
    return reply;
  });
}

/** Their connection is then free for the page that they come to. */
function lastWord(stream: EventStream, event: 'released' | 'moved'): void {
  stream.send(event, {});
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
