/** When something became of one debate's ballot; milliseconds, null while it has not. */
export interface BallotTimes {
  readonly sentAt: number | null;
  readonly confirmedAt: number | null;
}

/** How a round's ballots have come in. */
export interface BallotProgress {
  /** Each time the number rose, oldest first. */
  readonly sent: readonly { readonly at: number; readonly count: number }[];
  readonly confirmed: readonly { readonly at: number; readonly count: number }[];
  /** When the last would be confirmed if the rest come as fast as those before; null while fewer than three are, and when all are. */
  readonly finishAt: number | null;
}

const fewest = 3;

/** The two curves of a round, and where the second leads. */
export function ballotProgress(debates: readonly BallotTimes[], now: number): BallotProgress {
  const sent = curve(debates.flatMap(({ sentAt }) => sentAt ?? []));
  const confirmed = curve(debates.flatMap(({ confirmedAt }) => confirmedAt ?? []));
  const [first] = sent;
  const done = confirmed.length;
  if (first === undefined || done < fewest || done === debates.length) return { sent, confirmed, finishAt: null };
  const msEach = (now - first.at) / done;
  return { sent, confirmed, finishAt: now + msEach * (debates.length - done) };
}

function curve(times: readonly number[]): { at: number; count: number }[] {
  return times.toSorted((a, b) => a - b).map((at, index) => ({ at, count: index + 1 }));
}
