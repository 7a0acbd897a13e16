import { BadGrouping } from '../errors.ts';
import type { Changes, ParticipantChange } from '../game/objects/changes.ts';
import type { Data, ParticipantRow } from '../game/objects/rows.ts';
import type { ManyChanges } from '../store/changes.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { lookAgainSeconds } from '../store/lobbies.ts';
import type { LeftPage, Save } from '../store/saves.ts';
import { stepFrom, type Step } from './advance.ts';
import type { Visit } from './load-visit.ts';

/** How somebody leaves the page where they are. */
export interface Leaving {
  /** Null when there is nothing to record: the start, or a page that turned out not to be shown. */
  readonly left: LeftPage | null;
  /** The browser shows the next page at once. */
  readonly isLooking: boolean;
  /** Pages before this one are jumped over. */
  readonly jumpTo?: number | null;
}

/** Everything that a move writes. */
export interface Departure {
  readonly step: Step;
  readonly save: Omit<Save, 'mayComplete'>;
  /** What author code wrote beyond the visitor's own rows of this round; null when nothing. */
  readonly others: ManyChanges | null;
}

/** Works out where the visitor goes and what has to be written, after author code had its say. */
export function departure(visit: Visit, leaving: Leaving): Departure {
  const { row, visitor } = visit;
  return departureTo(visit, stepFrom(visit, { participant: visitor.participant, from: row.pageIndex, ...leaving }), leaving.left);
}

/** The same to a page that is known. */
export function departureTo(visit: Visit, step: Step, left: LeftPage | null): Departure {
  const { row, objects, visitor } = visit;
  const { changes } = objects.world;
  if (changes.regrouped.size > 0) throw new BadGrouping('Groups are formed in onCreate, or in onAllArrive of a page with scope all.');
  const player = changes.players.get(row.seat.player);
  return {
    step,
    save: {
      participant: visitor.participant,
      from: { pageIndex: row.pageIndex, sub: row.sub, rev: row.rev },
      to: step.to,
      person: changes.participants.get(row.seat.participant) ?? untouched,
      player: player ?? null,
      left,
      clock: clockOf(step, visit),
      arrivals: step.arrivals,
      lobby: step.place && lobbyAt(step.place),
    },
    others: changesBeyond(visit, changes),
  };
}

/** A page where people are put into groups as they come. */
export function isLobby({ page }: PagePlace): boolean {
  return page.kind === 'wait' && page.match !== null;
}

/** Looked at again when bots may have to come. */
function lobbyAt({ page, index }: PagePlace): Save['lobby'] {
  if (page.kind !== 'wait' || page.match === null) return null;
  return { page: index, lookInSeconds: Math.min(lookAgainSeconds, page.match.fillWithBots ?? lookAgainSeconds) };
}

function clockOf({ clockInMs }: Step, { row }: Visit): Save['clock'] {
  if (clockInMs !== null) return { kind: 'set', inMs: clockInMs, isSeen: true };
  return { kind: row.deadlineMs === null ? 'none' : 'clear' };
}

export const untouched: ParticipantChange = { patch: {}, payoffTo: null, payoffBy: 0, label: null, status: null };

function changesBeyond({ row, session }: Visit, changes: Changes): ManyChanges | null {
  const isOwn = (person: ParticipantRow): boolean => person === row.seat.participant;
  const others = manyChanges(session.facts.id, changes);
  const many: ManyChanges = {
    ...others,
    people: others.people.filter(({ id }) => id !== row.seat.participant.id),
    players: others.players.filter(({ participant, sub }) => participant !== row.seat.participant.id || sub !== row.sub),
  };
  const people = [...changes.participants.keys()].some((person) => !isOwn(person));
  const lists = [many.players, many.groups, many.subsessions, many.added, many.altered, many.removed];
  const isEmpty = !people && lists.every((list) => list.length === 0) && many.session === null;
  return isEmpty ? null : many;
}

/** Everything that author code wrote, for one statement. Whose player changed is among the people, so that their `rev` rises. */
export function manyChanges(sessionId: number, changes: Changes): ManyChanges {
  const people = new Map([...changes.participants].map(([row, change]) => [row.id, { id: row.id, ...change }]));
  for (const { participant } of changes.players.keys()) {
    if (!people.has(participant)) people.set(participant, { id: participant, ...untouched });
  }
  return {
    sessionId,
    people: [...people.values()],
    players: [...changes.players].map(([row, change]) => ({ participant: row.participant, sub: row.sub, ...change })),
    groups: [...changes.groups].filter(([row]) => row.id > 0).map(([row, patch]) => ({ id: row.id, patch })),
    subsessions: [...changes.subsessions].map(([row, patch]) => ({ sub: row.sub, patch })),
    session: isEmptyData(changes.session) ? null : changes.session,
    added: [...changes.tables.added],
    altered: [...changes.tables.patches].flatMap(([row, patch]) => (row.id === null ? [] : [{ id: row.id, patch }])),
    removed: [...changes.tables.removed].flatMap(({ id }) => id ?? []),
  };
}

const isEmptyData = (data: Data): boolean => Object.keys(data).length === 0;
