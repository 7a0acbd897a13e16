import type { Permission } from '../permissions.ts';
import { undoableAct } from './acts.ts';
import { doOverlap, isAsLeft, isEmpty } from './round-diff.ts';
import type { RoundDiff, RoundState } from './round-diff.ts';

/** What an entry of the journal took back. */
export interface TakenBack {
  /** The number of the entry that was taken back. */
  readonly undoes: number;
  /** The verb at the bottom of it: of the act, also where taking it back was itself taken back. */
  readonly of: string;
  readonly turn: 'back' | 'again';
}

/** One act on a round, as the journal has it. */
export interface RoundEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly verb: string;
  /** What exactly, where the act says so. */
  readonly words: string | null;
  /** Null for acts that are no taking back. */
  readonly takenBack: TakenBack | null;
  readonly diff: RoundDiff;
}

/** How an act stands: it can be taken back; it was; something stands in the way; it is of another kind. */
export type Standing =
  | { readonly kind: 'open'; readonly needs: Permission }
  | { readonly kind: 'undone'; readonly by: RoundEntry }
  | { readonly kind: 'blocked'; readonly why: string }
  | { readonly kind: 'final'; readonly why: string };

export interface HistoryLine {
  readonly entry: RoundEntry;
  /** "gave out the rooms" */
  readonly words: string;
  readonly standing: Standing;
}

/** The acts on a round, the newest first as they come, with what can be done about each while the round is as it is now. */
export function historyLines(entries: readonly RoundEntry[], now: RoundState): HistoryLine[] {
  const undoneBy = new Map<number, RoundEntry>();
  const standing: RoundEntry[] = [];
  return entries.map((entry) => {
    const by = undoneBy.get(entry.seq);
    const blocker = standing.find((later) => doOverlap(later.diff, entry.diff));
    if (by === undefined) standing.push(entry);
    if (by === undefined && entry.takenBack) undoneBy.set(entry.takenBack.undoes, entry);
    return { entry, words: wordsOf(entry), standing: by ? { kind: 'undone', by } : standingOf(entry, { now, blocker }) };
  });
}

interface Around {
  readonly now: RoundState;
  /** The newest act that changed the same. */
  readonly blocker: RoundEntry | undefined;
}

function standingOf(entry: RoundEntry, { now, blocker }: Around): Standing {
  const act = undoableAct(entry.takenBack?.of ?? entry.verb);
  if (act === null) return { kind: 'final', why: 'Not undone from here.' };
  if (isEmpty(entry.diff)) return { kind: 'final', why: 'It changed nothing that can be taken back.' };
  if (isAsLeft(entry.diff, now)) return { kind: 'open', needs: entry.takenBack?.turn === 'back' ? act.again : act.back };
  const since = blocker
    ? `${blocker.actor} ${wordsOf(blocker)} since then: take that back first.`
    : 'It was changed since then on another page.';
  return { kind: 'blocked', why: since };
}

function wordsOf({ verb, words, takenBack }: RoundEntry): string {
  if (takenBack !== null) {
    const of = undoableAct(takenBack.of)?.words ?? takenBack.of.replaceAll('_', ' ');
    return takenBack.turn === 'back' ? `took back “${of}”` : `did again “${of}”`;
  }
  const said = undoableAct(verb)?.words ?? verb.replaceAll('_', ' ');
  return words === null ? said : `${said}: ${words}`;
}

/** Spectators see the difference: something of the round is published or withdrawn, or its draw is public. */
export function isPublicChange(diff: RoundDiff, isDrawPublic: boolean): boolean {
  return doesPublish(diff) || (isDrawPublic && Object.keys(diff).some((part) => part !== 'here' && part !== 'weights' && part !== 'kept'));
}

/** What is published or withdrawn by it takes a deliberate press. */
export function doesPublish({ round = {} }: RoundDiff): boolean {
  return Object.entries(round).some(([key, statuses]) => key !== 'draw_status' || statuses.includes('R'));
}
