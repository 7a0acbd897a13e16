import type { Settings } from './settings.ts';

/** What a side of a debate is called. */
export interface SideName {
  /** Fits on a chip: `OG`, `Aff`. */
  readonly short: string;
  readonly long: string;
  /** Government and its like are solid, opposition outlined. */
  readonly isOpposing: boolean;
}

const positions: readonly SideName[] = [
  { short: 'OG', long: 'Opening Government', isOpposing: false },
  { short: 'OO', long: 'Opening Opposition', isOpposing: true },
  { short: 'CG', long: 'Closing Government', isOpposing: false },
  { short: 'CO', long: 'Closing Opposition', isOpposing: true },
];

const pairs: Record<Settings['side_names'], readonly [short: string, long: string][]> = {
  'aff-neg': [
    ['Aff', 'Affirmative'],
    ['Neg', 'Negative'],
  ],
  'gov-opp': [
    ['Gov', 'Government'],
    ['Opp', 'Opposition'],
  ],
  'prop-opp': [
    ['Prop', 'Proposition'],
    ['Opp', 'Opposition'],
  ],
  'pro-con': [
    ['Pro', 'Pro'],
    ['Con', 'Con'],
  ],
  'appellant-respondent': [
    ['App', 'Appellant'],
    ['Resp', 'Respondent'],
  ],
  '1-2': [
    ['1', 'Side 1'],
    ['2', 'Side 2'],
  ],
};

/** What stands for a side while the coin has not been tossed. */
export const openSide: SideName = { short: '?', long: 'Side not set yet', isOpposing: true };

/** The name of a side in a debate of so many teams; a team that sits out has none of them. */
export function sideName(side: number, teams: number, names: Settings['side_names']): SideName {
  const position = teams === 4 ? positions[side] : undefined;
  if (position !== undefined) return position;
  const [short, long] = (teams === 2 ? pairs[names][side] : undefined) ?? numbered(side);
  return { short, long, isOpposing: side % 2 === 1 };
}

function numbered(side: number): [string, string] {
  return side < 0 ? ['Bye', 'Sits out'] : [String(side + 1), `Side ${side + 1}`];
}
