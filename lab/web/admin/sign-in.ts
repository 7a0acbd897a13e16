import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { passwordMatches, safeNext } from '#kit/http/login.ts';
import { passwordFits } from '#kit/http/password.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { passwordHash } from '../../store/accounts.ts';
import { textIn, type Desk } from './access.ts';
import { paths, patterns } from './routes.ts';
import { loginPage } from './views/login.ts';

/** From one address. */
const triesAMinute = 10;
/** For one account, from wherever. */
const guessesAnHour = 30;

/** In with name and password, a few tries a minute and account; out again. The rate limits are the server's. */
export function registerSignIn(server: FastifyInstance, { lab, logins }: Desk): void {
  const guesses = server.createRateLimit({
    max: guessesAnHour,
    timeWindow: 3_600_000,
    keyGenerator: (request) => `account ${nameIn(request, lab)}`,
  });
  const show = (request: FastifyRequest, reply: FastifyReply, fault?: string): FastifyReply => {
    const next = safeNext(textIn(request.method === 'GET' ? request.query : request.body, 'next'), paths.sessions());
    const page = loginPage({ csrf: reply.generateCsrf(), next, name: nameIn(request, lab), ...(fault !== undefined && { fault }) });
    return sendHtml(reply, page, fault === undefined ? 200 : 401);
  };

  server.get(patterns.signIn, async (request, reply) => show(request, reply));

  server.post(patterns.signIn, { config: { rateLimit: { max: triesAMinute, timeWindow: 60_000 } } }, async (request, reply) => {
    const name = nameIn(request, lab);
    if (name === lab.config.adminUser && lab.config.adminPassword === null)
      return show(request, reply, 'Nobody can sign in as the administrator: LAB_ADMIN_PASSWORD is not set.');
    const guess = await guesses(request);
    if (!guess.isAllowed && guess.isExceeded) throw new TooManyGuesses();
    if (!(await isTheirs(name, textIn(request.body, 'password'), lab))) return show(request, reply, 'That is not the name and password.');
    await logins.signIn(reply, name);
    return reply.redirect(safeNext(textIn(request.body, 'next'), paths.sessions()), 303);
  });

  server.post(patterns.signOut, async (request, reply) => {
    await logins.signOut(request, reply);
    return reply.redirect(paths.start(), 303);
  });
}

const nameIn = ({ body }: FastifyRequest, { config }: Lab): string => textIn(body, 'name').trim().slice(0, 60) || config.adminUser;

async function isTheirs(name: string, password: string, { config, db }: Lab): Promise<boolean> {
  if (name === config.adminUser) return config.adminPassword !== null && passwordMatches(password, config.adminPassword);
  return passwordFits(password, await passwordHash(db, name));
}

class TooManyGuesses extends RostraError {
  constructor() {
    super({
      code: 'LAB_TOO_MANY_GUESSES',
      status: 429,
      message: 'There were too many tries to sign in to this account.',
      hint: 'Wait an hour, or ask an owner for another password.',
    });
  }
}
