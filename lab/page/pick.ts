import type { Transaction } from '#kit/db/connect.ts';
import { BadGrouping } from '../errors.ts';
import { callAuthor, type MatchRule } from '../game/definition.ts';
import { commonContext } from '../game/objects/context-for.ts';
import { Objects } from '../game/objects/objects.ts';
import type { ParticipantRow } from '../game/objects/rows.ts';
import { World } from '../game/objects/world.ts';
import type { Lab } from '../lab.ts';
import { granted } from '../rules/circle.ts';
import { firstMatch } from '../rules/matching.ts';
import type { Waiter } from '../store/lobbies.ts';
import { loadVisit, pageKey } from './load-visit.ts';
import type { Lobby } from './match.ts';
import { Again } from './needs-memory.ts';

/** Groups of people in order of their player ids, or what the game threw instead. */
export type Picked =
  | { readonly ok: true; readonly groups: readonly (readonly ParticipantRow[])[] }
  | { readonly ok: false; readonly error: unknown };

/** Asks who plays together until nobody does. What the game throws holds nobody's answer back. */
export async function pick(tx: Transaction, lobby: Lobby, lab: Lab): Promise<Picked> {
  const line = lobby.waiters.filter((waiter) => isEligible(waiter, lobby)).sort((a, b) => sinceMs(a, lobby) - sinceMs(b, lobby));
  const [first] = line;
  if (!first) return { ok: true, groups: [] };
  const objects = await crowdOf(tx, { ...lobby, first: first.seat.participant }, lab);
  try {
    return { ok: true, groups: lab.needs.learning(pageKey(lobby.place), 'pick', () => groupsIn(line, lobby, objects)) };
  } catch (error) {
    if (error instanceof Again) throw error;
    return { ok: false, error };
  }
}

/** At the page, in no group yet, and there. */
function isEligible({ seat: { participant }, isGrouped, isPresent }: Waiter, { comer, place }: Lobby): boolean {
  if (participant.id === comer?.id) return true;
  return participant.pageIndex === place.index && !isGrouped && isPresent && participant.status !== 'dropout';
}

function sinceMs({ seat, sinceMs: since }: Waiter, { comer, nowMs }: Lobby): number {
  return seat.participant.id === comer?.id ? nowMs : since;
}

/** Everybody who waits; and more of the session when the game asked for more before. */
async function crowdOf(tx: Transaction, lobby: Lobby & { readonly first: ParticipantRow }, lab: Lab): Promise<Objects> {
  const { session, place, comer, waiters } = lobby;
  const needs = lab.needs.of(pageKey(place), 'pick');
  const seen = comer ?? lobby.first;
  const visit = needs.size > 0 ? await loadVisit(tx, { code: seen.code, needs, counter: 'here' }, lab) : null;
  const world =
    visit?.objects.world ??
    new World({
      plan: session.plan,
      session: session.facts,
      rounding: session.rounding,
      visitor: { participant: seen.id, sub: place.sub },
      has: granted(needs),
    });
  world.add(waiters.map(({ seat }) => (seat.participant.id === comer?.id ? { ...seat, participant: comer } : seat)));
  return visit?.objects ?? new Objects(world, session.rules);
}

/** One of those who wait, as `pick` sees them. */
interface Shown {
  readonly person: ParticipantRow;
  readonly key: string;
  readonly object: object;
}

function groupsIn(line: readonly Waiter[], lobby: Lobby, objects: Objects): ParticipantRow[][] {
  const { page } = lobby.place;
  const rule = page.kind === 'wait' ? page.match : null;
  if (!rule) return [];
  const groups: ParticipantRow[][] = [];
  let left = line.map((waiter) => shown(waiter, { rule, lobby, objects }));
  for (let group = nextGroup(left, { rule, lobby, objects }); group; group = nextGroup(left, { rule, lobby, objects })) {
    const taken = new Set(group);
    groups.push(group.map(({ person }) => person));
    left = left.filter((one) => !taken.has(one));
  }
  return groups;
}

interface Asking {
  readonly rule: MatchRule;
  readonly lobby: Lobby;
  readonly objects: Objects;
}

function shown(waiter: Waiter, { rule, lobby, objects }: Asking): Shown {
  const { participant } = waiter.seat;
  const player = objects.player(objects.world.player(participant.id, lobby.place.sub));
  const waitedSeconds = Math.max(0, Math.round((lobby.nowMs - sinceMs(waiter, lobby)) / 1000));
  const object = Object.create(player, { waitedSeconds: { value: waitedSeconds, enumerable: true } });
  return { person: participant, key: rule.by ? String(callAuthor(rule.by, player)) : '', object };
}

function nextGroup(left: readonly Shown[], asking: Asking): Shown[] | null {
  const { size, pick: picks } = asking.rule;
  if (left.length === 0) return null;
  if (picks === null) {
    const ids = firstMatch(
      left.map(({ person, key }) => ({ id: person.id, key })),
      size ?? 1,
    );
    return ids && left.filter(({ person }) => ids.includes(person.id));
  }
  for (const line of Map.groupBy(left, ({ key }) => key).values()) {
    const group = pickedFrom(line, asking);
    if (group) return group;
  }
  return null;
}

/** What the game's own `pick` gives, as those who wait. */
function pickedFrom(line: readonly Shown[], { rule, lobby, objects }: Asking): Shown[] | null {
  if (!rule.pick) return null;
  const { sub, page } = lobby.place;
  const about = `lobby ${line.map(({ person }) => person.number).join(',')}`;
  const context = commonContext(objects, sub, { nowMs: lobby.nowMs, callback: `${page.name}.pick`, about });
  const waiting = line.map(({ object }) => object);
  const given = callAuthor(rule.pick, waiting, objects.subsession(sub), context);
  if (!Array.isArray(given) || given.length === 0) return null;
  const group = given.map((one: unknown) => line.find(({ object }) => object === one || Object.getPrototypeOf(object) === one));
  const known = group.filter((one) => one !== undefined);
  if (known.length < group.length || new Set(known).size < group.length)
    throw new BadGrouping(`pick of ${page.name} gave somebody twice, or somebody who does not wait.`);
  return known;
}
