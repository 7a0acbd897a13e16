import type { FastifyInstance } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { readId } from '../../rules/ids.ts';
import { removeThing, saveThing } from '../../setup/change.ts';
import { checkListOf } from '../../setup/check-list.ts';
import { choicesFor } from '../../setup/choices.ts';
import type { Kind } from '../../setup/kind.ts';
import { isKind, kinds } from '../../setup/kinds.ts';
import { scoreHistory } from '../../store/setup-people.ts';
import type { Tab } from '../../tab.ts';
import * as rounds from '../../store/rounds.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { registerImport } from './import.ts';
import { paths, patterns } from './routes.ts';
import { registerTakeAway } from './take-away.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { setupPage } from './views/setup.ts';
import { kindPage, thingPage } from './views/setup-kind.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfKind {
  readonly Params: { readonly slug: string; readonly kind: string };
}
interface OfThing {
  readonly Params: { readonly slug: string; readonly kind: string; readonly id: string };
}

/** What is missing before the first round, and everything that can be added, changed and deleted by hand. */
export function registerSetup(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.setup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const [all, checks] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), checkListOf(tab, tournament)]);
    const givesSides = tournament.settings.draw_side_allocations === 'preallocated';
    return visit.show(setupPage({ visitor: visit.visitor, event: eventOf(tournament, all), checks, givesSides }));
  });

  server.get<OfKind>(patterns.setupKind, async (request, reply) =>
    showKind(tab, await visitOf(request, reply, desk), { ...request.params, kind: kindIn(request.params.kind) }),
  );

  server.post<OfKind>(patterns.setupKind, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const kind = kindIn(request.params.kind);
    const tournament = await findTournament(tab, slug);
    const values = rawOf(request.body, kind, kind.laterFields ?? []);
    const saved = await attempt(saveThing(tab, { tournament, kind, actor: visit.actor, id: null, values }));
    if (!saved.ok) return showKind(tab, visit, { slug, kind, values, fault: saved.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.setupKind(slug, kind.name), [`The ${kind.one} is added.`]);
  });

  registerThings(server, desk);
  registerImport(server, desk);
  registerTakeAway(server, desk);
}

function registerThings(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfThing>(patterns.setupThing, async (request, reply) =>
    showThing(tab, await visitOf(request, reply, desk), { ...request.params, kind: kindIn(request.params.kind) }),
  );

  server.post<OfThing>(patterns.setupThing, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, id } = request.params;
    const kind = kindIn(request.params.kind);
    const tournament = await findTournament(tab, slug);
    const values = rawOf(request.body, kind, []);
    const saved = await attempt(saveThing(tab, { tournament, kind, actor: visit.actor, id: readId(id) ?? 0, values }));
    if (!saved.ok) return showThing(tab, visit, { slug, kind, id, values, fault: saved.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.setupKind(slug, kind.name), [`The ${kind.one} is saved.`]);
  });

  server.post<OfThing>(patterns.setupRemove, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, id } = request.params;
    const kind = kindIn(request.params.kind);
    const tournament = await findTournament(tab, slug);
    const removed = await attempt(removeThing(tab, { tournament, kind, actor: visit.actor, id: readId(id) ?? 0 }));
    if (!removed.ok) return showThing(tab, visit, { slug, kind, id, fault: removed.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.setupKind(slug, kind.name), [`The ${kind.one} is deleted.`]);
  });
}

function kindIn(name: string): Kind {
  if (!isKind(name)) throw new NothingThere(`list of ${name}`);
  return kinds[name];
}

/** What the form says, as text; what a form does not send because it is not ticked is no. */
function rawOf(body: unknown, { fields }: Kind, left: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([name]) => !left.includes(name));
  return Object.fromEntries(
    entries.map(([name, { input }]) => [name, input.kind === 'refs' ? formTexts(body, name) : formText(body, name)]),
  );
}

interface Shown {
  readonly slug: string;
  readonly kind: Kind;
  /** What was on the form when it was refused. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly fault?: Refusal;
}

async function showKind(tab: Tab, visit: Visit, { slug, kind, values = {}, fault }: Shown) {
  const tournament = await findTournament(tab, slug);
  const [all, things, choices] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    kind.list(tab.db, tournament.id),
    choicesFor(tab.db, tournament.id, kind.fields),
  ]);
  const { visitor } = visit;
  const page = kindPage({ visitor, fault: fault ?? null, event: eventOf(tournament, all), kind, things, choices, values });
  return visit.show(page, fault ?? null);
}

async function showThing(tab: Tab, visit: Visit, { slug, kind, id, values, fault }: Shown & { readonly id: string }) {
  const tournament = await findTournament(tab, slug);
  const [all, things, choices] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    kind.list(tab.db, tournament.id),
    choicesFor(tab.db, tournament.id, kind.fields),
  ]);
  const thing = things.find((one) => String(one.id) === id);
  if (thing === undefined) throw new NothingThere(`${kind.one} ${id}`);
  const page = thingPage({
    visitor: visit.visitor,
    fault: fault ?? null,
    event: eventOf(tournament, all),
    kind,
    thing,
    choices,
    values: values ?? thing.values,
    scores: kind.name === 'adjudicators' ? await scoreHistory(tab.db, thing.id) : [],
  });
  return visit.show(page, fault ?? null);
}
