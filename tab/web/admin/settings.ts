import type { FastifyInstance } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import type { SettingName } from '../../rules/settings.ts';
import { bundles, proposedSettings } from '../../rules/presets/bundles.ts';
import { formatPresets } from '../../rules/presets/formats.ts';
import { bareName, isSettingName, settingNames, settingTable } from '../../rules/settings.ts';
import * as rounds from '../../store/rounds.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { purgeSite } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { presetPage, settingsPage } from './views/settings.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** Every setting of a tournament, section by section; a section is saved whole. */
export function registerSettings(server: FastifyInstance, desk: Desk): void {
  server.get<Named>(patterns.settings, async (request, reply) =>
    show(desk, { visit: await visitOf(request, reply, desk), slug: request.params.slug }),
  );

  server.post<Named>(patterns.settings, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(desk.tab, slug);
    const names = namesIn(request.body);
    const values = Object.fromEntries(names.map((name) => [name, valueOf(name, request.body)]));
    const changed = await attempt(changeSettings(desk.tab, { tournament, values, actor: visit.actor }));
    if (!changed.ok) return show(desk, { visit, slug, fault: changed.refusal });
    purgeSite(reply, slug);
    return visit.goTo(paths.settings(slug), ['Saved.']);
  });

  server.get<OfPreset>(patterns.preset, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, preset: name } = request.params;
    const preset = Object.entries(presets).find(([one]) => one === name)?.[1];
    if (preset === undefined) throw new NothingThere(`preset "${name}"`);
    const tournament = await findTournament(desk.tab, slug);
    const all = await rounds.ofTournament(desk.tab.db, tournament.id);
    const values = new Map<string, unknown>(Object.entries(tournament.settings));
    const proposed = proposedSettings(preset.settings, (full) => (isSettingName(full) ? values.get(bareName(full)) : undefined));
    return visit.show(presetPage({ visitor: visit.visitor, event: eventOf(tournament, all), preset, proposed }));
  });
}

interface OfPreset {
  readonly Params: { readonly slug: string; readonly preset: string };
}

const presets = { ...formatPresets, ...bundles };

/** A form is about a section, or names each setting that it asks for. */
function namesIn(body: unknown): SettingName[] {
  const section = formText(body, 'section');
  if (section !== '') return settingNames.filter((name) => name.startsWith(`${section}.`));
  return formTexts(body, 'setting').filter(isSettingName);
}

/** What the form says, in the kind that the setting has; the rules say what is wrong with it. */
function valueOf(name: SettingName, body: unknown): unknown {
  const { kind } = settingTable[name];
  const text = formText(body, name);
  if (kind === 'bool') return text !== '';
  if (kind === 'int' || kind === 'decimal') return text === '' ? Number.NaN : Number(text.replace(',', '.'));
  return kind === 'several' ? formTexts(body, name).filter((one) => one !== '') : text;
}

interface Shown {
  readonly visit: Visit;
  readonly slug: string;
  readonly fault?: Refusal | null;
}

async function show({ tab }: Desk, { visit, slug, fault = null }: Shown) {
  const tournament = await findTournament(tab, slug);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const values = new Map<string, unknown>(Object.entries(tournament.settings));
  return visit.show(
    settingsPage({ visitor: visit.visitor, fault, event: eventOf(tournament, all), values, changed: tournament.changedSettings }),
    fault,
  );
}
