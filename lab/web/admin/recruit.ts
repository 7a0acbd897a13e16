import type { FastifyInstance } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import { sendHtml } from '#kit/http/server.ts';
import { BadSession } from '../../errors.ts';
import { payments } from '../../payments/list.ts';
import type { Recruit } from '../../rules/recruit.ts';
import { projectRules } from '../../sessions/played-session.ts';
import { note } from '../../store/audit.ts';
import { recruitOf, setRecruit } from '../../store/recruit.ts';
import { turnedAway } from '../../store/turned-away.ts';
import { publicAddress } from '../find-session.ts';
import { dayOf, sendFile } from '../send-export.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import { paths, patterns } from './routes.ts';
import { recruitPage } from './views/recruit.ts';

/** Where people come from and go to: Prolific, or any panel. */
export function registerRecruit(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.recruit, forSession(desk, organisersOnly(desk, showRecruit)));
  server.post(patterns.recruit, forSession(desk, organisersOnly(desk, saveRecruit)));
  server.get(patterns.bonuses, forSession(desk, organisersOnly(desk, sendBonuses)));
}

async function showRecruit({ lab, session, title, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const [recruit, extra] = await Promise.all([recruitOf(lab.db, session.id), turnedAway(lab.db, session.id)]);
  const link = `${publicAddress(lab, request)}${paths.join(session.joinCode)}`;
  return sendHtml(reply, recruitPage({ session: title, recruit, link, extra, nowMs: lab.clock.nowMs(), visitor }));
}

async function saveRecruit({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const recruit = recruitIn(request.body);
  await setRecruit(lab.db, session.id, recruit);
  await note(lab.db, { actor: visitor.actor, action: 'recruitment set', session: session.code, detail: recruit ?? {} });
  return reply.redirect(paths.recruit(session.code), 303);
}

function recruitIn(body: unknown): Recruit | null {
  const provider = providers.find((one) => one === textIn(body, 'provider')) ?? 'links';
  const written = (name: string, most: number): string | null => textIn(body, name).trim().slice(0, most) || null;
  const endUrl = written('end_url', 2_000);
  if (provider === 'url' && (endUrl === null || !/^https?:\/\/[^/]/.test(endUrl)))
    throw new BadSession('end_url', 'Say where people go at the end: an address that starts with https://.');
  const codes = outcomes.flatMap((outcome) => {
    const code = written(`code_${outcome}`, 100);
    return code === null ? [] : [[outcome, code] as const];
  });
  const whenFull = written('when_full', 2_000);
  const isNothing = provider === 'links' && codes.length === 0 && whenFull === null;
  return isNothing ? null : { provider, codes: Object.fromEntries(codes), endUrl, whenFull };
}

const providers = ['prolific', 'url', 'links'] as const;
const outcomes = ['completed', 'dropout', 'screened_out', 'full'] as const;

/** `pid,amount`, as Prolific takes them: what was earned beside the fee, which the panel pays. */
async function sendBonuses({ lab, session, reply }: SessionVisit): Promise<unknown> {
  const { rules } = projectRules(session.config, lab.project);
  const all = await payments(lab.db, session.id, rules.rate);
  const lines = all.flatMap(({ label, total, fee }) =>
    label !== null && total > fee ? [csvLine([label, (total - fee).toFixed(rules.rate.currencyPlaces)])] : [],
  );
  return sendFile(reply, {
    name: `bonuses-${session.code}-${dayOf(lab.clock.nowMs())}.csv`,
    contentType: 'text/csv; charset=utf-8',
    pieces: oneByOne(lines),
  });
}

async function* oneByOne(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
