import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { acceptInvitation, readInvitation } from '../../accounts/invite.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText } from './visit.ts';
import type { Desk } from './visit.ts';
import { invitationPage } from './views/sign-in.ts';

interface OfInvitation {
  readonly Params: { readonly token: string };
}

/** The page behind an invitation's link. Looking at it uses nothing up. */
export function registerInvitations(server: FastifyInstance, { tab, logins }: Desk): void {
  server.get<OfInvitation>(patterns.invitation, async (request, reply) => {
    const { token } = request.params;
    const { userName } = await readInvitation(tab, token);
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    return sendHtml(
      reply,
      invitationPage({ csrf: reply.generateCsrf(), action: paths.invitation(token), userName, name: '', fault: null }),
    );
  });

  server.post<OfInvitation>(patterns.invitation, async (request, reply) => {
    const { token } = request.params;
    const { userName } = await readInvitation(tab, token);
    const name = formText(request.body, 'name');
    const made = await attempt(acceptInvitation(tab, token, { name, password: formText(request.body, 'password') }));
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    if (!made.ok) {
      const page = invitationPage({
        csrf: reply.generateCsrf(),
        action: paths.invitation(token),
        userName,
        name,
        fault: made.refusal.message,
      });
      return sendHtml(reply, page, made.refusal.status);
    }
    await logins.signIn(reply, made.value);
    return reply.redirect(paths.tournaments(), 303);
  });
}
