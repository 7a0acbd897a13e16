import type { FastifyInstance } from 'fastify';
import { WrongInput } from '../../errors.ts';
import { markIn } from '../../round/availability.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { chooseJudges, judgesOfBreak, type JudgeChoice } from '../../round/judge-break.ts';
import { readId, type PersonId } from '../../rules/ids.ts';
import * as rounds from '../../store/rounds.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { breakJudgesPage } from './views/break-judges.ts';
import { attempt, formText, formTexts, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** Who judges the elimination rounds: chosen by ticks or by score, and marked as available with one press. */
export function registerBreakJudges(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.breakJudges, async (request, reply) =>
    showJudges(desk, await visitOf(request, reply, desk), request.params.slug),
  );

  server.post<Named>(patterns.breakJudges, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const chosen = await attempt(Promise.try(() => chooseJudges(tab, { tournament, actor: visit.actor, wish: wishIn(request.body) })));
    if (!chosen.ok) return showJudges({ ...desk, fault: chosen.refusal }, visit, slug);
    purgeTournament(reply, slug);
    return visit.goTo(paths.breakJudges(slug), [`${chosen.value} adjudicators go on.`]);
  });

  server.post<Named>(patterns.breakJudgesIn, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const place = await findRound(tab, slug, formText(request.body, 'round'));
    const ids = (await judgesOfBreak(tab, place.tournament)).filter(({ isBreaking }) => isBreaking).map(({ id }) => id);
    const marked = await attempt(markIn(tab, { ...place, actor: visit.actor, kind: 'adjudicator', ids }));
    if (!marked.ok) return showJudges({ ...desk, fault: marked.refusal }, visit, slug);
    return visit.goTo(paths.breakJudges(slug), [`${ids.length} adjudicators are in for the ${place.round.name}, and nobody else.`]);
  });
}

function wishIn(body: unknown): JudgeChoice['wish'] {
  if (formText(body, 'wish') !== 'from')
    return { kind: 'these', ids: formTexts(body, 'judge').flatMap((id) => readId<PersonId>(id) ?? []) };
  const text = formText(body, 'score').replace(',', '.');
  const score = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(score)) throw new WrongInput('The score must be a number.', 'Write it like 3.5.');
  return { kind: 'from', score };
}

async function showJudges({ tab, fault = null }: Desk & { readonly fault?: Refusal | null }, visit: Visit, slug: string) {
  const tournament = await findTournament(tab, slug);
  const [all, judges] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), judgesOfBreak(tab, tournament)]);
  const { visitor, account } = visit;
  const page = breakJudgesPage({
    visitor,
    fault,
    event: eventOf(tournament, all),
    judges,
    mayChoose: account.may('edit.adj.break'),
    showsGender: account.may('view.participants.gender'),
    showsConflicts: account.may('view.adjudicatorteamconflict'),
    rounds: account.may('edit.roundavailability') ? all.filter(({ stage, isCompleted }) => stage === 'E' && !isCompleted) : [],
  });
  return visit.show(page, fault);
}
