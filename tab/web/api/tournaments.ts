import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { WrongInput } from '../../errors.ts';
import { importArchive } from '../../import/archive.ts';
import { importSet } from '../../import/csv.ts';
import type { SetFileText } from '../../import/csv.ts';
import { findTournament } from '../../round/find.ts';
import { bareName, isSettingName, settingNames, settingTable } from '../../rules/settings.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { formatPresetNames } from '../../rules/presets/formats.ts';
import * as tournaments from '../../store/tournaments.ts';
import type { Tab } from '../../tab.ts';
import { createTournament } from '../../tournaments/create.ts';
import { createDemo, demos, isDemo } from '../../tournaments/demo.ts';
import { deleteTournament, describeTournament } from '../../tournaments/describe.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { purgeSite, purgeTournament } from '../purge.ts';
import { bodyOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous } from './caller.ts';

const newTournament = v.object({
  demo: v.optional(v.string()),
  simulate: v.optional(v.pipe(v.number(), v.integer())),
  name: v.optional(v.string()),
  slug: v.optional(v.string()),
  short_name: v.optional(v.string()),
  timezone: v.optional(v.string()),
  format: v.optional(v.picklist(formatPresetNames)),
  /** An archive that tab programs exchange; brings its own name and format. */
  xml: v.optional(v.string()),
  /** A CSV set: text by file name. */
  files: v.optional(v.record(v.string(), v.string())),
});

const changedTournament = v.object({
  name: v.optional(v.string()),
  slug: v.optional(v.string()),
  short_name: v.optional(v.string()),
  timezone: v.optional(v.string()),
  seq: v.optional(v.nullable(v.number())),
  active: v.optional(v.boolean()),
});

/** Tournaments, their import and their settings. */
export function registerTournaments(server: FastifyInstance, tab: Tab): void {
  server.get('/tournaments', async (request, _reply) => {
    const url = urlsOf(request);
    const shown = (await tournaments.list(tab.db)).filter(({ isListed }) => isListed || !isAnonymous(request));
    return shown.map(({ slug, name, active }) => ({ slug, name, active, url: url(`tournaments/${slug}`) }));
  });

  server.post('/tournaments', async (request, reply) => {
    const made = await makeTournament(tab, bodyOf(request, newTournament), actorOf(request));
    purgeSite(reply, made.slug);
    return reply.code(201).send(tournamentShape(made, urlsOf(request)));
  });

  server.get<Named>('/tournaments/:slug', async (request, _reply) =>
    tournamentShape(await findTournament(tab, request.params.slug), urlsOf(request)),
  );

  const change = async (request: FastifyRequest<Named>, reply: FastifyReply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const { short_name: shortName, ...rest } = bodyOf(request, changedTournament);
    const next = await describeTournament(tab, { tournament, actor: actorOf(request), change: given({ ...rest, shortName }) });
    purgeSite(reply, tournament.slug);
    return tournamentShape(next, urlsOf(request));
  };
  server.patch<Named>('/tournaments/:slug', change);
  server.post<Named>('/tournaments/:slug', change);

  server.delete<Named>('/tournaments/:slug', async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    await deleteTournament(tab, { tournament, typed: tournament.slug });
    purgeSite(reply, tournament.slug);
    return reply.code(204).send();
  });

  const importBody = v.object({ files: v.record(v.string(), v.string()) });
  server.post<Named>('/tournaments/:slug/import', async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const imported = await importSet(tab, { tournament, files: filesOf(bodyOf(request, importBody).files), actor: actorOf(request) });
    purgeTournament(reply, tournament.slug);
    return reply.code(201).send(imported);
  });

  registerPreferences(server, tab);
}

interface Named {
  readonly Params: { readonly slug: string };
}

async function makeTournament(tab: Tab, body: v.InferOutput<typeof newTournament>, actor: string): Promise<Tournament> {
  const { demo, simulate, name, slug, short_name: shortName, timezone, format, files, xml } = body;
  if (demo !== undefined) {
    if (!isDemo(demo)) throw new WrongInput(`demo: there is no made-up tournament "${demo}"; there are ${Object.keys(demos).join(', ')}.`);
    return createDemo(tab, { demo, actor, ...given({ simulate, name, slug }) });
  }
  if (xml !== undefined) return importArchive(tab, { xml, actor, ...given({ name, slug }) });
  if (name === undefined || format === undefined)
    throw new WrongInput(`A tournament needs a name and a format (${formatPresetNames.join(', ')}), or the name of a demo.`);
  return createTournament(tab, { name, format, actor, ...given({ slug, shortName, timezone }), files: filesOf(files ?? {}) });
}

/** Only what is there: an absent field is not a field that is undefined. */
function given<Fields extends Record<string, unknown>>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the entries of the object itself, without those that are undefined
  return Object.fromEntries(present) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

const filesOf = (files: Readonly<Record<string, string>>): SetFileText[] => Object.entries(files).map(([name, text]) => ({ name, text }));

function tournamentShape(tournament: Tournament, url: Urls) {
  const own = `tournaments/${tournament.slug}`;
  return {
    id: tournament.id,
    url: url(own),
    name: tournament.name,
    short_name: tournament.shortName,
    slug: tournament.slug,
    timezone: tournament.timezone,
    _links: {
      rounds: url(`${own}/rounds`),
      teams: url(`${own}/teams`),
      adjudicators: url(`${own}/adjudicators`),
      venues: url(`${own}/venues`),
      break_categories: url(`${own}/break-categories`),
      preferences: url(`${own}/preferences`),
    },
  };
}

type OfSetting = { readonly Params: Named['Params'] & { readonly identifier: string } };

/** Settings as programs know them: `section__name`. */
function registerPreferences(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/preferences';
  const read = async (slug: string) => {
    const { settings } = await findTournament(tab, slug);
    const values = new Map<string, unknown>(Object.entries(settings));
    return settingNames.map((name) => ({
      identifier: name.replace('.', '__'),
      section: name.split('.')[0],
      name: bareName(name),
      value: values.get(bareName(name)),
      default: settingTable[name].fallback,
      verbose_name: settingTable[name].effect,
    }));
  };
  server.get<Named>(path, (request) => read(request.params.slug));

  const change = async (request: FastifyRequest<Named>, reply: FastifyReply, pairs: readonly (readonly [string, unknown])[]) => {
    const tournament = await findTournament(tab, request.params.slug);
    const values = pairs.map(([identifier, value]) => [settingNamed(identifier), value]);
    await changeSettings(tab, { tournament, values: Object.fromEntries(values), actor: actorOf(request) });
    purgeSite(reply, tournament.slug);
  };
  const changes = v.array(v.object({ identifier: v.string(), value: v.unknown() }));
  server.post<Named>(`${path}/bulk`, async (request, reply) => {
    await change(request, reply, bodyOf(request, changes).map(({ identifier, value }) => [identifier, value])); // oxfmt-ignore
    return {};
  });

  const one = async ({ slug, identifier }: OfSetting['Params']) => {
    settingNamed(identifier);
    return (await read(slug)).find((setting) => setting.identifier === identifier);
  };
  server.get<OfSetting>(`${path}/:identifier`, (request) => one(request.params));
  const changeOne = async (request: FastifyRequest<OfSetting>, reply: FastifyReply) => {
    await change(request, reply, [[request.params.identifier, bodyOf(request, v.object({ value: v.unknown() })).value]]);
    return one(request.params);
  };
  server.put<OfSetting>(`${path}/:identifier`, changeOne);
  server.patch<OfSetting>(`${path}/:identifier`, changeOne);
}

function settingNamed(identifier: string) {
  const name = identifier.replace('__', '.');
  if (!isSettingName(name)) throw new WrongInput(`There is no setting "${identifier}".`);
  return name;
}
