import type { FastifyInstance } from 'fastify';
import { NothingThere, WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { allocateRound } from '../../round/allocation.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { keep } from '../../round/keep.ts';
import type { DebateId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import type { Tab } from '../../tab.ts';
import { paths, patterns } from './routes.ts';
import { stepPage } from './step-pages.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}
type OfKeep = { readonly Params: OfRound['Params'] & { readonly what: string } };

/** What stays when a round is allocated anew, and by which settings the others are allocated. */
export function registerKeep(server: FastifyInstance, desk: Desk): void {
  server.post<OfKeep>(patterns.keep, async (request, reply) => {
    const { slug, seq, what } = request.params;
    if (what !== 'panel' && what !== 'room') throw new NothingThere(`"${what}" to keep`);
    const step = what === 'panel' ? 'panels' : 'rooms';
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(desk.tab, slug, seq);
    const done = await attempt(keep(desk.tab, { ...place, actor: visit.actor, ...keptIn(request.body), what }));
    if (done.ok) return visit.goTo(paths.step(slug, place.round.seq, step));
    return visit.show(await stepPage(desk.tab, { ...place, visitor: visit.visitor, fault: done.refusal }, step), done.refusal);
  });

  server.post<OfRound>(patterns.allocateBy, async (request, reply) => {
    const { slug, seq } = request.params;
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(desk.tab, slug, seq);
    const done = await attempt(allocateBy(desk.tab, { ...place, actor: visit.actor }, request.body));
    if (done.ok) return visit.goTo(paths.step(slug, place.round.seq, 'panels'), done.value);
    const now = await findRound(desk.tab, slug, seq);
    return visit.show(await stepPage(desk.tab, { ...now, visitor: visit.visitor, fault: done.refusal }, 'panels'), done.refusal);
  });
}

/** Which debate a press of a keep button is about. */
export function keptIn(body: unknown): { readonly debateId: DebateId; readonly isKept: boolean } {
  const [debate, act] = formText(body, 'debate').split(':');
  const debateId = readId<DebateId>(debate);
  if (debateId === null) throw new WrongInput('Choose a debate.');
  return { debateId, isKept: act !== 'release' };
}

/** Saves what the dialog says, then allocates by it. */
async function allocateBy(tab: Tab, wish: RoundWish, body: unknown): Promise<readonly string[]> {
  const number = (name: string): number => {
    const text = formText(body, name);
    return text === '' ? Number.NaN : Number(text.replace(',', '.'));
  };
  const values = {
    'draw_rules.adj_min_voting_score': number('adj_min_voting_score'),
    'draw_rules.adj_conflict_penalty': number('adj_conflict_penalty'),
    'draw_rules.adj_history_penalty': number('adj_history_penalty'),
    // Whoever's page is older does not send it.
    ...(formText(body, 'preformed_panel_mismatch_penalty') !== '' && {
      'draw_rules.preformed_panel_mismatch_penalty': number('preformed_panel_mismatch_penalty'),
    }),
    'draw_rules.no_panellist_position': formText(body, 'no_panellist_position') !== '',
    'draw_rules.no_trainee_position': formText(body, 'no_trainee_position') !== '',
  };
  await changeSettings(tab, { tournament: wish.tournament, values, actor: wish.actor });
  const tournament = await findTournament(tab, wish.tournament.slug);
  return allocateRound(tab, { ...wish, tournament });
}
