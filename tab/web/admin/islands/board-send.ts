import { attemptOf, waitBeforeMs } from '#kit/islands/resend.ts';
import type { SeatChange } from '../../../rules/allocation/seating.ts';
import type { DebateId } from '../../../rules/ids.ts';

export interface DebateVersion {
  readonly debateId: DebateId;
  readonly version: number;
}

export type Answer =
  | { readonly ok: true; readonly versions: readonly DebateVersion[] }
  | { readonly ok: false; readonly message: string; readonly isConflict: boolean };

export interface Sender {
  /** Sends the changes after all that went before; resolves when they are answered. */
  readonly send: (changes: readonly SeatChange[], seen: readonly DebateVersion[]) => Promise<Answer>;
  /** True while something has no answer yet. */
  readonly isBusy: () => boolean;
  readonly end: () => void;
}

interface SenderOptions {
  readonly url: string;
  readonly csrf: string;
  /** Hears what state the saving is in. */
  readonly say: (words: string) => void;
}

/** One request a move, one after the other, each sent until it is answered. */
export function createSender({ url, csrf, say }: SenderOptions): Sender {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const ended = new AbortController();
  // What this board has made of a version that it saw: its own moves are no conflict with its next.
  const made = new Map<string, number>();
  const key = ({ debateId, version }: DebateVersion): string => `${debateId}:${version}`;
  const latest = ({ debateId, version }: DebateVersion): DebateVersion => {
    let now = version;
    for (let next = made.get(key({ debateId, version: now })); next !== undefined && next !== now;) {
      now = next;
      next = made.get(key({ debateId, version: now }));
    }
    return { debateId, version: now };
  };

  const post = async (changes: readonly SeatChange[], seen: readonly DebateVersion[]): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      const now = seen.map(latest);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': csrf },
        body: JSON.stringify({ changes, seen: now }),
        signal: ended.signal,
      }).catch(() => null);
      ended.signal.throwIfAborted();
      if (answer && attemptOf(answer.status) === 'answered')
        return readAnswer(answer, now, (seenBefore, after) => made.set(key(seenBefore), after));
      say(`No connection, ${waiting} waiting`);
      await new Promise((resolve) => setTimeout(resolve, waitBeforeMs(attempt, Math.random())));
    }
  };

  return {
    send: (changes, seen) => {
      waiting += 1;
      say('Saving…');
      const answered = last.then(() => post(changes, seen)).finally(() => (waiting -= 1));
      last = answered.catch(() => {}); // the page was left
      return answered;
    },
    isBusy: () => waiting > 0,
    end: () => ended.abort(),
  };
}

async function readAnswer(
  answer: Response,
  seen: readonly DebateVersion[],
  remember: (seen: DebateVersion, after: number) => void,
): Promise<Answer> {
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  const body: AnswerBody = isJson ? await answer.json() : {};
  if (!answer.ok)
    return { ok: false, message: body.error?.message ?? 'You are signed out. Reload to go on.', isConflict: answer.status === 409 };
  const versions = body.versions ?? [];
  for (const one of seen) {
    const after = versions.find(({ debateId }) => debateId === one.debateId);
    if (after) remember(one, after.version);
  }
  return { ok: true, versions };
}

interface AnswerBody {
  readonly versions?: readonly DebateVersion[];
  readonly error?: { readonly message: string };
}
