import { choice, flag, mustRef, number, ref, refs, text } from '../rules/setup/fields.ts';
import type { InstitutionId, PersonId, TeamId, VenueId } from '../rules/ids.ts';
import * as set from '../store/setup-writes.ts';
import { kindOf } from './kind.ts';

const { writes, checkedId } = set;
const webAddress = { pattern: /^https?:\/\/[^\s]+$/i, says: 'a web address that begins with http:// or https://' };

export const venues = kindOf({
  name: 'venues',
  title: 'Rooms',
  one: 'room',
  say: 'where debates take place; the bigger the priority, the sooner a room is used',
  fields: {
    name: text('Name', { longest: 40, isRequired: true }),
    priority: number('Priority', { min: -1000, max: 1_000_000, absent: 100 }),
    url: text('Map or meeting link', { longest: 500, form: webAddress }),
    capacity: number('Seats', { min: 1, max: 100_000, absent: null }),
    site: text('Building or campus', { longest: 80 }),
    for_rank: number('Always for debate number', {
      min: 1,
      max: 1000,
      absent: null,
      help: 'The room that is streamed has the debate of rank 1.',
    }),
    categories: refs('Categories', 'venue-categories'),
  },
  columns: ['priority', 'site', 'capacity', 'categories'],
  insert: async (tx, { tournament }, { categories, ...row }) => {
    const id = checkedId<VenueId>(await set.newId(tx, 'venues'));
    await tx.run(writes.venues.insert, { rows: [{ id, tournament_id: tournament.id, ...row }] });
    await tx.run(writes.categoriesOfVenue, { id, members: categories });
    return id;
  },
  update: async (tx, { id }, { categories, ...row }) => {
    await tx.run(writes.venues.update, { id, row });
    await tx.run(writes.categoriesOfVenue, { id, members: categories });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.venues.remove, { id })),
});

export const venueCategories = kindOf({
  name: 'venue-categories',
  title: 'Room categories',
  one: 'room category',
  say: 'what rooms have in common: step-free, the far building, live stream',
  fields: {
    name: text('Name', { longest: 80, isRequired: true }),
    description: text('Description', { longest: 200, help: 'Goes on where the name of the room stops: "is step-free".' }),
    display_in_venue_name: choice('In the name of the room', { none: 'not', prefix: 'before it', suffix: 'after it' }, 'none'),
    display_in_public_tooltip: flag('Shown to the public as a hint', false),
    venues: refs('Rooms', 'venues'),
  },
  columns: ['description', 'display_in_venue_name', 'venues'],
  insert: async (tx, { tournament }, { venues: members, ...row }) => {
    const id = await set.newId(tx, 'venue_categories');
    await tx.run(writes.venueCategories.insert, { rows: [{ id, tournament_id: tournament.id, ...row }] });
    await tx.run(writes.venuesOfCategory, { id, members });
    return id;
  },
  update: async (tx, { id }, { venues: members, ...row }) => {
    await tx.run(writes.venueCategories.update, { id, row });
    await tx.run(writes.venuesOfCategory, { id, members });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.venueCategories.remove, { id })),
});

const constraintFields = {
  category: mustRef('Room category', 'venue-categories'),
  priority: number('Priority', { min: -1000, max: 1_000_000, absent: 100, help: 'Where two constraints fight, the bigger wins.' }),
  team: ref('Team', 'teams'),
  adjudicator: ref('Adjudicator', 'adjudicators'),
  institution: ref('Institution', 'institutions'),
};

interface ConstraintValues {
  readonly category: number;
  readonly priority: number;
  readonly team: number | null;
  readonly adjudicator: number | null;
  readonly institution: number | null;
}

export const venueConstraints = kindOf({
  name: 'venue-constraints',
  title: 'Room constraints',
  one: 'room constraint',
  say: 'who needs a room of a category; a team, an adjudicator or an institution each',
  fields: constraintFields,
  columns: ['category', 'priority'],
  fault: ({ team, adjudicator, institution }) =>
    [team, adjudicator, institution].filter((subject) => subject !== null).length === 1
      ? null
      : 'A room constraint is for one team, one adjudicator or one institution.',
  insert: async (tx, { tournament }, values) => {
    const id = await set.newId(tx, 'venue_constraints');
    await tx.run(writes.venueConstraints.insert, { rows: [{ id, tournament_id: tournament.id, ...constraintRow(values) }] });
    return id;
  },
  update: async (tx, { id }, values) => void (await tx.run(writes.venueConstraints.update, { id, row: constraintRow(values) })),
  remove: async (tx, { id }) => void (await tx.run(writes.venueConstraints.remove, { id })),
});

const constraintRow = ({ category, priority, team, adjudicator, institution }: ConstraintValues) => ({
  category_id: category,
  priority,
  team_id: team === null ? null : checkedId<TeamId>(team),
  adjudicator_id: adjudicator === null ? null : checkedId<PersonId>(adjudicator),
  institution_id: institution === null ? null : checkedId<InstitutionId>(institution),
});
