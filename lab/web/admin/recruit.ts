import type { FastifyInstance } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import { sendHtml } from '#kit/http/server.ts';
import { BadSession } from '../../errors.ts';
import { payments } from '../../payments/list.ts';
import type { Recruit } from '../../rules/recruit.ts';
import { projectRules } from '../../sessions/played-session.ts';
import { note } from '../../store/audit.ts';
import { recruitOf, setRecruit } from '../../store/recruit.ts';
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
  const recruit = await recruitOf(lab.db, session.id);
  const link = `${publicAddress(lab, request)}${paths.join(session.joinCode)}`;
  return sendHtml(reply, recruitPage({ session: title, recruit, link, visitor }));
}

async function saveRecruit({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const recruit = recruitIn(request.body);
  await setRecruit(lab.db, session.id, recruit);
  await note(lab.db, { actor: visitor.actor, action: 'recruitment set', session: session.code, detail: recruit ?? {} });
  return reply.redirect(paths.recruit(session.code), 303);
}

function recruitIn(body: unknown): Recruit | null {
  const provider = textIn(body, 'provider');
  if (provider !== 'prolific' && provider !== 'url') return null;
  const endUrl = textIn(body, 'end_url').trim().slice(0, 2_000) || null;
  if (provider === 'url' && (endUrl === null || !/^https?:\/\/[^/]/.test(endUrl)))
    throw new BadSession('end_url', 'Say where people go at the end: an address that starts with https://.');
  const typed = ['completed', 'dropout', 'screened_out'].map(
    (outcome) => [outcome, textIn(body, `code_${outcome}`).trim().slice(0, 100)] as const,
  );
  return { provider, codes: Object.fromEntries(typed.filter(([, code]) => code !== '')), endUrl };
}

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
