import type { Queryable } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { linkHash, newLinkToken } from '#kit/http/private-link.ts';
import type { SetAdjudicator, SetInstitution, SetSpeaker, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import type { CategoryId, InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import { emojiNames, freeSigns } from '../rules/setup/emoji.ts';
import { teamNames } from '../rules/team-name.ts';
import { insertCategories } from './breaks.ts';
import { reserveIds } from './bulk.ts';
import * as conflicts from './conflicts.ts';
import * as institutions from './institutions.ts';
import { insertAdjudicators, insertLinks, insertPeople } from './people.ts';
import { adjudicatorKey, institutionKey, newPart, teamKey } from './present-set.ts';
import type { PresentSet } from './present-set.ts';
import { insertSchedule } from './schedule.ts';
import { digitsFor, recordScores } from './setup-people.ts';
import { insertEligibilities, insertSpeakers, insertTeams, signs as teamSigns } from './teams.ts';
import { insertVenues } from './venues.ts';

export interface SetInsertion {
  readonly tournamentId: TournamentId;
  readonly set: TournamentSet;
  readonly present: PresentSet;
  /** For adjudicators whose score nobody said. */
  readonly middleScore: number;
}

/**
 * Stores what is new in the set, inside the caller's transaction: ids are reserved first, so that rows which name one another travel together,
 * in an order that every foreign key accepts. Gives the part that was new.
 */
export async function insertSet(tx: Queryable, insertion: SetInsertion): Promise<TournamentSet> {
  const { tournamentId, set, present } = insertion;
  const fresh = newPart(set, present);
  const ids = await identify(tx, insertion, fresh);
  const venueIds = await reserveIds(tx, 'venues', fresh.venues.length);
  const signs = freeSigns(await teamSigns(tx, tournamentId), fresh.teams.length);
  const teamRows = fresh.teams.map((team, index) => ({ ...teamRow(team, ids, tournamentId), ...signOf(signs[index]) }));
  const speakers = fresh.teams.flatMap((team) => speakersOf(team, ids));
  const judges = fresh.adjudicators.map((judge) => ({ judge, id: ids.adjudicator(judge) }));
  const persons = [
    ...speakers.map(({ speaker, id }) => ({ person: speaker, id, kind: 'speaker' as const })),
    ...judges.map(({ judge, id }) => ({ person: judge, id, kind: 'adjudicator' as const })),
  ];
  await Promise.all([
    tx.run(insertTeams, { rows: teamRows }),
    tx.run(insertPeople, { rows: persons.map((row) => personRow(row, tournamentId)) }),
    tx.run(insertSpeakers, { rows: speakers.map(({ id, teamId, seq }) => ({ id, team_id: teamId, seq })) }),
    tx.run(insertAdjudicators, { rows: judges.map((row) => judgeRow(row, ids, insertion.middleScore)) }),
    recordScores(
      tx,
      judges.map(({ judge, id }) => ({ id, score: judge.baseScore ?? insertion.middleScore })),
      null,
    ),
    tx.run(insertLinks, { rows: persons.map(({ id }) => linkRow(id)) }),
    tx.run(insertEligibilities, { rows: eligibilityRows(fresh, insertion, ids) }),
    tx.run(insertVenues, {
      rows: fresh.venues.map(({ name, priority, url = '', site = '' }, index) => ({
        id: at(venueIds, index),
        tournament_id: tournamentId,
        name,
        priority,
        url,
        site,
      })),
    }),
    ...insertConflicts(tx, fresh, ids),
  ]);
  await insertSchedule(tx, { tournamentId, fresh, category: ids.category });
  return fresh;
}

/** Ids of everything a row may name, old and new. */
export interface Ids {
  readonly institution: (one: SetInstitution) => InstitutionId;
  readonly category: (slug: string) => CategoryId;
  readonly team: (one: SetTeam) => TeamId;
  readonly adjudicator: (one: SetAdjudicator) => PersonId;
  readonly speaker: (one: SetSpeaker) => PersonId;
}

async function identify(tx: Queryable, { tournamentId, set, present }: SetInsertion, fresh: TournamentSet): Promise<Ids> {
  const speakers = fresh.teams.flatMap((team) => team.speakers);
  const [institutionRows, categoryIds, teamIds, personIds] = await Promise.all([
    institutions.join(tx, tournamentId, set.institutions),
    reserveIds(tx, 'break_categories', fresh.categories.length),
    reserveIds(tx, 'teams', fresh.teams.length),
    reserveIds(tx, 'people', fresh.adjudicators.length + speakers.length),
  ]);
  await tx.run(insertCategories, {
    rows: fresh.categories.map((one, index) => ({
      id: at(categoryIds, index),
      tournament_id: tournamentId,
      name: one.name,
      slug: one.slug,
      seq: one.seq,
      break_size: one.breakSize,
      reserve_size: 0,
      is_general: one.isGeneral,
      priority: one.priority,
      rule: one.rule,
    })),
  });
  const institutionIds = new Map([...present.institutions, ...institutionRows.map((row) => [institutionKey(row), row.id] as const)]);
  const categories = new Map([...present.categories, ...fresh.categories.map((one, index) => [one.slug, at(categoryIds, index)] as const)]);
  const teams = new Map([...present.teams, ...fresh.teams.map((one, index) => [teamKey(one), at(teamIds, index)] as const)]);
  const judges = new Map([
    ...present.adjudicators,
    ...fresh.adjudicators.map((one, index) => [adjudicatorKey(one), at(personIds, index)] as const),
  ]);
  const speakerIds = new Map(speakers.map((one, index) => [one, at(personIds, fresh.adjudicators.length + index)]));
  return {
    institution: (one) => known(institutionIds.get(institutionKey(one))),
    category: (slug) => known(categories.get(slug)),
    team: (one) => known(teams.get(teamKey(one))),
    adjudicator: (one) => known(judges.get(adjudicatorKey(one))),
    speaker: (one) => known(speakerIds.get(one)),
  };
}

function teamRow(team: SetTeam, ids: Ids, tournamentId: TournamentId) {
  const { shortName, longName } = teamNames(team);
  return {
    id: ids.team(team),
    tournament_id: tournamentId,
    institution_id: team.institution && ids.institution(team.institution),
    reference: team.reference,
    short_reference: team.shortReference,
    use_institution_prefix: team.usesInstitutionPrefix,
    short_name: shortName,
    long_name: longName,
    seed: team.seed,
    type: 'N' as const,
  };
}

/** Every team gets a sign that no other has, and is called by it where names are hidden. */
const signOf = (emoji: string | undefined) => ({
  emoji: emoji ?? null,
  code_name: emoji === undefined ? '' : (emojiNames.get(emoji) ?? ''),
});

const speakersOf = (team: SetTeam, ids: Ids) =>
  team.speakers.map((speaker, index) => ({ speaker, id: ids.speaker(speaker), teamId: ids.team(team), seq: index + 1 }));

interface Person {
  readonly id: PersonId;
  readonly kind: 'speaker' | 'adjudicator';
  readonly person: SetSpeaker & { readonly phone?: string };
}

const personRow = ({ id, kind, person }: Person, tournamentId: TournamentId) => ({
  id,
  tournament_id: tournamentId,
  kind,
  name: person.name,
  email: person.email === '' ? null : person.email,
  phone: person.phone ?? '',
  gender: person.gender,
  anonymous: false,
  code_name: digitsFor(id),
});

const judgeRow = ({ judge, id }: { judge: SetAdjudicator; id: PersonId }, ids: Ids, middleScore: number) => ({
  id,
  institution_id: judge.institution && ids.institution(judge.institution),
  base_score: judge.baseScore ?? middleScore,
  trainee: judge.isTrainee,
  breaking: false,
  independent: judge.isIndependent,
  adj_core: judge.isCore,
});

function linkRow(personId: PersonId) {
  const token = newLinkToken();
  return { link_hash: linkHash(token), person_id: personId, url_key: token };
}

/** A team may break in the categories its row names and in every general one. */
function eligibilityRows(fresh: TournamentSet, { set, present }: SetInsertion, ids: Ids) {
  const general = [
    ...set.categories.filter((one) => one.isGeneral).map((one) => one.slug),
    ...present.known.categories.filter((one) => one.isGeneral).map((one) => one.slug),
  ];
  return fresh.teams.flatMap((team) =>
    [...new Set([...general, ...team.categories])].map((slug) => ({ team_id: ids.team(team), category_id: ids.category(slug) })),
  );
}

/** What the files name, and everybody's own institution. Pairs that were there already are kept once. */
function insertConflicts(tx: Queryable, fresh: TournamentSet, ids: Ids): Promise<unknown>[] {
  const { adjudicatorTeam, adjudicatorInstitution, adjudicatorAdjudicator, teamInstitution } = fresh.conflicts;
  const ownOfJudges = fresh.adjudicators.flatMap((judge) => (judge.institution ? [[judge, judge.institution] as const] : []));
  const ownOfTeams = fresh.teams.flatMap((team) => (team.institution ? [[team, team.institution] as const] : []));
  return [
    tx.run(conflicts.insertAdjudicatorTeam, {
      rows: adjudicatorTeam.map(([judge, team]) => ({ adjudicator_id: ids.adjudicator(judge), team_id: ids.team(team) })),
    }),
    tx.run(conflicts.insertAdjudicatorInstitution, {
      rows: [...ownOfJudges, ...adjudicatorInstitution].map(([judge, one]) => ({
        adjudicator_id: ids.adjudicator(judge),
        institution_id: ids.institution(one),
      })),
    }),
    tx.run(conflicts.insertAdjudicatorAdjudicator, {
      rows: adjudicatorAdjudicator.map(([a, b]) => inOrder(ids.adjudicator(a), ids.adjudicator(b))),
    }),
    tx.run(conflicts.insertTeamInstitution, {
      rows: [...ownOfTeams, ...teamInstitution].map(([team, one]) => ({ team_id: ids.team(team), institution_id: ids.institution(one) })),
    }),
  ];
}

const inOrder = (a: PersonId, b: PersonId) => (a < b ? { adjudicator_id: a, other_id: b } : { adjudicator_id: b, other_id: a });

function known<Id>(id: Id | undefined): Id {
  invariant(id !== undefined, 'a set that was read names only what is in it or in the tournament');
  return id;
}

const at = <Id>(ids: readonly Id[], index: number): Id => known(ids[index]);
