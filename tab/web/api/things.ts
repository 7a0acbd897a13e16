import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NothingThere, WrongInput } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { readId } from '../../rules/ids.ts';
import type { FieldValue } from '../../rules/setup/fields.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { removeThing, saveThing } from '../../setup/change.ts';
import type { Kind, Thing } from '../../setup/kind.ts';
import { kinds } from '../../setup/kinds.ts';
import type { KindName } from '../../store/setup-lists.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous } from './caller.ts';
import { sendPage } from './paging.ts';
import { asSpectatorsSee, extrasOf, isHidden } from './thing-shape.ts';
import type { Extras } from './thing-shape.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfThing {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** Rounds are named by their number and have addresses of their own kind; the rest is one list each. */
const plain = Object.values(kinds).filter(({ name }) => name !== 'rounds');

/** Everything that is set up by hand, under the addresses that programs for Tabbycat know: read, add, change, delete. */
export function registerThings(server: FastifyInstance, tab: Tab): void {
  for (const kind of plain) registerKind(server, tab, kind);
  registerEligibility(server, tab, { kind: kinds['break-categories'], members: 'teams', field: 'team_set' });
  registerEligibility(server, tab, { kind: kinds['speaker-categories'], members: 'speakers', field: 'speaker_set' });
}

function registerKind(server: FastifyInstance, tab: Tab, kind: Kind): void {
  const path = `/tournaments/:slug/${kind.name}`;
  server.get<Named>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    return sendPage(request, reply, await shapes(tab, request, { tournament, kind }));
  });
  server.get<OfThing>(`${path}/:id`, async (request, _reply) => oneOf(tab, request, kind));

  server.post<Named>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const { values, also } = bodyIn(request, kind);
    const id = await saveThing(tab, { tournament, kind, actor: actorOf(request), id: null, values, also });
    purgeTournament(reply, tournament.slug);
    const made = (await shapes(tab, request, { tournament, kind })).find((one) => one['id'] === id);
    return reply.code(201).send(made);
  });

  const change = async (request: FastifyRequest<OfThing>, reply: FastifyReply, isPartial: boolean) => {
    const tournament = await findTournament(tab, request.params.slug);
    const before = await thingOf(tab, { tournament, kind, id: request.params.id });
    const { values } = bodyIn(request, kind);
    const next = isPartial ? { ...before.values, ...values } : values;
    await saveThing(tab, { tournament, kind, actor: actorOf(request), id: before.id, values: next });
    purgeTournament(reply, tournament.slug);
    return oneOf(tab, request, kind);
  };
  server.patch<OfThing>(`${path}/:id`, (request, reply) => change(request, reply, true));
  server.put<OfThing>(`${path}/:id`, (request, reply) => change(request, reply, false));
  server.post<OfThing>(`${path}/:id`, (request, reply) => change(request, reply, false));

  server.delete<OfThing>(`${path}/:id`, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    await removeThing(tab, { tournament, kind, actor: actorOf(request), id: readId(request.params.id) ?? 0 });
    purgeTournament(reply, tournament.slug);
    return reply.code(204).send();
  });
}

interface OfKind {
  readonly tournament: Tournament;
  readonly kind: Kind;
}

async function oneOf(tab: Tab, request: FastifyRequest<OfThing>, kind: Kind) {
  const tournament = await findTournament(tab, request.params.slug);
  const found = (await shapes(tab, request, { tournament, kind })).find(({ id }) => String(id) === request.params.id);
  if (found === undefined) throw new NothingThere(`${kind.one} ${request.params.id}`);
  return found;
}

async function thingOf(tab: Tab, { tournament, kind, id }: OfKind & { readonly id: string }): Promise<Thing> {
  const found = (await kind.list(tab.db, tournament.id)).find((one) => String(one.id) === id);
  if (found === undefined) throw new NothingThere(`${kind.one} ${id}`);
  return found;
}

type Shape = Record<string, unknown>;

async function shapes(tab: Tab, request: FastifyRequest, { tournament, kind }: OfKind): Promise<Shape[]> {
  const isPublic = isAnonymous(request);
  const [things, extras] = await Promise.all([kind.list(tab.db, tournament.id), extrasOf(tab, { tournament, kind: kind.name, request })]);
  const url = urlsOf(request);
  const shown = isPublic ? things.filter((thing) => !isHidden(kind.name, thing)) : things;
  return shown.map((thing) => {
    const shape = shapeOf(thing, { kind, extras, url: (path) => url(`tournaments/${tournament.slug}/${path}`) });
    return isPublic ? asSpectatorsSee(kind.name, shape, tournament.settings) : shape;
  });
}

function shapeOf(thing: Thing, { kind, extras, url }: { readonly kind: Kind; readonly extras: Extras; readonly url: Urls }): Shape {
  const fields = Object.entries(kind.fields).map(([name, { input }]) => {
    const value = thing.values[name] ?? null;
    return [
      nameOutside(kind.name, name),
      input.kind === 'ref' || input.kind === 'refs' ? addressed(value, { of: input.of, url, extras }) : valueOutside(name, value),
    ];
  });
  return { id: thing.id, url: url(`${kind.name}/${thing.id}`), ...Object.fromEntries(fields), ...extras.of(thing, url) };
}

/** `url` is where a thing is found in this API; the link to a room's map has another name here. */
const nameOutside = (kind: KindName, field: string): string => (kind === 'venues' && field === 'url' ? 'external_url' : field);

/** What a form asks for one a line is a list to programs. */
const valueOutside = (field: string, value: FieldValue): unknown =>
  field === 'choices' && typeof value === 'string' ? value.split('\n').filter((line) => line !== '') : value;

const valueInside = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).join('\n') : value);

interface Addressing {
  readonly of: KindName;
  readonly url: Urls;
  readonly extras: Extras;
}

function addressed(value: FieldValue, { of, url, extras }: Addressing): unknown {
  const address = (id: number): string => url(`${of}/${of === 'rounds' ? extras.roundSeq(id) : id}`);
  if (typeof value === 'object' && value !== null) return value.map(address);
  return typeof value === 'number' ? address(value) : null;
}

interface Body {
  readonly values: Shape;
  readonly also?: (save: (kind: Kind, values: Shape) => Promise<number>, id: number) => Promise<void>;
}

/** Fields that the kind has; of a new team also its speakers. What there is no field for is refused, so that a slip is noticed. */
function bodyIn(request: FastifyRequest, { name, fields }: Kind): Body {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new WrongInput('The body must be a JSON object.');
  const given: Shape = { ...body };
  const outside = nameOutside(name, 'url');
  if (outside !== 'url') {
    delete given['url'];
    if (outside in given) given['url'] = given[outside];
    delete given[outside];
  }
  const extra = Object.keys(given).find((key) => !Object.hasOwn(fields, key) && !alsoShown.has(key));
  if (extra !== undefined) throw new WrongInput(`There is no field "${extra}"; there are ${Object.keys(fields).join(', ')}.`);
  const own = Object.entries(given).filter(([key]) => Object.hasOwn(fields, key));
  const values = Object.fromEntries(own.map(([key, value]) => [key, key === 'choices' ? valueInside(value) : value]));
  const { speakers } = given;
  if (name !== 'teams' || !Array.isArray(speakers)) return { values };
  const people: Shape[] = speakers.map((one: unknown) => (typeof one === 'object' && one !== null ? { ...one } : {}));
  return {
    values,
    also: async (save, team) => {
      for (const person of people) await save(kinds.speakers, { ...person, team });
    },
  };
}

/** What a shape shows beside the fields, so that what was read can be sent back. */
const alsoShown: ReadonlySet<string> = new Set(['id', 'url', 'speakers', 'short_name', 'long_name', 'url_key', '_links']);

interface Eligibility {
  readonly kind: Kind;
  /** The field of the category that lists who is in it. */
  readonly members: 'teams' | 'speakers';
  readonly field: 'team_set' | 'speaker_set';
}

/** Who may break, or is ranked, in a category: read, replaced by PUT, added to by PATCH. */
function registerEligibility(server: FastifyInstance, tab: Tab, { kind, members, field }: Eligibility): void {
  const path = `/tournaments/:slug/${kind.name}/:id/eligibility`;
  const show = async (request: FastifyRequest<OfThing>) => {
    const shape: Shape = await oneOf(tab, request, kind);
    return { slug: shape['slug'], [field]: shape[members] };
  };
  server.get<OfThing>(path, (request) => show(request));

  const write = async (request: FastifyRequest<OfThing>, reply: FastifyReply, isMore: boolean) => {
    const tournament = await findTournament(tab, request.params.slug);
    const { id, values } = await thingOf(tab, { tournament, kind, id: request.params.id });
    const given: unknown = typeof request.body === 'object' && request.body !== null ? Reflect.get(request.body, field) : undefined;
    if (!Array.isArray(given)) throw new WrongInput(`${field} must be a list of ids, or of addresses of this API.`);
    const before = values[members];
    const all: unknown[] = isMore && typeof before === 'object' && before !== null ? [...before, ...given] : given;
    await saveThing(tab, { tournament, kind, actor: actorOf(request), id, values: { ...values, [members]: all } });
    purgeTournament(reply, tournament.slug);
    return show(request);
  };
  server.put<OfThing>(path, (request, reply) => write(request, reply, false));
  server.patch<OfThing>(path, (request, reply) => write(request, reply, true));
}
