import type { Need } from '../game/objects/needs.ts';
import type { Changes } from '../game/objects/changes.ts';
import type { ClientResults, LiveRow, LiveSave } from '../store/live.ts';
import type { LiveItem, LiveRun, Numbered } from './live-run.ts';
import type { LiveVisit } from './live-visit.ts';

/** What of a group is known from its last messages, with whose numbers a save can tell whether it still holds. */
interface Remembered {
  readonly row: LiveRow;
  /** What it was loaded for; another set when callbacks turned out to touch more. */
  readonly needs: ReadonlySet<Need>;
  /** When it was loaded, and when the row's clock was right. */
  readonly loadedMs: number;
  readonly keptMs: number;
}

/** Every write to what was loaded raises a number that a save names; only the clock is looked at again after so long. */
const mostAgeMs = 60_000;
/** So many browsers of one group are asked about beforehand. */
const mostClients = 100;

/**
 * Saves a busy group the load: what the last save left is what the next messages are worked out from. It may be out of date; then the save
 * fails by the numbers that it names, and everything is worked out again from a fresh load.
 */
export class LiveMemory {
  /** Browsers about whose earlier messages everything is known, by participant and name. */
  readonly #clients = new Map<string, Pick<Numbered, 'participant' | 'client'>>();
  #remembered: Remembered | null = null;

  /** Takes it out: whatever goes wrong from here, the next one loads. Null when these items need a fresh look. */
  take(items: readonly LiveItem[], { needs, nowMs }: { readonly needs: ReadonlySet<Need>; readonly nowMs: number }): Remembered | null {
    const known = this.#remembered;
    this.#remembered = null;
    const isKnown = items.every((item) => item.kind === 'message' && this.#clients.has(keyOf(item)));
    if (!known || !isKnown || known.needs !== needs || nowMs - known.loadedMs > mostAgeMs) return null;
    return { ...known, row: { ...known.row, nowMs: known.row.nowMs + (nowMs - known.keptMs) } };
  }

  /** Who is asked about in a load: those whose messages came, and those who will send again. */
  senders(items: readonly LiveItem[]): Pick<Numbered, 'participant' | 'client'>[] {
    if (this.#clients.size > mostClients) this.#clients.clear();
    for (const item of items) if (item.kind === 'message' || item.kind === 'found') this.#clients.set(keyOf(item), item);
    return [...this.#clients.values()].map(({ participant, client }) => ({ participant, client }));
  }

  /** What a save has left. */
  keep(
    visit: LiveVisit,
    { run, save, from }: { readonly run: LiveRun; readonly save: LiveSave; readonly from: Omit<Remembered, 'row'> },
  ): void {
    if (!isWhole(visit)) return;
    const raised = new Set(save.changes.people.map(({ id }) => id));
    const members = visit.row.members.map((member) => ({ ...member, rev: member.rev + (raised.has(member.participant.id) ? 1 : 0) }));
    const touched = new Map(run.clients.map((one) => [keyOf(one), one]));
    const clients = [...(visit.row.clients ?? []).filter((one) => !touched.has(keyOf(one))), ...touched.values()];
    const row = { ...visit.row, groupRev: visit.row.groupRev + 1, tickedMs: run.tickedMs ?? visit.row.tickedMs, members, clients };
    this.#remembered = { ...from, row };
  }

  forget(): void {
    this.#remembered = null;
  }
}

/** Everything that was there has a number that the group's save names, and nothing else was written. */
function isWhole({ scope, row, objects }: LiveVisit): boolean {
  const { changes } = objects.world;
  return scope === 'group' && !row.seats && !row.shared && !row.records && isOwn(changes, row);
}

function isOwn({ groups, subsessions, session, regrouped }: Changes, { group }: LiveRow): boolean {
  const others = [...groups.keys()].filter(({ id }) => id !== group.id);
  return others.length + subsessions.size + regrouped.size + Object.keys(session).length === 0;
}

const keyOf = ({ participant, client }: Pick<ClientResults, 'participant' | 'client'>): string => `${participant} ${client}`;
