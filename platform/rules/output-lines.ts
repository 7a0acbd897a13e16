/** What can be passed on of a piece of output, and how many of its bytes that is. */
export interface OutputLines {
  readonly lines: readonly OutputLine[];
  readonly bytes: number;
}

export interface OutputLine {
  readonly text: string;
  /** Bytes from the piece's beginning to the line's end. */
  readonly end: number;
}

export interface Cutting {
  readonly longest: number;
  /** At most this many lines are taken. */
  readonly most: number;
  readonly flush: boolean;
}

const newline = 10;
const carriageReturn = 13;

/**
 * Cuts a piece of output into lines. A line longer than `longest` bytes becomes several, never within a character; invalid UTF-8 is
 * replaced. What follows the last line end stays for later, unless `flush` says that it has waited long enough.
 */
export function outputLines(piece: Buffer, options: Cutting): OutputLines {
  const lines: OutputLine[] = [];
  let start = 0;
  while (start < piece.length && lines.length < options.most) {
    const cut = nextCut(piece, start, options);
    if (cut === null) break;
    lines.push({ text: piece.toString('utf8', start, cut.textEnd), end: cut.next });
    start = cut.next;
  }
  return { lines, bytes: start };
}

interface Cut {
  readonly textEnd: number;
  readonly next: number;
}

function nextCut(piece: Buffer, start: number, options: Cutting): Cut | null {
  const found = piece.indexOf(newline, start);
  const end = found === -1 ? piece.length : found;
  if (end - start > options.longest) {
    const at = characterStart(piece, start, start + options.longest);
    return { textEnd: at, next: at };
  }
  if (found === -1) return options.flush ? { textEnd: end, next: end } : null;
  const textEnd = end > start && piece[end - 1] === carriageReturn ? end - 1 : end;
  return { textEnd, next: end + 1 };
}

/** The nearest place at or before `at` where a UTF-8 character begins; `at` itself when there is none close by. */
function characterStart(piece: Buffer, start: number, at: number): number {
  for (let i = at; i > Math.max(start, at - 4); i -= 1) if (((piece[i] ?? 0) & 0xc0) !== 0x80) return i;
  return at;
}

/** When output reached a size, as far as anybody looked. Ascending. */
export interface OutputMark {
  readonly size: number;
  readonly atMs: number;
}

/** When the line that ends at this byte had been written at the latest; `nowMs` when nobody had looked since. */
export function lineTime(marks: readonly OutputMark[], end: number, nowMs: number): number {
  return marks.find((mark) => mark.size >= end)?.atMs ?? nowMs;
}
