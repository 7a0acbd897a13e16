import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { findRound } from '../../round/find.ts';
import type { RoundPlace } from '../../round/find.ts';
import { redoLast, roundHistory, undoAct, undoLast } from '../../round/undo.ts';
import type { HistoryLine } from '../../rules/history/history.ts';
import { stepNames } from '../../rules/round-stage.ts';
import { accountOfRequest } from '../admission.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { historyPage } from './views/history.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}
type OfEntry = { readonly Params: OfRound['Params'] & { readonly entry: string } };

/** What was done to a round by whom, and taking it back. */
export function registerHistory(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfRound>(patterns.history, async (request, reply) =>
    show(desk, await visitOf(request, reply, desk), { place: await findRound(tab, request.params.slug, request.params.seq), fault: null }),
  );

  server.post<OfRound>(patterns.undoLast, async (request, reply) => {
    const { slug, seq } = request.params;
    const place = await findRound(tab, slug, seq);
    const step = stepNames.find((name) => name === formText(request.body, 'from'));
    const back = step === undefined ? paths.history(slug, place.round.seq) : paths.step(slug, place.round.seq, step);
    if (request.headers.accept === 'application/json') {
      const words = newsOf(await last(desk, request, place));
      purgeTournament(reply, slug);
      return reply.send({ words });
    }
    const visit = await visitOf(request, reply, desk);
    const done = await attempt(last(desk, request, place));
    if (!done.ok) return show(desk, visit, { place: await findRound(tab, slug, seq), fault: done.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(back, [newsOf(done.value)]);
  });

  server.post<OfEntry>(patterns.undo, async (request, reply) => {
    const { slug, seq, entry } = request.params;
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(tab, slug, seq);
    if (!/^\d{1,9}$/.test(entry)) throw new NothingThere(`act "${entry}"`);
    const wish = { ...place, actor: visit.actor, entry: Number(entry), may: visit.account.may };
    const done = await attempt(undoAct(tab, wish));
    if (!done.ok) return show(desk, visit, { place: await findRound(tab, slug, seq), fault: done.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.history(slug, place.round.seq), [newsOf(done.value)]);
  });
}

/** Takes the last act back, or does it again: as the form says, of one kind or of any. */
function last({ tab }: Desk, request: FastifyRequest, place: RoundPlace): Promise<HistoryLine> {
  const { name: actor, may } = accountOfRequest(request);
  const of = formText(request.body, 'of');
  const wish = { ...place, actor, may, of: of === '' ? null : of, isByKey: formText(request.body, 'by') === 'key' };
  return formText(request.body, 'turn') === 'again' ? redoLast(tab, wish) : undoLast(tab, wish);
}

const newsOf = ({ entry, words }: HistoryLine): string =>
  entry.takenBack?.turn === 'back' ? `Done again. (${entry.actor} ${words}.)` : `Taken back: ${entry.actor} ${words}.`;

interface Shown {
  readonly place: RoundPlace;
  readonly fault: Refusal | null;
}

async function show({ tab }: Desk, visit: Visit, { place, fault }: Shown) {
  const { tournament, round, rounds } = place;
  const lines = await roundHistory(tab.db, place);
  const page = historyPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, rounds, round),
    round,
    lines,
    timezone: tournament.timezone,
  });
  return visit.show(page, fault);
}
