import type { ManyChanges } from '../store/changes.ts';
import type { LiveSave } from '../store/live.ts';
import type { LiveItem, LiveRun } from './live-run.ts';
import type { LiveVisit } from './live-visit.ts';
import { manyChanges, untouched } from './save.ts';

/** What handled messages write, or null when they wrote nothing. */
export function liveSave(visit: LiveVisit, run: LiveRun, items: readonly LiveItem[]): LiveSave | null {
  if (run.clients.length === 0 && run.tickedMs === null) return null;
  const { row, spot, objects, scope, isRemembered } = visit;
  const senders = items.flatMap((item) => (run.outcomes.get(item)?.kind === 'done' && 'participant' in item ? [item.participant] : []));
  const changes = manyChanges(row.sessionId, objects.world.changes);
  const { groups, ...rest } = changes;
  const isOwn = ({ id }: { readonly id: number }): boolean => scope === 'group' && id === row.group.id;
  const people = peopleOf(visit, changes, scope === 'player' ? [spot.participant] : []);
  const held = new Set([...senders, ...people.map(({ id }) => id)]);
  const numbers = row.members.map(({ participant, rev }) => ({ id: participant.id, rev })).sort((a, b) => a.id - b.id);
  return {
    sessionId: row.sessionId,
    held: numbers.filter(({ id }) => held.has(id)),
    watched: isRemembered ? numbers.filter(({ id }) => !held.has(id)) : [],
    group:
      scope === 'group' ? { id: row.group.id, rev: row.groupRev, patch: groups.find(isOwn)?.patch ?? {}, tickedMs: run.tickedMs } : null,
    changes: { ...rest, groups: groups.filter((group) => !isOwn(group)), people },
    clients: run.clients,
    ticks: scope === 'player' && run.tickedMs !== null ? [{ participant: spot.participant, atMs: run.tickedMs }] : [],
    events: run.events,
    finishers: [...run.finishers].map((participant) => ({ participant, pageIndex: spot.place.index })),
  };
}

/** Everybody any of whose rows changes, those in games' tables too: their `rev` rises. */
function peopleOf({ objects }: LiveVisit, changes: ManyChanges, also: readonly number[]): ManyChanges['people'] {
  const { tables } = objects.world;
  const owners = [...tables.added, ...tables.patches.keys(), ...tables.removed].flatMap(({ participant }) => participant ?? []);
  const known = new Set(changes.people.map(({ id }) => id));
  const missing = new Set([...owners, ...also].filter((id) => !known.has(id)));
  return [...changes.people, ...[...missing].map((id) => ({ id, ...untouched }))];
}
