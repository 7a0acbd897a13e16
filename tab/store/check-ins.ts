import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { IdentifierKind } from '../rules/check-in/identifiers.ts';
import type { InstitutionId, PersonId, TeamId, TournamentId, VenueId } from '../rules/ids.ts';

/** Since when a check-in counts. */
interface Since {
  readonly tournamentId: TournamentId;
  readonly since: Date;
}

/** A speaker or adjudicator at the door. */
export interface PersonAtDoor {
  readonly id: PersonId;
  readonly name: string;
  readonly kind: 'speaker' | 'adjudicator';
  readonly teamId: TeamId | null;
  readonly team: string | null;
  readonly institutionId: InstitutionId | null;
  readonly institution: string | null;
  /** What their badge carries; null before one is made. */
  readonly identifier: string | null;
  /** When they checked in last; null: they are not here. */
  readonly at: Date | null;
}

// Text: the newest event of each.
const peopleQuery = textQuery<Since, PersonAtDoor>(
  'checkIns.people',
  `select p.id, p.name, p.kind, t.id as "teamId", t.short_name as team, i.id as "institutionId", i.code as institution, c.identifier, e.at
   from people p left join speakers s on s.id = p.id left join teams t on t.id = s.team_id left join adjudicators a on a.id = p.id
   left join institutions i on i.id = coalesce(t.institution_id, a.institution_id)
   left join check_in_identifiers c on c.person_id = p.id
   left join (select person_id, max(at) as at from check_ins where tournament_id = $1 and at >= $2 group by person_id) e on e.person_id = p.id
   where p.tournament_id = $1 and p.kind in ('speaker', 'adjudicator') order by t.short_name nulls last, t.id, p.name, p.id limit 8000`,
  ({ tournamentId, since }) => [tournamentId, since],
);

/** Speakers team by team, then adjudicators, by name. */
export function people(db: Queryable, args: Since): Promise<PersonAtDoor[]> {
  return db.run(peopleQuery, args);
}

export interface RoomAtDoor {
  readonly id: VenueId;
  readonly name: string;
  readonly category: string;
  readonly identifier: string | null;
  readonly at: Date | null;
}

// Text: as above, with the categories of each in one word.
const roomsQuery = textQuery<Since, RoomAtDoor>(
  'checkIns.rooms',
  `select v.id, v.name, coalesce(k.names, '') as category, c.identifier, e.at
   from venues v left join check_in_identifiers c on c.venue_id = v.id
   left join (select m.venue_id, string_agg(vc.name, ', ' order by vc.name) as names
     from venue_category_members m join venue_categories vc on vc.id = m.category_id group by m.venue_id) k on k.venue_id = v.id
   left join (select venue_id, max(at) as at from check_ins where tournament_id = $1 and at >= $2 group by venue_id) e on e.venue_id = v.id
   where v.tournament_id = $1 order by category, v.name, v.id limit 2000`,
  ({ tournamentId, since }) => [tournamentId, since],
);

/** Rooms by category and name. */
export function rooms(db: Queryable, args: Since): Promise<RoomAtDoor[]> {
  return db.run(roomsQuery, args);
}

/** What one person or one room is scanned by, and when they checked in last. */
export interface OwnCheckIn {
  readonly identifier: string | null;
  readonly at: Date | null;
}

const personQuery = textQuery<Since & { id: PersonId }, OwnCheckIn & { kind: string }>(
  'checkIns.person',
  `select p.kind, c.identifier, (select max(at) from check_ins e where e.person_id = p.id and e.at >= $3) as at
   from people p left join check_in_identifiers c on c.person_id = p.id where p.tournament_id = $1 and p.id = $2`,
  ({ tournamentId, id, since }) => [tournamentId, id, since],
);

/** Null for who is nobody of the tournament. */
export function person(db: Queryable, args: Since & { readonly id: PersonId }): Promise<(OwnCheckIn & { readonly kind: string }) | null> {
  return db.maybeOne(personQuery, args);
}

const roomQuery = textQuery<Since & { id: VenueId }, OwnCheckIn>(
  'checkIns.room',
  `select c.identifier, (select max(at) from check_ins e where e.venue_id = v.id and e.at >= $3) as at
   from venues v left join check_in_identifiers c on c.venue_id = v.id where v.tournament_id = $1 and v.id = $2`,
  ({ tournamentId, id, since }) => [tournamentId, id, since],
);

/** Null for what is no room of the tournament. */
export function room(db: Queryable, args: Since & { readonly id: VenueId }): Promise<OwnCheckIn | null> {
  return db.maybeOne(roomQuery, args);
}

/** Things that are ticked rather than scanned. */
interface Ticked {
  readonly tournamentId: TournamentId;
  readonly people: readonly PersonId[];
  readonly venues: readonly VenueId[];
}

const recordQuery = textQuery<Ticked & { at: Date; actor: string }, unknown>(
  'checkIns.record',
  `insert into check_ins (tournament_id, person_id, venue_id, at, actor)
   select $1, p.id, null, $4::timestamptz, $5 from people p where p.tournament_id = $1 and p.kind <> 'coach' and p.id = any($2::int[])
   union all select $1, null, v.id, $4, $5 from venues v where v.tournament_id = $1 and v.id = any($3::int[])`,
  (args) => [args.tournamentId, [...args.people], [...args.venues], args.at, args.actor],
);

/** They are here now; foreign ids are ignored. */
export async function record(db: Queryable, ticked: Ticked & { readonly at: Date; readonly actor: string }): Promise<void> {
  await db.run(recordQuery, ticked);
}

const removeQuery = textQuery<Ticked & { since: Date }, unknown>(
  'checkIns.remove',
  `delete from check_ins where tournament_id = $1 and at >= $4 and (person_id = any($2::int[]) or venue_id = any($3::int[]))`,
  (args) => [args.tournamentId, [...args.people], [...args.venues], args.since],
);

/** They are not here after all: what counts of theirs is taken back, what is older stays on record. */
export async function remove(db: Queryable, ticked: Ticked & { readonly since: Date }): Promise<void> {
  await db.run(removeQuery, ticked);
}

export interface Scan {
  readonly identifier: string;
  readonly at: Date;
  /** Given by the device; the same scan sent again is known by it. */
  readonly intent: string;
}

/** Whom an identifier stands for. */
export interface Scanned {
  readonly identifier: string;
  readonly kind: 'person' | 'venue' | null;
  /** Null: nobody has this identifier, or no right to scan its kind was given. */
  readonly name: string | null;
}

interface Scans {
  readonly tournamentId: TournamentId;
  readonly actor: string;
  readonly scans: readonly Scan[];
  readonly kinds: ReadonlySet<'person' | 'venue'>;
}

// Text: all scans of a request in one statement that also says whose they were.
const scanQuery = textQuery<Scans, Scanned>(
  'checkIns.scan',
  `with scanned as (select * from unnest($2::text[], $3::timestamptz[], $4::text[]) with ordinality as s(identifier, at, intent, place)),
   known as (
     select s.place, s.at, s.intent, c.person_id, c.venue_id, coalesce(p.name, v.name) as name,
       case when c.person_id is null then 'venue' else 'person' end as kind
     from scanned s join check_in_identifiers c on c.identifier = s.identifier and c.tournament_id = $1
     left join people p on p.id = c.person_id left join venues v on v.id = c.venue_id
     where case when c.person_id is null then 'venue' else 'person' end = any($6::text[])),
   kept as (
     insert into check_ins (tournament_id, person_id, venue_id, at, actor, intent)
     select $1, person_id, venue_id, at, $5, intent from known on conflict (intent) do nothing)
   select s.identifier, k.kind, k.name from scanned s left join known k on k.place = s.place order by s.place`,
  ({ tournamentId, actor, scans, kinds }) => [
    tournamentId,
    scans.map(({ identifier }) => identifier),
    scans.map(({ at }) => at),
    scans.map(({ intent }) => intent),
    actor,
    [...kinds],
  ],
);

/** Keeps what was scanned, each intent once, and says whose it was. */
export function scan(db: Queryable, scans: Scans): Promise<Scanned[]> {
  return db.run(scanQuery, scans);
}

interface OfKind {
  readonly tournamentId: TournamentId;
  readonly kind: IdentifierKind;
}

const lackingQuery = textQuery<OfKind, { id: number }>(
  'checkIns.lacking',
  `select p.id from people p where p.tournament_id = $1 and p.kind::text = $2
     and not exists (select from check_in_identifiers c where c.person_id = p.id)
   union all select v.id from venues v where v.tournament_id = $1 and $2 = 'venue'
     and not exists (select from check_in_identifiers c where c.venue_id = v.id)
   order by id limit 8000`,
  ({ tournamentId, kind }) => [tournamentId, kind],
);

/** Ids of those of the kind that have no identifier yet. */
export async function lacking(db: Queryable, args: OfKind): Promise<number[]> {
  return (await db.run(lackingQuery, args)).map(({ id }) => id);
}

const giveQuery = textQuery<OfKind & { ids: readonly number[]; identifiers: readonly string[] }, unknown>(
  'checkIns.give',
  `insert into check_in_identifiers (identifier, tournament_id, person_id, venue_id)
   select identifier, $1, case when $2 = 'venue' then null else id end, case when $2 = 'venue' then id end
   from unnest($3::int[], $4::text[]) as given(id, identifier) on conflict do nothing`,
  ({ tournamentId, kind, ids, identifiers }) => [tournamentId, kind, [...ids], [...identifiers]],
);

/** Gives the identifiers to the ids, in order; one that is taken, and one who has theirs by now, is passed over. */
export async function give(
  db: Queryable,
  args: OfKind & { readonly ids: readonly number[]; readonly identifiers: readonly string[] },
): Promise<void> {
  await db.run(giveQuery, args);
}
