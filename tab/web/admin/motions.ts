import type { FastifyInstance } from 'fastify';
import { findRound, findTournament } from '../../round/find.ts';
import { deleteMotion, releaseMotions, saveMotion, withdrawMotions } from '../../round/motions.ts';
import { readId, type MotionId } from '../../rules/ids.ts';
import { currentRounds } from '../../rules/round.ts';
import type { Round } from '../../rules/round.ts';
import * as motions from '../../store/motions.ts';
import * as rounds from '../../store/rounds.ts';
import { NothingThere } from '../../errors.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { motionsPage } from './views/motions.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
type OfAct = { readonly Params: { readonly slug: string; readonly seq: string; readonly act: string } };

const acts = { release: releaseMotions, withdraw: withdrawMotions } as const;

/** The motions of every round: written down, corrected, released, withdrawn. */
export function registerMotions(server: FastifyInstance, desk: Desk): void {
  server.get<Named>(patterns.motions, async (request, reply) =>
    show(desk, { visit: await visitOf(request, reply, desk), slug: request.params.slug, fault: null }),
  );

  server.post<Named>(patterns.motions, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const done = await attempt(write(desk, { slug, actor: visit.actor, body: request.body }));
    if (!done.ok) return show(desk, { visit, slug, fault: done.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.motions(slug), [done.value]);
  });

  server.post<OfAct>(patterns.motionAct, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, seq, act } = request.params;
    if (act !== 'release' && act !== 'withdraw') throw new NothingThere(`act "${act}"`);
    const place = await findRound(desk.tab, slug, seq);
    const done = await attempt(acts[act](desk.tab, { ...place, actor: visit.actor }));
    if (!done.ok) return show(desk, { visit, slug, fault: done.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.motions(slug), [
      act === 'release' ? `${place.round.name}: everybody can read it.` : `${place.round.name}: withdrawn.`,
    ]);
  });
}

interface Written {
  readonly slug: string;
  readonly actor: string;
  readonly body: unknown;
}

/** Saves the motion of the form, or deletes it; gives what was done, in words. */
async function write({ tab }: Desk, { slug, actor, body }: Written): Promise<string> {
  const tournament = await findTournament(tab, slug);
  const id = readId<MotionId>(formText(body, 'id'));
  if (formText(body, 'do') === 'delete' && id !== null) {
    await deleteMotion(tab, { tournament, actor, id });
    return 'The motion is deleted.';
  }
  const before = (await motions.ofTournament(tab.db, tournament.id)).filter((row) => row.id === id);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const kept = before.flatMap(({ roundId, seq }) =>
    all.flatMap((round) => (round.id === roundId && seq !== null ? [{ seq: round.seq, place: seq }] : [])),
  );
  const added = [{ seq: Number(formText(body, 'round')), place: Number(formText(body, 'place')) }];
  const texts = { text: formText(body, 'text'), reference: formText(body, 'reference'), infoSlide: formText(body, 'info_slide') };
  const also = nextPlace({ seq: Number(formText(body, 'also')), all, rows: await motions.ofTournament(tab.db, tournament.id) });
  await saveMotion(tab, { tournament, actor, id, motion: { ...texts, rounds: [...(id === null ? added : kept), ...also] } });
  return 'The motion is saved.';
}

/** The place after the last motion of a round, for one that serves that round too. */
function nextPlace({
  seq,
  all,
  rows,
}: {
  readonly seq: number;
  readonly all: readonly Round[];
  readonly rows: readonly motions.MotionRow[];
}) {
  const round = all.find((one) => one.seq === seq);
  if (round === undefined) return [];
  const last = Math.max(0, ...rows.filter(({ roundId }) => roundId === round.id).map((row) => row.seq ?? 0));
  return [{ seq, place: last + 1 }];
}

interface Shown {
  readonly visit: Visit;
  readonly slug: string;
  readonly fault: Refusal | null;
}

async function show({ tab }: Desk, { visit, slug, fault }: Shown) {
  const tournament = await findTournament(tab, slug);
  const [all, rows] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), motions.ofTournament(tab.db, tournament.id)]);
  const current = new Set(currentRounds(all));
  const view = {
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, all),
    isPublic: tournament.settings.public_motions,
    mayReuse: tournament.settings.enable_motion_reuse,
    rounds: all.map((round) => ({ round, isCurrent: current.has(round), motions: rows.filter(({ roundId }) => roundId === round.id) })),
  };
  return visit.show(motionsPage(view), fault);
}
