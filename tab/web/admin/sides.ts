import type { FastifyInstance } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { giveSides, pasteSides, sideSheet, spreadEvenly } from '../../setup/sides.ts';
import type { SideSheet } from '../../setup/sides.ts';
import * as rounds from '../../store/rounds.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { sidesPage } from './views/sides.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
type OfWay = Named & { readonly Params: Named['Params'] & { readonly way: string } };

/** The sides that are given before the draw: looked at, ticked for one round, pasted, spread by lot. */
export function registerSides(server: FastifyInstance, desk: Desk): void {
  server.get<Named>(patterns.sides, async (request, reply) =>
    show(desk, await visitOf(request, reply, desk), { slug: request.params.slug, seq: formText(request.query, 'round') }),
  );

  server.post<OfWay>(patterns.giveSides, async (request, reply) => {
    const { slug, way } = request.params;
    if (!isWay(way)) throw new NothingThere(`way to give sides called "${way}"`);
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(desk.tab, slug);
    const done = await attempt(ways[way](desk, { tournament, actor: visit.actor, body: request.body }));
    const seq = formText(request.body, 'round');
    if (!done.ok) return show(desk, visit, { slug, seq, fault: done.refusal, typed: formText(request.body, 'table') });
    purgeTournament(reply, slug);
    return visit.goTo(paths.sides(slug), [done.value]);
  });
}

interface Giving {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly body: unknown;
}

/** Each gives what was done, in words. */
const ways = {
  round: async ({ tab }: Desk, { body, ...wish }: Giving): Promise<string> => {
    const sheet = await sideSheet(tab, wish.tournament);
    const round = sheet.rounds.find(({ seq }) => String(seq) === formText(body, 'round'));
    if (round === undefined) throw new NothingThere(`round "${formText(body, 'round')}"`);
    const sideOf = (text: string): number | null => (/^\d$/.test(text) ? Number(text) : null);
    const sides = sheet.teams.map(({ id }) => ({ roundId: round.id, teamId: id, side: sideOf(formText(body, `team-${id}`)) }));
    await giveSides(tab, { ...wish, sides });
    return `The sides of ${round.name} are saved.`;
  },
  paste: async ({ tab }: Desk, { body, ...wish }: Giving): Promise<string> => {
    const said = await pasteSides(tab, { ...wish, text: formText(body, 'table') });
    return `${said} sides are read and saved.`;
  },
  spread: async ({ tab }: Desk, { body: _body, ...wish }: Giving): Promise<string> => {
    const open = await spreadEvenly(tab, wish);
    return `Sides are spread by lot over ${open} ${open === 1 ? 'round' : 'rounds'}.`;
  },
} as const;

const isWay = (name: string): name is keyof typeof ways => Object.hasOwn(ways, name);

interface Shown {
  readonly slug: string;
  /** The round whose sides are ticked; empty for none. */
  readonly seq: string;
  readonly fault?: Refusal;
  readonly typed?: string;
}

async function show({ tab }: Desk, visit: Visit, { slug, seq, fault, typed = '' }: Shown) {
  const tournament = await findTournament(tab, slug);
  const [all, sheet] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), sideSheet(tab, tournament)]);
  const ticked: SideSheet['rounds'][number] | undefined = sheet.rounds.find((round) => String(round.seq) === seq);
  const page = sidesPage({
    visitor: visit.visitor,
    fault: fault ?? null,
    event: eventOf(tournament, all),
    sheet,
    ticked: ticked?.drawStatus === 'N' ? ticked : null,
    typed,
    isInUse: tournament.settings.draw_side_allocations === 'preallocated',
  });
  return visit.show(page, fault ?? null);
}
