import type { FastifyInstance } from 'fastify';
import { WrongInput } from '../../errors.ts';
import { importArchive } from '../../import/archive.ts';
import type { SetFileText } from '../../import/csv.ts';
import { formatPresetNames, formatPresets } from '../../rules/presets/formats.ts';
import type { FormatPresetName } from '../../rules/presets/formats.ts';
import { completeSettings } from '../../rules/settings.ts';
import * as tournaments from '../../store/tournaments.ts';
import { createTournament } from '../../tournaments/create.ts';
import type { TournamentWish } from '../../tournaments/create.ts';
import { createDemo, isDemo } from '../../tournaments/demo.ts';
import { plannedSet } from '../../tournaments/planned-rounds.ts';
import { purgeSite } from '../purge.ts';
import { paths, patterns } from './routes.ts';
import { takeUpload, uploadOf } from './upload.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { tournamentsPage } from './views/tournaments.ts';
import type { NewTournament } from './views/tournaments.ts';

const untouched: NewTournament = { name: '', slug: '', format: 'bp', rounds: '', breaking: '' };

/** The list of tournaments, and two ways to make one: with files, or made up. */
export function registerTournaments(server: FastifyInstance, desk: Desk): void {
  const show = async (visit: Visit, form: NewTournament = untouched, fault: Refusal | null = null) =>
    visit.show(tournamentsPage({ visitor: visit.visitor, fault, tournaments: await tournaments.list(desk.tab.db), form }), fault);

  server.get(patterns.tournaments, async (request, reply) => show(await visitOf(request, reply, desk)));

  server.post(patterns.newTournament, { preValidation: takeUpload }, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { fields, files } = uploadOf(request);
    const said = (name: string): string => fields[name] ?? '';
    const form = { name: said('name'), slug: said('slug'), format: said('format'), rounds: said('rounds'), breaking: said('breaking') };
    const made = await attempt(make(desk, { ...form, files, actor: visit.actor }));
    if (!made.ok) return show(visit, form, made.refusal);
    purgeSite(reply, made.value);
    return visit.goTo(paths.overview(made.value), ['The tournament is made.']);
  });

  server.post(patterns.newDemo, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const demo = formText(request.body, 'demo');
    if (!isDemo(demo)) throw new WrongInput(`There is no made-up tournament "${demo}".`);
    const simulate = Number(formText(request.body, 'simulate') || '0');
    const made = await createDemo(desk.tab, { demo, actor: visit.actor, simulate });
    purgeSite(reply, made.slug);
    return visit.goTo(paths.overview(made.slug), [`${made.name} is made, with invented people.`]);
  });
}

async function make(desk: Desk, wish: NewTournament & { files: readonly SetFileText[]; actor: string }): Promise<string> {
  const archive = wish.files.find((file) => /\.xml$/i.test(file.name));
  if (archive !== undefined) {
    const { name, slug, actor } = wish;
    const made = await importArchive(desk.tab, { xml: archive.text, actor, ...(name !== '' && { name }), ...(slug !== '' && { slug }) });
    return made.slug;
  }
  const format = formatPresetNames.find((one) => one === wish.format);
  if (format === undefined) throw new WrongInput('Choose a format.');
  const { name, slug, files, actor } = wish;
  const made = await createTournament(desk.tab, { name, slug, format, actor, files, ...planOf(wish, format) });
  return made.slug;
}

/** Rounds and a break out of two numbers; nothing where the number of rounds is left empty, as with files that bring them. */
function planOf({ rounds, breaking }: NewTournament, format: FormatPresetName): Pick<TournamentWish, 'set'> {
  if (rounds === '') return {};
  const teamsInDebate = completeSettings(formatPresets[format].settings).teams_in_debate;
  return { set: plannedSet({ preliminary: Number(rounds), breakSize: Number(breaking), teamsInDebate }) };
}
