import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { invariant } from '#kit/errors/invariant.ts';
import type { CategoryId, InstitutionId, PersonId, RoundId, TeamId, TournamentId, VenueId } from '../rules/ids.ts';
import { StillInUse } from '../errors.ts';
import { deleteOne, insertMany, replaceMany, reserveIds, updateOne } from './bulk.ts';

const venueColumns = ['name', 'priority', 'url', 'capacity', 'site', 'for_rank'] as const;
const breakColumns = [
  'name',
  'slug',
  'seq',
  'break_size',
  'reserve_size',
  'is_general',
  'priority',
  'shown_limit',
  'rule',
  'filters',
] as const;
const speakerCategoryColumns = ['name', 'slug', 'seq', 'shown_limit', 'is_public'] as const;
const venueCategoryColumns = ['name', 'description', 'display_in_venue_name', 'display_in_public_tooltip'] as const;
const constraintColumns = ['category_id', 'priority', 'team_id', 'adjudicator_id', 'institution_id'] as const;
const eventColumns = ['title', 'type', 'start_time', 'end_time', 'round_id'] as const;
const criterionColumns = ['seq', 'name', 'weight', 'min_score', 'max_score', 'step', 'required'] as const;
const questionColumns = [
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
  'audience',
] as const;
const registrationColumns = [
  'subject',
  'seq',
  'text',
  'help_text',
  'name',
  'answer_type',
  'required',
  'min_value',
  'max_value',
  'choices',
] as const;
const teamColumns = [
  'institution_id',
  'reference',
  'short_reference',
  'use_institution_prefix',
  'short_name',
  'long_name',
  'code_name',
  'emoji',
  'seed',
  'type',
  'division',
] as const;
const personColumns = ['name', 'email', 'phone', 'gender', 'pronoun', 'anonymous', 'code_name'] as const;
const judgeColumns = ['institution_id', 'base_score', 'trainee', 'independent', 'adj_core', 'breaking'] as const;
const roundColumns = [
  'name',
  'abbreviation',
  'stage',
  'draw_type',
  'break_category_id',
  'silent',
  'feedback_weight',
  'weight',
  'starts_at',
] as const;
const kindOfConflict = ['strength', 'source'] as const;
const own = ['id', 'tournament_id'] as const;

/** The statements that store, change and delete one thing that was set up by hand. */
export const writes = {
  venues: {
    insert: insertMany('venues', [...own, ...venueColumns]),
    update: updateOne('venues', venueColumns),
    remove: deleteOne('venues'),
  },
  breakCategories: {
    insert: insertMany('break_categories', [...own, ...breakColumns]),
    update: updateOne('break_categories', breakColumns),
    remove: deleteOne('break_categories'),
  },
  speakerCategories: {
    insert: insertMany('speaker_categories', [...own, ...speakerCategoryColumns]),
    update: updateOne('speaker_categories', speakerCategoryColumns),
    remove: deleteOne('speaker_categories'),
  },
  venueCategories: {
    insert: insertMany('venue_categories', [...own, ...venueCategoryColumns]),
    update: updateOne('venue_categories', venueCategoryColumns),
    remove: deleteOne('venue_categories'),
  },
  venueConstraints: {
    insert: insertMany('venue_constraints', [...own, ...constraintColumns]),
    update: updateOne('venue_constraints', constraintColumns),
    remove: deleteOne('venue_constraints'),
  },
  scoreCriteria: {
    insert: insertMany('score_criteria', [...own, ...criterionColumns]),
    update: updateOne('score_criteria', criterionColumns),
    remove: deleteOne('score_criteria'),
  },
  feedbackQuestions: {
    insert: insertMany('feedback_questions', [...own, ...questionColumns]),
    update: updateOne('feedback_questions', questionColumns),
    remove: deleteOne('feedback_questions'),
  },
  questions: {
    insert: insertMany('questions', [...own, ...registrationColumns]),
    update: updateOne('questions', registrationColumns),
    remove: deleteOne('questions'),
  },
  schedule: {
    insert: insertMany('schedule_events', [...own, ...eventColumns]),
    update: updateOne('schedule_events', eventColumns),
    remove: deleteOne('schedule_events'),
  },
  teams: { insert: insertMany('teams', [...own, ...teamColumns]), update: updateOne('teams', teamColumns), remove: deleteOne('teams') },
  people: {
    insert: insertMany('people', [...own, 'kind', ...personColumns]),
    update: updateOne('people', personColumns),
    remove: deleteOne('people'),
  },
  adjudicators: { insert: insertMany('adjudicators', ['id', ...judgeColumns]), update: updateOne('adjudicators', judgeColumns) },
  coaches: { insert: insertMany('coaches', ['id', 'institution_id']), update: updateOne('coaches', ['institution_id']) },
  speakers: { insert: insertMany('speakers', ['id', 'team_id', 'seq']), update: updateOne('speakers', ['team_id', 'seq']) },
  rounds: {
    insert: insertMany('rounds', [...own, 'seq', ...roundColumns]),
    update: updateOne('rounds', roundColumns),
    remove: deleteOne('rounds'),
  },
  adjudicatorTeamConflicts: {
    insert: insertMany('adjudicator_team_conflicts', ['id', 'adjudicator_id', 'team_id', ...kindOfConflict]),
    update: updateOne('adjudicator_team_conflicts', ['adjudicator_id', 'team_id', ...kindOfConflict]),
    remove: deleteOne('adjudicator_team_conflicts'),
  },
  adjudicatorConflicts: {
    insert: insertMany('adjudicator_adjudicator_conflicts', ['id', 'adjudicator_id', 'other_id', ...kindOfConflict]),
    update: updateOne('adjudicator_adjudicator_conflicts', ['adjudicator_id', 'other_id', ...kindOfConflict]),
    remove: deleteOne('adjudicator_adjudicator_conflicts'),
  },
  adjudicatorInstitutionConflicts: {
    insert: insertMany('adjudicator_institution_conflicts', ['id', 'adjudicator_id', 'institution_id', ...kindOfConflict]),
    update: updateOne('adjudicator_institution_conflicts', ['adjudicator_id', 'institution_id', ...kindOfConflict]),
    remove: deleteOne('adjudicator_institution_conflicts'),
  },
  teamInstitutionConflicts: {
    insert: insertMany('team_institution_conflicts', ['id', 'team_id', 'institution_id', ...kindOfConflict]),
    update: updateOne('team_institution_conflicts', ['team_id', 'institution_id', ...kindOfConflict]),
    remove: deleteOne('team_institution_conflicts'),
  },
  eligibleTeams: replaceMany('break_eligibilities', 'category_id', 'team_id'),
  breakCategoriesOfTeam: replaceMany('break_eligibilities', 'team_id', 'category_id'),
  eligibleSpeakers: replaceMany('speaker_eligibilities', 'category_id', 'speaker_id'),
  categoriesOfSpeaker: replaceMany('speaker_eligibilities', 'speaker_id', 'category_id'),
  venuesOfCategory: replaceMany('venue_category_members', 'category_id', 'venue_id'),
  categoriesOfVenue: replaceMany('venue_category_members', 'venue_id', 'category_id'),
} as const;

/** One new id of a table. */
export async function newId(tx: Queryable, table: Parameters<typeof reserveIds>[1]): Promise<number> {
  const [id] = await reserveIds(tx, table, 1);
  invariant(id !== undefined, 'a sequence gives an id for each one asked for');
  return Number(id);
}

// Text: numbers leave a gap or close one in two steps, because each is unique at every moment.
const shiftQueries = [
  textQuery<{ tournamentId: TournamentId; from: number; by: number }, unknown>(
    'setup.shiftRoundsAway',
    'update rounds set seq = seq + 100000 where tournament_id = $1 and seq >= $2',
    ({ tournamentId, from }) => [tournamentId, from],
  ),
  textQuery<{ tournamentId: TournamentId; from: number; by: number }, unknown>(
    'setup.shiftRoundsBack',
    'update rounds set seq = seq - 100000 + $2 where tournament_id = $1 and seq >= 100000',
    ({ tournamentId, by }) => [tournamentId, by],
  ),
] as const;

/** Rounds from a number on move one up or one down. */
export async function shiftRounds(tx: Queryable, shift: { tournamentId: TournamentId; from: number; by: 1 | -1 }): Promise<void> {
  for (const query of shiftQueries) await tx.run(query, shift);
}

const everyTeamQuery = textQuery<{ tournamentId: TournamentId; categoryId: number }, unknown>(
  'setup.everyTeamEligible',
  `insert into break_eligibilities (team_id, category_id) select id, $2 from teams where tournament_id = $1 and type <> 'S' on conflict do nothing`,
  ({ tournamentId, categoryId }) => [tournamentId, categoryId],
);

/** Every team but swing teams may break in the category. */
export async function makeEveryTeamEligible(tx: Queryable, tournamentId: TournamentId, categoryId: number): Promise<void> {
  await tx.run(everyTeamQuery, { tournamentId, categoryId });
}

/** Ids that were checked to be of this kind before they came here. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which kind the caller checked
export function checkedId<Id extends TeamId | PersonId | InstitutionId | RoundId | CategoryId | VenueId>(id: number): Id {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- `ownIds` found it among the tournament's own
  return id as Id;
}

const inPlayQuery = textQuery<{ tournamentId: TournamentId; id: number }, { name: string }>(
  'setup.drawnOfCategory',
  `select name from rounds where tournament_id = $1 and break_category_id = $2 and draw_status <> 'N' order by seq limit 1`,
  ({ tournamentId, id }) => [tournamentId, id],
);

/** A break category whose elimination rounds have been drawn stays. */
export async function refuseCategoryInPlay(tx: Queryable, tournamentId: TournamentId, id: number): Promise<void> {
  const drawn = await tx.maybeOne(inPlayQuery, { tournamentId, id });
  if (drawn) throw new StillInUse('This break category', `stays, because ${drawn.name} has been drawn`);
}

const scoredQuery = textQuery<{ tournamentId: TournamentId }, { name: string }>(
  'setup.scoredRound',
  `select r.name from ballots b join debates d on d.id = b.debate_id join rounds r on r.id = d.round_id
   where r.tournament_id = $1 and not b.discarded limit 1`,
  ({ tournamentId }) => [tournamentId],
);

/** What speeches are scored by stays as it is once a ballot is in. */
export async function refuseScored(tx: Queryable, tournamentId: TournamentId): Promise<void> {
  const scored = await tx.maybeOne(scoredQuery, { tournamentId });
  if (scored) throw new StillInUse('What speeches are scored by', `stays, because ${scored.name} has ballots; only names can change`);
}
