import type { FastifyRequest } from 'fastify';
import type { Settings } from '../../rules/settings.ts';
import type { Tournament } from '../../rules/tournament.ts';
import type { Thing } from '../../setup/kind.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import type { KindName } from '../../store/setup-lists.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import type { Urls } from './call.ts';
import { mayCaller } from './caller.ts';

/** What a thing shows beside its own fields. */
export interface Extras {
  readonly of: (thing: Thing, url: Urls) => Readonly<Record<string, unknown>>;
  /** The number under which a round has its address. */
  readonly roundSeq: (id: number) => number;
}

interface Asked {
  readonly tournament: Tournament;
  readonly kind: KindName;
  readonly request: FastifyRequest;
}

/** Reads what stands beside the fields, by a fixed number of queries. Private links are told to whoever may see them. */
export async function extrasOf(tab: Tab, { tournament, kind, request }: Asked): Promise<Extras> {
  const { id } = tournament;
  const seesLinks = mayCaller(request, 'view.privateurls');
  const links = async (who: 'speaker' | 'adjudicator') => (seesLinks ? people.links(tab.db, id, who) : []);
  const [all, keys, extra] = await Promise.all([
    rounds.ofTournament(tab.db, id),
    kind === 'adjudicators' ? links('adjudicator') : kind === 'teams' || kind === 'speakers' ? links('speaker') : [],
    kind === 'teams' ? teamExtras(tab, tournament) : () => ({}),
  ]);
  const keyOf = new Map(keys.map(({ personId, urlKey }): [number, string] => [personId, urlKey]));
  const seqOf = new Map(all.map((round): [number, number] => [round.id, round.seq]));
  const isPerson = kind === 'adjudicators' || kind === 'speakers';
  return {
    roundSeq: (round) => seqOf.get(round) ?? 0,
    of: (thing, url) => ({ ...extra(thing, url, keyOf), ...(isPerson && seesLinks ? { url_key: keyOf.get(thing.id) ?? null } : {}) }),
  };
}

type ExtraOf = (thing: Thing, url: Urls, keyOf: ReadonlyMap<number, string>) => Readonly<Record<string, unknown>>;

/** The names of a team and its speakers. */
async function teamExtras(tab: Tab, { id }: Tournament): Promise<ExtraOf> {
  const [rows, speakers] = await Promise.all([teams.ofTournament(tab.db, id), teams.speakers(tab.db, id)]);
  const named = new Map(rows.map((row): [number, teams.TeamRow] => [row.id, row]));
  const ofTeam = Map.groupBy(speakers, ({ teamId }): number => teamId);
  return (thing, url, keyOf) => ({
    short_name: named.get(thing.id)?.name,
    long_name: named.get(thing.id)?.longName,
    speakers: (ofTeam.get(thing.id) ?? []).map((one) => ({
      id: one.id,
      url: url(`speakers/${one.id}`),
      name: one.name,
      anonymous: one.isAnonymous,
      url_key: keyOf.get(one.id) ?? null,
    })),
  });
}

/** What spectators do not get to see at all: categories that are not public, and people who asked not to be named. */
export function isHidden(kind: KindName, { values }: Thing): boolean {
  if (kind === 'speaker-categories') return values['public'] !== true;
  return (kind === 'speakers' || kind === 'adjudicators') && values['anonymous'] === true;
}

const shownToAll: Partial<Record<KindName, readonly string[]>> = {
  teams: [
    'id',
    'url',
    'short_name',
    'long_name',
    'reference',
    'short_reference',
    'institution',
    'use_institution_prefix',
    'emoji',
    'speakers',
  ],
  speakers: ['id', 'url', 'name', 'team'],
  adjudicators: ['id', 'url', 'name', 'institution', 'adj_core', 'independent'],
  institutions: ['id', 'url', 'name', 'code', 'region'],
  venues: ['id', 'url', 'name', 'external_url', 'site'],
  'venue-categories': ['id', 'url', 'name', 'description', 'display_in_venue_name'],
  'break-categories': ['id', 'url', 'name', 'slug', 'seq', 'break_size', 'is_general', 'priority', 'rule'],
  'speaker-categories': ['id', 'url', 'name', 'slug', 'seq'],
  'score-criteria': ['id', 'url', 'name', 'seq', 'weight', 'min_score', 'max_score', 'step', 'required'],
  'feedback-questions': [
    'id',
    'url',
    'seq',
    'text',
    'help_text',
    'name',
    'reference',
    'answer_type',
    'required',
    'min_value',
    'max_value',
    'choices',
    'from_adj',
    'from_team',
  ],
  questions: ['id', 'url', 'subject', 'seq', 'text', 'help_text', 'name', 'answer_type', 'required', 'min_value', 'max_value', 'choices'],
  schedule: ['id', 'url', 'title', 'type', 'start_time', 'end_time', 'round'],
};

/** The fields that anybody may see: no address, number, gender, score or secret of anybody. */
export function asSpectatorsSee(kind: KindName, shape: Readonly<Record<string, unknown>>, settings: Settings): Record<string, unknown> {
  const shown = new Set([
    ...(shownToAll[kind] ?? ['id', 'url']),
    ...(kind === 'teams' && settings.public_break_categories ? ['break_categories'] : []),
  ]);
  const left = Object.fromEntries(Object.entries(shape).filter(([name]) => shown.has(name)));
  const { speakers } = left;
  return Array.isArray(speakers) ? { ...left, speakers: speakers.flatMap(namedOnly) } : left;
}

function namedOnly(speaker: unknown): object[] {
  if (typeof speaker !== 'object' || speaker === null || Reflect.get(speaker, 'anonymous') === true) return [];
  return [{ id: Reflect.get(speaker, 'id'), url: Reflect.get(speaker, 'url'), name: Reflect.get(speaker, 'name') }];
}
