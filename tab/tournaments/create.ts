import type { Transaction } from '#kit/db/connect.ts';
import { violates } from '#kit/db/database-fault.ts';
import { SlugTaken, WrongInput } from '../errors.ts';
import { importFiles, refuseClash } from '../import/csv.ts';
import type { SetFileText } from '../import/csv.ts';
import type { TournamentSet } from '../rules/csv-set/set.ts';
import { defaultGroups } from '../rules/presets/groups.ts';
import type { SettingValues } from '../rules/settings.ts';
import { formatPresets } from '../rules/presets/formats.ts';
import type { FormatPreset, FormatPresetName } from '../rules/presets/formats.ts';
import { slugFault, slugOf } from '../rules/tournament.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { NewCriterion } from '../rules/ballots/criteria.ts';
import { insertCriteria } from '../store/criteria.ts';
import { insertSet } from '../store/insert-set.ts';
import * as journal from '../store/journal.ts';
import { insertGroups } from '../store/permissions.ts';
import { presentSet } from '../store/present-set.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { haveGrown } from './growth.ts';

/** A tournament that somebody wants. */
export interface TournamentWish {
  readonly name: string;
  /** Its place in addresses; made from the name when left out. */
  readonly slug?: string;
  readonly shortName?: string;
  readonly format: FormatPresetName;
  /** Over those of the format. */
  readonly settings?: SettingValues;
  readonly timezone?: string;
  readonly actor: string;
  /** What it starts with: files, or a set made up by the program. */
  readonly files?: readonly SetFileText[];
  readonly set?: TournamentSet;
  /** What speeches are scored by; those of the format when left out. */
  readonly criteria?: readonly NewCriterion[];
}

/** Makes a tournament with all it starts with, or nothing at all. */
export async function createTournament(tab: Tab, wish: TournamentWish): Promise<Tournament> {
  const { slug, timezone } = checked(wish);
  const settings = { ...presetOf(wish.format).settings, ...wish.settings };
  const id = await tab.db
    .inTransaction(async (tx) => {
      const made = await tournaments.insert(tx, { slug, name: wish.name.trim(), shortName: wish.shortName ?? '', timezone, settings });
      const tournament = await tournaments.byId(tx, made);
      await fill(tx, tournament, { ...wish, at: new Date(tab.clock.nowMs()) });
      return made;
    })
    .catch((error: unknown) => {
      throw violates(error, 'tournaments_slug_key') ? new SlugTaken(slug) : error;
    })
    .catch(refuseClash);
  await haveGrown(tab);
  return tournaments.byId(tab.db, id);
}

const presetOf = (format: FormatPresetName): FormatPreset => formatPresets[format];

/** Name, address and time zone as they can be; a fault for what cannot. */
export function checked(wish: Pick<TournamentWish, 'name' | 'slug' | 'shortName' | 'timezone'>): { slug: string; timezone: string } {
  const fault = nameFault(wish.name.trim(), wish.shortName ?? '');
  if (fault !== null) throw new WrongInput(fault);
  const slug = wish.slug === undefined || wish.slug === '' ? slugOf(wish.name) : wish.slug;
  const wrongSlug = slugFault(slug);
  if (wrongSlug !== null) throw new WrongInput(wrongSlug);
  return { slug, timezone: checkedZone(wish.timezone ?? 'UTC') };
}

function nameFault(name: string, shortName: string): string | null {
  if (name === '' || name.length > 100) return 'A tournament needs a name of at most 100 characters.';
  if (shortName.length > 25) return 'A short name has at most 25 characters.';
  return /\p{Cc}/u.test(name + shortName) ? 'A name has letters, digits and signs only.' : null;
}

function checkedZone(timezone: string): string {
  if (timezone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(timezone)) return timezone;
  throw new WrongInput(`There is no time zone "${timezone}".`, 'Write it as the IANA list does, for example Europe/Berlin.');
}

async function fill(tx: Transaction, tournament: Tournament, wish: TournamentWish & { readonly at: Date }): Promise<void> {
  const { actor, at, set, files = [] } = wish;
  if (set !== undefined) {
    const present = await presentSet(tx, tournament.id);
    await insertSet(tx, { tournamentId: tournament.id, set, present, middleScore: 0 });
  }
  await insertCriteria(tx, tournament.id, wish.criteria ?? presetOf(wish.format).criteria ?? []);
  await insertGroups(tx, tournament.id, defaultGroups);
  if (files.length > 0) await importFiles(tx, { tournament, files, actor, at });
  await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'tournament_made', subject: 'tournament' });
}
