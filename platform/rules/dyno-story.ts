import { exitWords } from './exit-words.ts';
import type { AppEvent } from './resources.ts';

/** What of a dyno's state is told. */
export interface DynoMoment {
  readonly state: 'starting' | 'up' | 'stopping' | 'down' | 'crashed';
  readonly reason: string;
  readonly restarts: number;
  /** Of its newest end; null before the first, or when nobody saw it. */
  readonly exitStatus: number | null;
}

export interface DynoStory {
  /** Lines of the platform in the app's log, as Heroku words them (SUP-34). */
  readonly lines: readonly string[];
  /** A mark for charts, when the change is worth one. */
  readonly event: { readonly level: AppEvent['level']; readonly code: string | null; readonly text: string } | null;
}

const nothing: DynoStory = { lines: [], event: null };

/** What to tell of a dyno that was in the state `before` (null: not there yet) and is in the state `after`. */
export function dynoStory(before: DynoMoment | null, after: DynoMoment): DynoStory {
  if (before === null) return nothing;
  if (after.restarts > before.restarts && before.state !== 'crashed') return deathUnseen(before, after);
  if (before.state === after.state) return before.reason === after.reason ? nothing : told(coded(after.reason), after);
  return changeStory(before, after);
}

function changeStory(before: DynoMoment, after: DynoMoment): DynoStory {
  const change = `State changed from ${before.state} to ${after.state}`;
  switch (after.state) {
    case 'up':
      return { lines: [change], event: null };
    case 'starting':
      return { lines: [change, 'Restarting'], event: null };
    case 'stopping':
      return { lines: [...coded(after.reason), 'Stopping all processes with SIGTERM'], event: null };
    case 'crashed':
      return told([...coded(after.reason), ...uncoded(after.reason), change], after);
    case 'down':
      return { lines: [...coded(after.reason), ...uncoded(after.reason)], event: null };
    default:
      return nothing;
  }
}

/** It died and was started again while dynod was away, or faster than its news came: both changes at once. */
function deathUnseen(before: DynoMoment, after: DynoMoment): DynoStory {
  const crash: DynoMoment = { ...before, state: 'crashed', reason: exitWords(after.exitStatus) };
  const restart: DynoMoment = { ...after, state: 'starting', reason: 'Restarting' };
  const died = dynoStory(before, crash);
  return { ...died, lines: [died, dynoStory(crash, restart), dynoStory(restart, after)].flatMap(({ lines }) => lines) };
}

function told(lines: readonly string[], after: DynoMoment): DynoStory {
  if (lines.length === 0) return nothing;
  const code = codeIn(after.reason);
  return { lines, event: { level: after.state === 'crashed' ? 'critical' : 'warning', code, text: after.reason } };
}

const codeIn = (reason: string): string | null => /\b([RX]\d\d)\b/.exec(reason)?.[1] ?? null;

/** Memory is told as Heroku does: how much there is, then the code. */
const memory = /^(R1[45] \([^)]*\)): (mem=.*)$/;

function coded(reason: string): string[] {
  if (codeIn(reason) === null) return [];
  const [, code, amount] = memory.exec(reason) ?? [];
  return code === undefined ? [`Error ${reason}`] : [`Process running ${amount ?? ''}`, `Error ${code}`];
}

const uncoded = (reason: string): string[] => (codeIn(reason) === null && reason !== '' ? [reason] : []);
