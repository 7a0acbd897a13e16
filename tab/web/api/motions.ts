import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { deleteMotion, saveMotion, type PlacedMotion } from '../../round/motions.ts';
import type { MotionId } from '../../rules/ids.ts';
import { publicMotions, type PublicSite } from '../../rules/redaction.ts';
import * as motions from '../../store/motions.ts';
import type { MotionRow } from '../../store/motions.ts';
import * as rounds from '../../store/rounds.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { actorOf, isAnonymous } from './caller.ts';
import { bodyOf, refOf, urlsOf, type Urls } from './call.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfMotion {
  readonly Params: { readonly slug: string; readonly id: string };
}

const place = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const roundRef = v.object({ round: v.union([v.string(), v.number()]), seq: v.optional(place, 1) });
const newMotion = v.object({
  text: v.string(),
  reference: v.optional(v.string(), ''),
  info_slide: v.optional(v.string(), ''),
  rounds: v.optional(v.array(roundRef), []),
});
const changedMotion = v.partial(newMotion);

/** Motions and the rounds they are for. Rounds are named by their number or their address. */
export function registerMotions(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/motions';
  const read = async (request: FastifyRequest, slug: string): Promise<MotionShape[]> => {
    const tournament = await findTournament(tab, slug);
    const [rows, all] = await Promise.all([motions.ofTournament(tab.db, tournament.id), rounds.ofTournament(tab.db, tournament.id)]);
    const seqOf = new Map(all.map((round) => [round.id, round.seq]));
    const shown = isAnonymous(request) ? asSpectatorsSee(rows, { settings: tournament.settings, rounds: all }) : rows;
    return [...Map.groupBy(shown, ({ id }) => id).values()].flatMap((own) => motionShape(own, { slug, url: urlsOf(request), seqOf }));
  };
  const one = async (request: FastifyRequest, { slug, id }: OfMotion['Params']): Promise<MotionShape> => {
    const found = (await read(request, slug)).find((motion) => motion.id === refOf<MotionId>(id, 'motion'));
    if (found === undefined) throw new NothingThere(`motion ${id}`);
    return found;
  };

  server.get<Named>(path, (request) => read(request, request.params.slug));
  server.get<OfMotion>(`${path}/:id`, (request) => one(request, request.params));

  server.post<Named>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const id = await saveMotion(tab, { tournament, actor: actorOf(request), id: null, motion: placed(bodyOf(request, newMotion)) });
    purgeTournament(reply, tournament.slug);
    return reply.code(201).send(await one(request, { slug: tournament.slug, id: String(id) }));
  });

  server.patch<OfMotion>(`${path}/:id`, async (request, reply) => {
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const before = await one(request, request.params);
    const motion = placed(v.parse(newMotion, { ...before, ...bodyOf(request, changedMotion) }));
    await saveMotion(tab, { tournament, actor: actorOf(request), id: before.id, motion });
    purgeTournament(reply, slug);
    return one(request, request.params);
  });

  server.delete<OfMotion>(`${path}/:id`, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    await deleteMotion(tab, { tournament, actor: actorOf(request), id: refOf<MotionId>(request.params.id, 'motion') });
    purgeTournament(reply, tournament.slug);
    return reply.code(204).send();
  });
}

/** The motions of the rounds whose motions are out; all of them once the statistics of motions are. */
function asSpectatorsSee(rows: readonly MotionRow[], site: PublicSite): readonly MotionRow[] {
  if (site.settings.motion_tab_released) return rows;
  const released = new Set(publicMotions(site).map(({ id }) => id));
  return rows.filter(({ roundId }) => roundId !== null && released.has(roundId));
}

function placed({ text, reference, info_slide: infoSlide, rounds: places }: v.InferOutput<typeof newMotion>): PlacedMotion {
  return { text, reference, infoSlide, rounds: places.map(({ round, seq }) => ({ seq: refOf(round, 'round'), place: seq })) };
}

type MotionShape = ReturnType<typeof shapeOf>;

interface Naming {
  readonly slug: string;
  readonly url: Urls;
  readonly seqOf: ReadonlyMap<number, number>;
}

function motionShape(rows: readonly MotionRow[], naming: Naming): MotionShape[] {
  const [first] = rows;
  return first === undefined ? [] : [shapeOf(first, rows, naming)];
}

function shapeOf({ id, text, reference, infoSlide }: MotionRow, rows: readonly MotionRow[], { slug, url, seqOf }: Naming) {
  return {
    id,
    url: url(`tournaments/${slug}/motions/${id}`),
    text,
    reference,
    info_slide: infoSlide,
    rounds: rows.flatMap(({ roundId, seq }) =>
      roundId === null || seq === null ? [] : [{ round: url(`tournaments/${slug}/rounds/${seqOf.get(roundId)}`), seq }],
    ),
  };
}
