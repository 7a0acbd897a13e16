import type { FastifyInstance } from 'fastify';
import { sumOf } from '#kit/money/money.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { SessionConfig } from '../../game/define-project.ts';
import { columnName, exportCell } from '../../rules/export-table.ts';
import { textOf } from '../../rules/field-value.ts';
import { payoffPlusFee, realMoney } from '../../rules/payoff.ts';
import { pageAt, subAt, type SessionPlan } from '../../rules/session-plan.ts';
import { round, type PlayerInRound } from '../../store/monitor.ts';
import { participants, type ParticipantLine } from '../../store/overview.ts';
import { publicAddress } from '../find-session.ts';
import { forSession, textIn, type Desk, type SessionVisit } from './access.ts';
import { amountsOf, nameOf, whenText } from './format.ts';
import { playedSession } from './monitor-feed.ts';
import { paths, patterns } from './routes.ts';
import { dataPage } from './views/data.ts';
import { descriptionPage } from './views/description.ts';
import { linksPage, splitPage } from './views/links.ts';
import { paymentsPage } from './views/payments.ts';

/** The pages about one session, but for the monitor. */
export function registerSessionPages(server: FastifyInstance, desk: Desk): void {
  server.get(
    patterns.session,
    forSession(desk, async ({ session, reply }) => reply.redirect(paths.monitor(session.code))),
  );
  server.get(patterns.links, forSession(desk, showLinks));
  server.get(patterns.split, forSession(desk, showSplit));
  server.get(patterns.data, forSession(desk, showData));
  server.get(patterns.payments, forSession(desk, showPayments));
  server.get(patterns.description, forSession(desk, showDescription));
}

async function seatLinks({ lab, session, request }: SessionVisit) {
  const address = publicAddress(lab, request);
  return (await participants(lab.db, session.id)).map((one) => ({
    name: nameOf(one),
    url: `${address}${paths.participant(one.code)}`,
    hasStarted: one.pageIndex > 0,
  }));
}

async function showLinks(visit: SessionVisit): Promise<unknown> {
  const { lab, session, title, visitor, request, reply } = visit;
  const sessionWideUrl = `${publicAddress(lab, request)}${paths.join(session.joinCode)}`;
  const room = lab.project.rooms.find(({ name }) => name === session.room) ?? null;
  const seats = await seatLinks(visit);
  return sendHtml(reply, linksPage({ session: title, sessionWideUrl, room, seats, visitor }));
}

async function showSplit(visit: SessionVisit): Promise<unknown> {
  return sendHtml(visit.reply, splitPage({ session: visit.title, seats: await seatLinks(visit) }));
}

async function showData({ lab, session, title, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const { plan } = await playedSession(lab, session);
  const people = await participants(lab.db, session.id);
  const wanted = Number(textIn(request.query, 'round')) || furthestRound(people, plan);
  const { sub, playable } = subAt(plan, wanted);
  const players = await round(lab.db, { sessionId: session.id, sub });
  const rounds = plan.subs.map((place) => ({ sub: place.sub, label: roundLabel(place) }));
  return sendHtml(
    reply,
    dataPage({
      session: title,
      rounds,
      chosen: { sub, label: roundLabel(subAt(plan, sub)), game: playable.game.name },
      ...roundTable(players, playable.game.fields),
      finished: people.filter((one) => one.pageIndex > session.maxPageIndex).length,
      visitor,
    }),
  );
}

/** The round that somebody has come to and nobody is past. */
function furthestRound(people: readonly ParticipantLine[], plan: SessionPlan): number {
  const furthest = Math.max(0, ...people.map((one) => Math.min(one.pageIndex, plan.pages.length)));
  return pageAt(plan, furthest)?.sub ?? 1;
}

function roundLabel({ playable: { game }, round: number }: ReturnType<typeof subAt>): string {
  return game.rounds === 1 ? game.name : `${game.name}, round ${number}`;
}

const longestCell = 30;

function roundTable(players: readonly PlayerInRound[], fields: ReturnType<typeof subAt>['playable']['game']['fields']) {
  const own = Object.entries(fields.player);
  const shared = Object.entries(fields.group);
  const isNumber = (kind: string): boolean => kind !== 'text' && kind !== 'choice' && kind !== 'json';
  const columns = [
    { label: 'Participant', isNumber: false },
    { label: 'Group', isNumber: true },
    { label: 'Place', isNumber: true },
    ...own.map(([key, spec]) => ({ label: columnName(key, spec), isNumber: isNumber(spec.kind) })),
    { label: 'payoff', isNumber: true },
    ...shared.map(([key, spec]) => ({ label: `group.${columnName(key, spec)}`, isNumber: isNumber(spec.kind) })),
  ];
  const rows = players.map((player) => [
    nameOf(player),
    String(player.group),
    String(player.seat),
    ...own.map(([key, spec]) => cut(exportCell(player.data[key], spec.kind))),
    exportCell(player.payoff, 'money'),
    ...shared.map(([key, spec]) => cut(exportCell(player.groupData[key], spec.kind))),
  ]);
  return { columns, rows };
}

function cut(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
}

async function showPayments({ lab, session, title, visitor, reply }: SessionVisit): Promise<unknown> {
  const { rules } = await playedSession(lab, session);
  const people = await participants(lab.db, session.id);
  const amounts = amountsOf(lab.project);
  const totals = people.map((one) => payoffPlusFee(one.payoff, rules.rate));
  const sum = sumOf(totals, rules.rate.currencyPlaces);
  const lines = people.map((one, at) => ({
    name: nameOf(one),
    code: one.code,
    progress: `${one.pageIndex}/${session.maxPageIndex}`,
    isFinished: one.pageIndex > session.maxPageIndex,
    status: one.status,
    payoff: amounts.payoff(one.payoff),
    money: amounts.money(realMoney(one.payoff, rules.rate)),
    total: amounts.money(totals[at] ?? 0),
  }));
  const figures = { fee: amounts.money(rules.rate.participationFee), sum: amounts.money(sum), mean: amounts.money(sum / people.length) };
  return sendHtml(reply, paymentsPage({ session: title, lines, ...figures, visitor }));
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
    visitor,
  });
  return sendHtml(reply, page);
}

/** The usual ones first, then the recipe's own in the order of their declaration. */
function parametersOf(values: Readonly<Record<string, unknown>>, config: SessionConfig | undefined) {
  const names = ['displayName', 'name', 'participationFee', 'pointValue', ...Object.keys(config?.params ?? {}), ...Object.keys(values)];
  return [...new Set(names)].filter((name) => name in values).map((name) => ({ name, value: textOf(values[name]) }));
}
