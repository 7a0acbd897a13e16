import { readFilters } from '../rules/breaks/filters.ts';
import { fitsRoomsOfFour } from '../rules/setup/break-size.ts';
import { choice, flag, mustNumber, number, refs, text } from '../rules/setup/fields.ts';
import { slugOf } from '../rules/tournament.ts';
import type { CategoryId } from '../rules/ids.ts';
import { listOf } from '../store/setup-lists.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import type { KindName } from '../store/setup-lists.ts';
import { kindOf } from './kind.ts';
import type { Place } from './kind.ts';

const { writes, checkedId } = set;

const slug = text('Address', {
  longest: 50,
  help: 'Left empty it is made from the name.',
  form: { pattern: /^[a-z0-9][a-z0-9-]*$/, says: 'small letters, digits and hyphens' },
});
const seq = number('Place in lists', { min: 1, max: 1000, absent: null, help: 'Left empty it comes last.' });
const limit = number('Ranks that the public tab shows', { min: 0, max: 10_000, absent: 0, help: '0 for all.' });

/** The address and the place that a category has when nobody says. */
async function placed(
  tx: Queryable,
  { tournament }: Place,
  { kind, name, slug: given, seq: place }: { kind: KindName; name: string; slug: string; seq: number | null },
) {
  const others = place === null ? await listOf(tx, tournament.id, kind) : [];
  const last = Math.max(0, ...others.map((row) => Number(row['seq'])));
  return { slug: given === '' ? slugOf(name) : given, seq: place ?? last + 1 };
}

export const breakCategories = kindOf({
  name: 'break-categories',
  title: 'Break categories',
  one: 'break category',
  say: 'who can reach which final',
  fields: {
    name: text('Name', { longest: 50, isRequired: true }),
    slug,
    seq,
    break_size: mustNumber('Teams that break', { min: 2, max: 1024 }),
    reserve_size: number('Teams in reserve', { min: 0, max: 1024, absent: 0 }),
    is_general: flag('Every team may break here', false),
    priority: number('Priority', { min: -1000, max: 1000, absent: 0, help: 'A team breaks in the category of the highest priority.' }),
    limit,
    rule: choice(
      'Rule',
      {
        standard: 'the best so many teams',
        'aida-1996': 'AIDA 1996: three of an institution',
        'aida-2016-easters': 'AIDA 2016, Easters',
        'aida-2016-australs': 'AIDA 2016, Australs',
        'aida-2019-australs-open': 'AIDA 2019, Australs open',
        'division-winners-first': 'League: winners of divisions first, then the others',
        'division-winners-guaranteed': 'League: winners of divisions are sure of a place',
        'division-best-thirds': 'League: winners, seconds, then the best thirds',
        custom: 'The filters below, one after the other',
      },
      'standard',
    ),
    filters: text('Filters', {
      longest: 2000,
      isLong: true,
      help: 'One a line, applied in order: division 2 keeps two of each division, institution 3 three of each institution, rank 16 the first sixteen; a metric with a number keeps who has at least so much, such as wins 4.',
    }),
    teams: refs('Teams that may break here', 'teams'),
  },
  columns: ['break_size', 'is_general', 'priority', 'rule', 'teams'],
  laterFields: ['teams'],
  fault: ({ break_size: size, rule, filters }, { settings }) => {
    const [wrong] = rule === 'custom' ? readFilters(filters).faults : [];
    if (wrong !== undefined) return wrong;
    return settings.teams_in_debate !== 4 || fitsRoomsOfFour(size)
      ? null
      : `${size} teams cannot break in rooms of four: it must be 4, 8, 16, 32 … or 6, 12, 24, 48 …`;
  },
  insert: async (tx, place, { teams: members, limit: shown_limit, ...values }) => {
    const id = checkedId<CategoryId>(await set.newId(tx, 'break_categories'));
    const row = { ...values, shown_limit, ...(await placed(tx, place, { kind: 'break-categories', ...values })) };
    await tx.run(writes.breakCategories.insert, { rows: [{ id, tournament_id: place.tournament.id, ...row }] });
    await tx.run(writes.eligibleTeams, { id, members });
    if (values.is_general && members.length === 0) await set.makeEveryTeamEligible(tx, place.tournament.id, id);
    return id;
  },
  update: async (tx, { id, ...place }, { teams: members, limit: shown_limit, ...values }) => {
    const row = { ...values, shown_limit, ...(await placed(tx, place, { kind: 'break-categories', ...values })) };
    await tx.run(writes.breakCategories.update, { id, row });
    await tx.run(writes.eligibleTeams, { id, members });
  },
  remove: async (tx, { tournament, id }) => {
    await set.refuseCategoryInPlay(tx, tournament.id, id);
    await tx.run(writes.breakCategories.remove, { id });
  },
});

export const speakerCategories = kindOf({
  name: 'speaker-categories',
  title: 'Speaker categories',
  one: 'speaker category',
  say: 'tabs of their own: novices, English as a second language',
  fields: {
    name: text('Name', { longest: 50, isRequired: true }),
    slug,
    seq,
    limit,
    public: flag('Its tab can be public', true),
    speakers: refs('Speakers', 'speakers'),
  },
  columns: ['public', 'limit', 'speakers'],
  laterFields: ['speakers'],
  insert: async (tx, place, { speakers: members, limit: shown_limit, public: is_public, ...values }) => {
    const id = await set.newId(tx, 'speaker_categories');
    const row = { ...values, shown_limit, is_public, ...(await placed(tx, place, { kind: 'speaker-categories', ...values })) };
    await tx.run(writes.speakerCategories.insert, { rows: [{ id, tournament_id: place.tournament.id, ...row }] });
    await tx.run(writes.eligibleSpeakers, { id, members });
    return id;
  },
  update: async (tx, { id, ...place }, { speakers: members, limit: shown_limit, public: is_public, ...values }) => {
    const row = { ...values, shown_limit, is_public, ...(await placed(tx, place, { kind: 'speaker-categories', ...values })) };
    await tx.run(writes.speakerCategories.update, { id, row });
    await tx.run(writes.eligibleSpeakers, { id, members });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.speakerCategories.remove, { id })),
});
