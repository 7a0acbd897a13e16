import type { FastifyInstance, FastifyReply } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { SessionConfig } from '../../game/define-project.ts';
import { sessionPlan } from '../../rules/session-plan.ts';
import { createSession } from '../../sessions/create.ts';
import { forDemo, textIn, type Desk, type Visit } from './access.ts';
import { paths, patterns } from './routes.ts';
import { demoPage, type DemoChoice } from './views/demo.ts';

const newDemosAMinute = 60;

/** The experiments to try, and a new session of one. */
export function registerDemo(server: FastifyInstance, desk: Desk): void {
  const showDemos = async ({ lab, visitor, reply }: Visit): Promise<FastifyReply> =>
    sendHtml(reply, demoPage({ choices: lab.project.configs.flatMap(choiceOf), visitor }));
  server.get(patterns.demo, forDemo(desk, showDemos));
  server.get(
    patterns.start,
    forDemo(desk, async (visit) => (visit.visitor.isSignedIn ? visit.reply.redirect(paths.sessions()) : showDemos(visit))),
  );

  server.post(
    patterns.newDemo,
    { config: { rateLimit: { max: newDemosAMinute, timeWindow: 60_000 } } },
    forDemo(desk, async ({ lab, request, reply }) => {
      const name = textIn(request.params, 'config');
      const choice = lab.project.configs.flatMap(choiceOf).find((one) => one.name === name);
      if (!choice) throw new NoSuchDemo(name);
      const { code } = await createSession(lab, { config: name, participants: choice.participants, isDemo: true });
      return reply.redirect(paths.links(code), 303);
    }),
  );
}

function choiceOf({ name, displayName, doc, demoParticipants, games }: SessionConfig): DemoChoice[] {
  if (demoParticipants === null) return [];
  return [{ name, displayName, doc, participants: demoParticipants, pages: sessionPlan(games).pages.length }];
}

class NoSuchDemo extends RostraError {
  constructor(name: string) {
    super({
      code: 'LAB_NO_SUCH_DEMO',
      status: 404,
      message: `There is no demo ${name.slice(0, 40)}.`,
      hint: 'Choose one of those on the demo page.',
    });
  }
}
