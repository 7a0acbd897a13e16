/** One line of a benchmark's output (design.md §7). */
export interface BenchRow {
  readonly bench: string;
  readonly case: string;
  /** Medians of interleaved runs. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly peer: string;
  readonly peerValue: number;
  readonly peerMin: number;
  readonly peerMax: number;
  /** More is better: ours ÷ peer for throughput, peer ÷ ours for time. */
  readonly ratio: number;
  readonly runs: number;
  /** An issue sets a floor for this row. */
  readonly headline: boolean;
}

/** One line without a peer in the same run; what a peer reached on such a machine in an earlier run may stand beside it. */
export interface LoneRow extends Pick<BenchRow, 'bench' | 'case' | 'value' | 'min' | 'max' | 'unit' | 'runs' | 'headline'> {
  readonly measuredEarlier?: string;
}

/** What a question's file exports as `bench`. */
export type Bench = (print: (row: BenchRow | LoneRow) => void) => Promise<void>;

/** A peer that is not to be had on this machine: its rows are left out, and why is said on standard error. */
export class PeerMissing extends Error {
  override readonly name = 'PeerMissing';
}

export type RowFacts = Pick<BenchRow, 'bench' | 'case' | 'unit' | 'peer' | 'headline'> & { readonly better: 'more' | 'less' };

/** The row of two series that were measured in turn, one of ours after one of the peer's. */
export function rowOf({ better, ...facts }: RowFacts, ours: readonly number[], theirs: readonly number[]): BenchRow {
  const [mine, peer] = [spread(ours), spread(theirs)];
  const ratio = better === 'more' ? mine.median / peer.median : peer.median / mine.median;
  return {
    bench: facts.bench,
    case: facts.case,
    value: rounded(mine.median),
    min: rounded(mine.min),
    max: rounded(mine.max),
    unit: facts.unit,
    peer: facts.peer,
    peerValue: rounded(peer.median),
    peerMin: rounded(peer.min),
    peerMax: rounded(peer.max),
    ratio: rounded(ratio),
    runs: ours.length,
    headline: facts.headline,
  };
}

/** The row of a series that was measured alone. */
export function loneRow(
  facts: Pick<LoneRow, 'bench' | 'case' | 'unit' | 'headline' | 'measuredEarlier'>,
  series: readonly number[],
): LoneRow {
  const { median, min, max } = spread(series);
  return { ...facts, value: rounded(median), min: rounded(min), max: rounded(max), runs: series.length };
}

function spread(series: readonly number[]): { median: number; min: number; max: number } {
  const sorted = series.toSorted((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return { median: (low + high) / 2, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/** Three significant digits are more than these measurements have. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
