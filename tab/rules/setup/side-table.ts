import type { Random } from '#kit/math/random.ts';
import type { RoundId, TeamId } from '../ids.ts';
import type { Round } from '../round.ts';
import type { SideName } from '../side-names.ts';

/** The side that a team has in a round before the round is drawn; null: none. */
export interface AllocatedSide {
  readonly roundId: RoundId;
  readonly teamId: TeamId;
  readonly side: number | null;
}

/** What a table of sides may speak of. */
export interface SidePlan {
  readonly rounds: readonly Pick<Round, 'id' | 'name' | 'abbreviation' | 'seq'>[];
  readonly teams: readonly { readonly id: TeamId; readonly name: string; readonly longName: string }[];
  readonly sides: readonly SideName[];
}

export type ReadSides =
  | { readonly ok: true; readonly sides: readonly AllocatedSide[] }
  | { readonly ok: false; readonly faults: readonly string[] };

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Reads a pasted table: a line a team, a column a round. A first line without a team's name names the rounds; else they are the rounds in order. An
 * empty cell says nothing. Every cell that cannot be read is named.
 */
export function readSideTable(text: string, plan: SidePlan): ReadSides {
  const lines = linesOf(text);
  const teams = new Map(plan.teams.flatMap(({ id, name, longName }) => [name, longName].map((one) => [plain(one), id] as const)));
  const head = headOf(lines, teams);
  const columns = head === null ? plan.rounds : head.map((cell) => roundCalled(cell, plan.rounds));
  const unknown = columns.flatMap((round, index) => (round === null ? [`“${head?.[index] ?? ''}” is no preliminary round.`] : []));
  const body = (head === null ? lines : lines.slice(1)).map((line) => ({ ...line, teamId: teams.get(plain(line.cells[0] ?? '')) }));
  const named = Map.groupBy(body, ({ teamId }) => teamId);
  const read = body.map((line) => {
    const isTwice = line.teamId !== undefined && named.get(line.teamId)?.[0] !== line;
    return isTwice ? faulty(`Line ${line.number}: “${line.cells[0]}” stands in the table twice.`) : readLine(line, columns, plan.sides);
  });
  const faults = [...unknown, ...read.flatMap((line) => line.faults)];
  const sides = read.flatMap((line) => line.sides);
  if (faults.length > 0) return { ok: false, faults };
  return sides.length > 0 ? { ok: true, sides } : { ok: false, faults: [nothing] };
}

const nothing = 'Nothing to read: write a line a team, its name first, then a side for each round.';

/** The rounds that the first line names; null where it speaks of a team. */
function headOf([first]: readonly Line[], teams: ReadonlyMap<string, TeamId>): readonly string[] | null {
  if (first === undefined || first.cells.length < 2 || teams.has(plain(first.cells[0] ?? ''))) return null;
  return first.cells.slice(1);
}

interface ReadLine {
  readonly sides: readonly AllocatedSide[];
  readonly faults: readonly string[];
}

const faulty = (sentence: string): ReadLine => ({ sides: [], faults: [sentence] });

function readLine(
  { number, cells, teamId }: Line & { readonly teamId: TeamId | undefined },
  columns: readonly (SidePlan['rounds'][number] | null)[],
  names: readonly SideName[],
): ReadLine {
  const said = cells.slice(1);
  if (teamId === undefined) return faulty(`Line ${number}: no team is called “${cells[0] ?? ''}”.`);
  if (said.length > columns.length) return faulty(`Line ${number} has ${said.length} sides, and there are ${columns.length} rounds.`);
  const read = said.flatMap((cell, column) => {
    const round = columns[column];
    return cell === '' || !round ? [] : [{ cell, roundId: round.id, teamId, side: sideCalled(cell, names) }];
  });
  const odd = read.filter(({ side }) => side === null);
  const wanted = `Write ${names.map(({ short }) => short).join(' or ')}.`;
  return {
    sides: read.map(({ roundId, side }) => ({ roundId, teamId, side })),
    faults: odd.map(({ cell }) => `Line ${number}: “${cell}” is no side. ${wanted}`),
  };
}

function linesOf(text: string): Line[] {
  const parted = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',';
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, cells: line.split(parted).map((cell) => cell.trim()) }));
  return lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

const plain = (words: string): string => words.trim().replaceAll(/\s+/g, ' ').toLowerCase();

function roundCalled(words: string, rounds: SidePlan['rounds']): SidePlan['rounds'][number] | null {
  const called = plain(words);
  return rounds.find(({ name, abbreviation, seq }) => [plain(name), plain(abbreviation), String(seq)].includes(called)) ?? null;
}

/** What people write for the two sides whatever they are called here. */
const everyday = [
  ['aff', 'affirmative', 'prop', 'proposition', 'gov', 'government', 'pro', 'a', 'p', 'g', '1'],
  ['neg', 'negative', 'opp', 'opposition', 'con', 'n', 'o', 'c', '2'],
];

function sideCalled(words: string, sides: readonly SideName[]): number | null {
  const called = plain(words);
  const own = sides.findIndex(({ short, long }) => plain(short) === called || plain(long) === called);
  const found = own >= 0 ? own : everyday.findIndex((names) => names.includes(called));
  return found >= 0 && found < sides.length ? found : null;
}

/** Half of the teams on each side in every round, by lot; each second round turns the one before round, so that nobody leads by more than one. */
export function spreadSides(teams: readonly TeamId[], rounds: readonly RoundId[], random: Random): AllocatedSide[] {
  let order: readonly TeamId[] = [];
  return rounds.flatMap((roundId, index) => {
    order = index % 2 === 0 ? random.shuffle(teams) : order.toReversed();
    return order.map((teamId, place) => ({ roundId, teamId, side: place < teams.length / 2 ? 0 : 1 }));
  });
}

/** How the teams that are here stand on the two sides. */
export interface SideCounts {
  readonly first: number;
  readonly second: number;
  readonly missing: number;
}

/** Why a round cannot be drawn with these sides, in words with the cure; null when it can. */
export function sideProblem({ first, second, missing }: SideCounts): string | null {
  if (missing > 0) return `${missing} ${missing === 1 ? 'team has' : 'teams have'} no side for this round; give each a side`;
  if (first !== second) return `${first} teams are on the first side and ${second} on the second; even them out`;
  return null;
}
