import type { HtmlValue } from '#kit/html/html.ts';
import type { TableColumn } from '#kit/html/table.ts';
import type { TeamId } from '../../rules/ids.ts';
import { publicStandingsRounds } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import type { StoredDebate, StoredField } from '../../store/standings.ts';
import { metricTitle } from './metric-titles.ts';
import { outcomeWord } from './results.ts';
import type { Site } from './site.ts';
import { againstCell } from './views/tables.ts';

/** The rounds that count for the public, and how the page says so. */
export function countedRounds(site: Site): { readonly rounds: readonly Round[]; readonly untilRound: number; readonly say: string } {
  const rounds = publicStandingsRounds(site);
  const last = rounds.at(-1);
  return { rounds, untilRound: last?.seq ?? 0, say: last === undefined ? 'No round is over yet.' : `After ${last.name}.` };
}

export function teamNames({ names }: Site, field: StoredField): ReadonlyMap<TeamId, string> {
  return new Map(field.teams.map((team) => [team.id, names.team(team)]));
}

/** What a team took from each of the rounds: "2nd"; "won" with against whom, where there are two in a debate. */
export function resultCells(site: Site, field: StoredField, rounds: readonly Round[]): (team: TeamId) => HtmlValue[] {
  const names = teamNames(site, field);
  const cells = new Map(rounds.map(({ seq }) => [seq, new Map<TeamId, HtmlValue>()]));
  for (const debate of field.debates) {
    const ofRound = debate.isConfirmed ? cells.get(debate.round) : undefined;
    if (ofRound !== undefined) for (const mine of debate.teams) ofRound.set(mine.team, cellOf(debate, { mine, names, site }));
  }
  const columns = [...cells.values()];
  return (team) => columns.map((column) => column.get(team) ?? '–');
}

interface Own {
  readonly mine: StoredDebate['teams'][number];
  readonly names: ReadonlyMap<TeamId, string>;
  readonly site: Site;
}

function cellOf({ teams }: StoredDebate, { mine, names, site }: Own): HtmlValue {
  if (mine.side < 0) return 'bye';
  const word = outcomeWord(mine, { teams: site.settings.teams_in_debate, isElimination: false });
  if (teams.length !== 2) return word;
  const other = teams.find((one) => one !== mine);
  return other === undefined ? word : againstCell(word, names.get(other.team) ?? '');
}

export function roundColumns(rounds: readonly Round[]): TableColumn[] {
  return rounds.map(({ abbreviation }) => ({ label: abbreviation }));
}

export function figureColumns(names: readonly string[]): TableColumn[] {
  return names.map((name) => ({ label: metricTitle(name), numeric: true }));
}

export function rankWord({ rank, isTied }: { readonly rank: number | null; readonly isTied: boolean }): string {
  return rank === null ? '–' : `${rank}${isTied ? '=' : ''}`;
}

/** Writes figures so that those of a column can be compared: where one has a fraction, all have two decimals. */
export function figuresOf(
  rows: readonly { readonly values: readonly (number | null)[] }[],
): (values: readonly (number | null)[]) => string[] {
  const whole = new Map<number, boolean>();
  const isWhole = (column: number): boolean => {
    const known = whole.get(column) ?? rows.every(({ values }) => Number.isInteger(values[column] ?? 0));
    whole.set(column, known);
    return known;
  };
  return (values) => values.map((value, column) => (value === null ? '–' : isWhole(column) ? String(value) : value.toFixed(2)));
}

/** Whole numbers as they are, others with two decimals. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
