import type { FastifyInstance } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { WrongInput } from '../../errors.ts';
import { recipientsOf, type ComposeWish } from '../../messages/compose.ts';
import { putOnWay } from '../../messages/put-on-way.ts';
import { findTournament } from '../../round/find.ts';
import { isSentByHand, messageKinds } from '../../rules/messages/kinds.ts';
import { areStandingsPublic } from '../../rules/redaction.ts';
import { currentRounds, type Round } from '../../rules/round.ts';
import type { Settings } from '../../rules/settings.ts';
import * as messages from '../../store/messages.ts';
import * as rounds from '../../store/rounds.ts';
import { publicNames } from '../../public-pages/names.ts';
import { paths as publicPaths } from '../public/paths.ts';
import { clockOf } from '../public/site.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { messagesPage } from './views/messages.ts';
import { attempt, formText, formTexts, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
  readonly Querystring: Record<string, string>;
}

/** E-mails to participants: chosen kind, chosen people, one press; and what became of each. */
export function registerMessages(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.messages, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return show(desk, visit, { slug: request.params.slug, input: request.query, origin: originOf(request), fault: null });
  });

  server.post<Named>(patterns.messages, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const place = { slug, input: request.body, origin: originOf(request) };
    const sent = await attempt(send(desk, visit, place));
    if (!sent.ok) return show(desk, visit, { ...place, fault: sent.refusal });
    const people = sent.value === 1 ? '1 message is' : `${sent.value} messages are`;
    return visit.goTo(paths.messages(slug), [sent.value === 0 ? 'They were on their way already.' : `${people} on the way.`]);
  });

  server.post<Named>(patterns.messagesAgain, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { id, slug } = await findTournament(tab, request.params.slug);
    await messages.tryAgain(tab.db, { tournamentId: id, now: new Date(tab.clock.nowMs()) });
    return visit.goTo(paths.messages(slug), ['They are tried again.']);
  });
}

const originOf = (request: { readonly protocol: string; readonly host: string }): string => `${request.protocol}://${request.host}`;

interface Place {
  readonly slug: string;
  /** The form, or what was asked for in the address. */
  readonly input: unknown;
  readonly origin: string;
}

interface Composing extends ComposeWish {
  readonly all: readonly Round[];
}

async function composing({ tab }: Desk, { slug, input, origin }: Place): Promise<Composing> {
  const tournament = await findTournament(tab, slug);
  const [all, names] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), publicNames(tab, tournament)]);
  const kind = formText(input, 'kind');
  const usual = kind === 'team-points' ? all.findLast(({ isCompleted }) => isCompleted) : currentRounds(all)[0];
  const wanted = all.find(({ seq }) => String(seq) === formText(input, 'round')) ?? usual ?? null;
  return {
    tournament,
    all,
    names,
    kind: isSentByHand(kind) ? kind : 'url',
    round: isSentByHand(kind) && messageKinds[kind].isAboutRound ? wanted : null,
    linkOf: (urlKey) => `${origin}${paths.privateLink(slug, urlKey)}`,
    standingsUrl: areStandingsPublic({ settings: tournament.settings, rounds: all }) ? `${origin}${publicPaths.standings(slug)}` : null,
  };
}

async function send(desk: Desk, { actor }: Visit, place: Place): Promise<number> {
  const wish = await composing(desk, place);
  const { input } = place;
  const intent = formText(input, 'intent');
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open the page of messages again.');
  const chosen = new Set(formTexts(input, 'to'));
  const recipients = (await recipientsOf(desk.tab, wish)).filter(({ id }) => chosen.has(String(id)));
  const { tournament, kind, round } = wish;
  return putOnWay(desk.tab, {
    tournament,
    kind,
    round,
    actor,
    intent,
    subject: formText(input, 'subject'),
    body: formText(input, 'body'),
    recipients,
  });
}

async function show(desk: Desk, visit: Visit, place: Place & { readonly fault: Refusal | null }) {
  const { tab } = desk;
  const wish = await composing(desk, place);
  const { tournament, all, kind, round } = wish;
  const [found, latest, counts] = await Promise.all([
    attempt(recipientsOf(tab, wish)),
    messages.latest(tab.db, tournament.id),
    messages.counts(tab.db, tournament.id),
  ]);
  const fault = place.fault ?? (found.ok ? null : found.refusal);
  const page = messagesPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, all),
    kind,
    round,
    rounds: all,
    intent: newIntent(),
    ...textsOf(wish, place.input),
    recipients: found.ok ? found.value : [],
    chosen: new Set(formTexts(place.input, 'to')),
    latest: latest.map((row) => ({ ...row, clock: clockOf(tournament, row.at) ?? '' })),
    counts,
    maySend: visit.account.may('send.emails'),
  });
  return visit.show(page, fault);
}

/** As the form had it, else as the settings have it. */
function textsOf({ kind, tournament }: ComposeWish, input: unknown): { readonly subject: string; readonly body: string } {
  const { texts } = messageKinds[kind];
  const ofSettings = (name: keyof Settings | undefined): string => (name === undefined ? '' : String(tournament.settings[name]));
  return {
    subject: formText(input, 'subject') || ofSettings(texts?.subject),
    body: formText(input, 'body') || ofSettings(texts?.body),
  };
}
