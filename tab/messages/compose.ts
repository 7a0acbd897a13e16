import { NotReady } from '../errors.ts';
import { isBye, type Debate } from '../rules/debate.ts';
import type { MessageKind } from '../rules/messages/kinds.ts';
import type { Round } from '../rules/round.ts';
import { openSide, sideName } from '../rules/side-names.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import * as messages from '../store/messages.ts';
import type { Addressee } from '../store/messages.ts';
import * as motions from '../store/motions.ts';
import { teamFacts, type TeamFacts } from '../store/team-facts.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import { pointsAfter } from './team-points.ts';
import { registrationValues } from './team-registration.ts';

/** What teams and people are called in what leaves the tab room. */
export interface Names {
  team(team: { readonly id: number; readonly name: string }): string;
  person(person: { readonly id: number; readonly name: string }): string;
}

export interface ComposeWish {
  readonly tournament: Tournament;
  readonly kind: MessageKind;
  /** Of kinds that are about one. */
  readonly round: Round | null;
  readonly names: Names;
  /** The address of somebody's private page. */
  readonly linkOf: (urlKey: string) => string;
  /** Where the standings are, when they are public. */
  readonly standingsUrl: string | null;
}

/** Somebody who gets the message, and what its names stand for to them. */
export interface Recipient extends Addressee {
  readonly values: Readonly<Record<string, string>>;
}

/** Everybody whom a message of this kind concerns, also those without an address. */
export async function recipientsOf(tab: Tab, wish: ComposeWish): Promise<Recipient[]> {
  const { tournament, kind } = wish;
  const all = await messages.addressees(tab.db, tournament.id);
  const more = await valuesOf[kind](tab, wish);
  return all.flatMap((person) =>
    more(person).map((values) => ({ ...person, values: { USER: person.name, TOURN: tournament.name, ...values } })),
  );
}

type Values = Readonly<Record<string, string>>;
/** None for whom the message does not concern. */
type ValuesOf = (person: Addressee) => readonly Values[];

const valuesOf: Readonly<Record<MessageKind, (tab: Tab, wish: ComposeWish) => ValuesOf | Promise<ValuesOf>>> = {
  url:
    (_tab, { linkOf }) =>
    ({ urlKey }) =>
      urlKey === null ? [] : [{ URL: linkOf(urlKey), KEY: urlKey }],
  'adjudicator-draw': drawValues,
  'team-draw': drawValues,
  motions: motionValues,
  'team-registration': registeredValues,
  'team-points': pointsValues,
  'ballot-receipt': () => () => [],
  custom: () => () => [{}],
};

async function registeredValues(tab: Tab, { tournament, linkOf }: ComposeWish): Promise<ValuesOf> {
  const all = await teamFacts(tab.db, { tournamentId: tournament.id, teamId: null });
  const byId = new Map<number, TeamFacts>(all.map((team) => [team.id, team]));
  return (person) => {
    const team = byId.get(person.teamId ?? 0);
    return team === undefined ? [] : [registrationValues(team, person, linkOf)];
  };
}

async function pointsValues(tab: Tab, { tournament, round, names, linkOf, standingsUrl }: ComposeWish): Promise<ValuesOf> {
  if (round === null) return () => [];
  const [points, all] = await Promise.all([pointsAfter(tab, tournament, round), teams.ofTournament(tab.db, tournament.id)]);
  const named = new Map<number, string>(all.map((team) => [team.id, names.team(team)]));
  return ({ teamId, urlKey }) => {
    const [own, team] = [points.get(teamId ?? 0), named.get(teamId ?? 0)];
    const URL = standingsUrl ?? (urlKey === null ? '' : linkOf(urlKey));
    return own === undefined || team === undefined ? [] : [{ TEAM: team, POINTS: String(own), ROUND: round.name, URL }];
  };
}

async function motionValues(tab: Tab, { tournament, round }: ComposeWish): Promise<ValuesOf> {
  if (round === null) return () => [];
  if (!round.areMotionsReleased)
    throw new NotReady(`The motions of ${round.name} are not released.`, 'Release them first: what is sent is out.');
  const ofRound = (await motions.ofTournament(tab.db, tournament.id)).filter(({ roundId }) => roundId === round.id);
  const text = ofRound.map(({ text: motion, infoSlide }) => [motion, infoSlide].filter((part) => part !== '').join('\n')).join('\n\n');
  return ({ kind: who }) => (who === 'coach' ? [] : [{ ROUND: round.name, MOTIONS: text }]);
}

async function drawValues(tab: Tab, wish: ComposeWish): Promise<ValuesOf> {
  const { round, kind } = wish;
  if (round?.drawStatus !== 'R')
    throw new NotReady(`The draw of ${round?.name ?? 'this round'} is not published.`, 'Publish it first: what is sent is out.');
  if (round.arePanelsHeld === true && kind === 'adjudicator-draw')
    throw new NotReady(`The adjudicators of ${round.name} are not published yet.`, 'Publish them first: what is sent is out.');
  const rooms = (await debates.ofRound(tab.db, round.id)).filter((debate) => !isBye(debate));
  return kind === 'team-draw' ? teamValues(wish, round, rooms) : judgeValues(wish, round, rooms);
}

const positions = { C: 'chair', P: 'panellist', T: 'trainee' } as const;

function judgeValues(wish: ComposeWish, round: Round, rooms: readonly Debate[]): ValuesOf {
  const seats = new Map(rooms.flatMap((room) => room.panel.map(({ id, place }) => [id, { room, place }] as const)));
  return ({ id, urlKey }) => {
    const seat = seats.get(id);
    if (seat === undefined) return [];
    const URL = urlKey === null ? '' : wish.linkOf(urlKey);
    return [{ ...roomValues(wish, round, seat.room), POSITION: positions[seat.place], URL }];
  };
}

function teamValues(wish: ComposeWish, round: Round, rooms: readonly Debate[]): ValuesOf {
  const seats = new Map<number, { room: Debate; team: Debate['teams'][number] }>(
    rooms.flatMap((room) => room.teams.map((team) => [team.id, { room, team }] as const)),
  );
  return ({ teamId }) => {
    const seat = teamId === null ? undefined : seats.get(teamId);
    if (seat === undefined) return [];
    const { room, team } = seat;
    return [{ ...roomValues(wish, round, room), TEAM: wish.names.team(team), SIDE: sideWord(wish, room, team.side) }];
  };
}

function roomValues({ names, ...wish }: ComposeWish, round: Round, room: Debate): Values {
  const panel =
    round.arePanelsHeld === true
      ? 'to follow'
      : room.panel.map((member) => `${names.person(member)} (${positions[member.place]})`).join(', ');
  const draw = room.teams.map((team) => `${names.team(team)} (${sideWord({ ...wish, names }, room, team.side)})`).join(', ');
  return { ROUND: round.name, VENUE: room.venue?.name ?? 'to follow', PANEL: panel, DRAW: draw };
}

function sideWord({ tournament }: ComposeWish, room: Debate, side: number): string {
  return (room.areSidesConfirmed ? sideName(side, room.teams.length, tournament.settings.side_names) : openSide).long;
}
