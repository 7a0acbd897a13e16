import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import type { Html } from '#kit/html/html.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { SessionConfig } from '../../game/define-project.ts';
import { findRoom } from '../../rooms/find-room.ts';
import { textOf } from '../../rules/field-value.ts';
import { ofSession } from '../../store/audit.ts';
import { participants } from '../../store/overview.ts';
import { publicAddress } from '../find-session.ts';
import { dayOf, sendFile } from '../send-export.ts';
import { forSession, type Desk, type SessionVisit } from './access.ts';
import { nameOf, whenText } from './format.ts';
import { paths, patterns } from './routes.ts';
import { descriptionPage } from './views/description.ts';
import { linksPage, qrCodesPage, splitPage, type SeatLink } from './views/links.ts';

/** The pages about one session, but for the monitor. */
export function registerSessionPages(server: FastifyInstance, desk: Desk): void {
  server.get(
    patterns.session,
    forSession(desk, async ({ session, reply }) => reply.redirect(paths.monitor(session.code))),
  );
  server.get(patterns.links, forSession(desk, showLinks));
  server.get(patterns.linksFile, forSession(desk, sendLinks));
  server.get(patterns.qrCodes, forSession(desk, showQrCodes));
  server.get(patterns.split, forSession(desk, showSplit));
  server.get(patterns.description, forSession(desk, showDescription));
}

async function seatLinks({ lab, session, request }: SessionVisit) {
  const address = publicAddress(lab, request);
  return (await participants(lab.db, session.id)).map((one) => ({
    name: nameOf(one),
    code: one.code,
    url: `${address}${paths.participant(one.code)}`,
    hasStarted: one.pageIndex > 0,
  }));
}

async function showLinks(visit: SessionVisit): Promise<unknown> {
  const { lab, session, title, visitor, request, reply } = visit;
  const sessionWideUrl = `${publicAddress(lab, request)}${paths.join(session.joinCode)}`;
  const room = session.room === null ? null : await findRoom(session.room, lab).catch(() => null);
  const seats = await seatLinks(visit);
  const { qrCode } = await import('#kit/print/qr.ts'); // megabytes that nobody needs who looks at no such page
  return sendHtml(
    reply,
    linksPage({ session: title, sessionWideUrl, drawing: qrCode(sessionWideUrl, 'Link for everybody'), room, seats, visitor }),
  );
}

async function sendLinks(visit: SessionVisit): Promise<unknown> {
  const { session, lab, reply } = visit;
  const seats = await seatLinks(visit);
  const lines = seats.map(({ name, code, url }) => csvLine([name, code, url], true)).join('');
  const text = `${csvLine(['seat', 'participant_code', 'url'])}${lines}`;
  return sendFile(reply, {
    name: `links-${session.code}-${dayOf(lab.clock.nowMs())}.csv`,
    contentType: 'text/csv; charset=utf-8',
    pieces: inOnePiece(text),
  });
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** Each code takes milliseconds to draw, so others have their turn in between. */
async function showQrCodes(visit: SessionVisit): Promise<unknown> {
  const { title, visitor, reply } = visit;
  const { qrCode } = await import('#kit/print/qr.ts');
  const seats: (SeatLink & { readonly code: string; readonly drawing: Html })[] = [];
  for (const seat of await seatLinks(visit)) {
    seats.push({ ...seat, drawing: qrCode(seat.url, `Link of ${seat.name}`) });
    await setImmediate();
  }
  return sendHtml(reply, qrCodesPage({ session: title, seats, visitor }));
}

async function showSplit(visit: SessionVisit): Promise<unknown> {
  return sendHtml(visit.reply, splitPage({ session: visit.title, seats: await seatLinks(visit) }));
}

async function showDescription({ lab, session, title, visitor, reply }: SessionVisit): Promise<unknown> {
  const config = lab.project.configs.find((one) => one.name === session.configName);
  const page = descriptionPage({
    session: title,
    created: whenText(session.createdAt, lab.clock.nowMs()),
    participants: session.numParticipants,
    label: session.label ?? '',
    comment: session.comment ?? '',
    doc: config?.doc ?? '',
    games: config?.games.map(({ game }) => game) ?? [],
    parameters: parametersOf(session.config, config),
    isArchived: session.isArchived,
    ...amountsFor(session, lab),
    doings: await doingsOf({ lab, session, visitor }),
    visitor,
  });
  return sendHtml(reply, page);
}

function amountsFor({ config }: SessionVisit['session'], { project }: SessionVisit['lab']) {
  const written = (name: string): string => textOf(config[name] ?? '');
  return {
    fee: written('participationFee'),
    pointValue: project.money.points ? written('pointValue') : null,
    currency: project.currency.code,
  };
}

/** Who may only look at a demo does not see who did what. */
async function doingsOf({ lab, session, visitor }: Pick<SessionVisit, 'lab' | 'session' | 'visitor'>) {
  if (!visitor.isOrganiser) return [];
  return (await ofSession(lab.db, session.code)).map((one) => doingOf(one, lab.clock.nowMs()));
}

function doingOf({ at, actor, action, detail }: Awaited<ReturnType<typeof ofSession>>[number], nowMs: number) {
  return { when: whenText(at, nowMs), actor, action, detail: JSON.stringify(detail) };
}

/** The usual ones first, then the recipe's own in the order of their declaration. */
function parametersOf(values: Readonly<Record<string, unknown>>, config: SessionConfig | undefined) {
  const names = ['displayName', 'name', 'participationFee', 'pointValue', ...Object.keys(config?.params ?? {}), ...Object.keys(values)];
  return [...new Set(names)].filter((name) => name in values).map((name) => ({ name, value: textOf(values[name]) }));
}
