import { arePanelsPublic } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import { openSide, sideName } from '../../rules/side-names.ts';
import { followed, type FollowedDebate } from '../../store/coaches.ts';
import { clockOf } from '../public/site.ts';
import type { Visit } from './visit.ts';

/** A line of a coach's page: who is where, and as what. */
export interface FollowedLine {
  readonly name: string;
  readonly line: string;
}

const places = { C: 'chairs', P: 'on the panel', T: 'trainee' } as const;

/** Where the teams and adjudicators of a coach's institution are now, under the names that the public sees. */
export async function followedBy(visit: Visit, rounds: readonly Round[]): Promise<FollowedLine[]> {
  const { tab, tournament, person } = visit;
  if (person.kind !== 'coach') return [];
  const open = new Set(rounds.filter((round) => arePanelsPublic(tournament.settings, round)).map(({ id }) => id));
  const own = (await followed(tab.db, person.id)).filter(({ judgeId, roundId }) => judgeId === null || open.has(roundId));
  return own.map((one) => ({ name: nameOf(visit, one), line: lineOf(visit, one) }));
}

function nameOf({ names }: Visit, { teamId, judgeId, name }: FollowedDebate): string {
  return teamId === null ? names.person({ id: judgeId ?? 0, name }) : names.team({ id: teamId, name });
}

function lineOf({ tournament }: Visit, { round, room, startsAt, side, teams, areSidesConfirmed, place }: FollowedDebate): string {
  const named = areSidesConfirmed ? sideName(side ?? -1, teams, tournament.settings.side_names) : openSide;
  const role = place === null ? named.long : places[place];
  const clock = clockOf(tournament, startsAt);
  return [round, room ?? 'no room yet', role, ...(clock === null ? [] : [clock])].join(' · ');
}
