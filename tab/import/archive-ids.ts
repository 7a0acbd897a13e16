import type { Queryable } from '#kit/db/connect.ts';
import { WrongInput } from '../errors.ts';
import type { MotionId, PersonId, TeamId, VenueId } from '../rules/ids.ts';
import { teamNames } from '../rules/team-name.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as motions from '../store/motions.ts';
import * as people from '../store/people.ts';
import * as teams from '../store/teams.ts';
import * as venues from '../store/venues.ts';
import type { Archive } from './archive-xml.ts';

/** What the ids of an archive became in the database; a fault for an id that the archive does not explain. */
export interface ArchiveIds {
  readonly team: (id: string) => TeamId;
  readonly speaker: (id: string) => PersonId;
  readonly adjudicator: (id: string) => PersonId;
  readonly venue: (id: string) => VenueId;
  readonly motion: (id: string) => MotionId;
}

export async function identify(db: Queryable, { id }: Tournament, archive: Archive): Promise<ArchiveIds> {
  const [teamRows, speakerRows, judges, rooms, motionRows] = await Promise.all([
    teams.ofTournament(db, id),
    teams.speakers(db, id),
    people.adjudicators(db, id),
    venues.ofTournament(db, id),
    motions.ofTournament(db, id),
  ]);
  const teamByName = new Map(teamRows.map((team) => [team.longName, team.id]));
  const teamOf = new Map(archive.teamIds.map(([xmlId, team]) => [xmlId, teamByName.get(teamNames(team).longName)]));
  const rosters = Map.groupBy(speakerRows, ({ teamId }) => teamId);
  const speakerOf = new Map(
    archive.speakerIds.map(([xmlId, { team, place }]) => {
      const teamId = teamOf.get(team);
      return [xmlId, teamId === undefined ? undefined : rosters.get(teamId)?.[place]?.id];
    }),
  );
  const judgeByName = new Map(judges.map((one) => [`${one.name}\n${one.institution ?? ''}`, one.id]));
  const judgeOf = new Map(
    archive.adjudicatorIds.map(([xmlId, one]) => [xmlId, judgeByName.get(`${one.name}\n${one.institution?.code ?? ''}`)]),
  );
  const roomByName = new Map(rooms.map(({ name, id: room }) => [name, room]));
  const roomOf = new Map(archive.venueIds.map(([xmlId, name]) => [xmlId, roomByName.get(name)]));
  const motionByText = new Map(motionRows.map(({ text, id: motion }) => [text, motion]));
  const motionOf = new Map(archive.motionIds.map(([xmlId, text]) => [xmlId, motionByText.get(text)]));
  return {
    team: lookUp(teamOf),
    speaker: lookUp(speakerOf),
    adjudicator: lookUp(judgeOf),
    venue: lookUp(roomOf),
    motion: lookUp(motionOf),
  };
}

function lookUp<Id>(ids: ReadonlyMap<string, Id | undefined>): (id: string) => Id {
  return (id) => {
    const found = ids.get(id);
    if (found === undefined) throw new WrongInput(`The archive names ${id}, and nothing in it has that id.`);
    return found;
  };
}
