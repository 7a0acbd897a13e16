import { WrongInput } from '../errors.ts';
import type { SetCategory, SetRound, TournamentSet } from '../rules/csv-set/set.ts';
import { fitsRoomsOfFour } from '../rules/setup/break-size.ts';

interface Plan {
  readonly preliminary: number;
  readonly categories: readonly SetCategory[];
  readonly teamsInDebate: number;
}

/** The rounds of a tournament made without a file of them (requirements §1.1): preliminary rounds, then the break rounds of each category. */
export function plannedRounds({ preliminary, categories, teamsInDebate }: Plan): SetRound[] {
  const rounds = Array.from({ length: preliminary }, (_round, index): Omit<SetRound, 'seq'> => ({
    name: `Round ${index + 1}`,
    abbreviation: `R${index + 1}`,
    stage: 'P',
    drawType: index === 0 ? 'R' : 'P',
    isSilent: index + 1 > (2 * preliminary) / 3,
    feedbackWeight: Math.min(0.1 * index, 0.5),
    category: null,
    weight: 1,
  }));
  const eliminations = categories.flatMap((category, index) => breakRounds(category, { isFirst: index === 0, teamsInDebate }));
  return [...rounds, ...eliminations].map((round, index) => ({ ...round, seq: index + 1 }));
}

/** Counted from the final. */
const breakNames = [
  ['Grand Final', 'GF'],
  ['Semifinals', 'SF'],
  ['Quarterfinals', 'QF'],
  ['Octofinals', 'OF'],
  ['Double-Octofinals', 'DOF'],
  ['Triple-Octofinals', 'TOF'],
] as const;

function breakRounds(
  category: SetCategory,
  { isFirst, teamsInDebate }: { isFirst: boolean; teamsInDebate: number },
): Omit<SetRound, 'seq'>[] {
  const count = Math.ceil(Math.log2(teamsInDebate === 4 ? category.breakSize / 2 : category.breakSize));
  return Array.from({ length: count }, (_round, index): Omit<SetRound, 'seq'> => {
    const [name, abbreviation] = breakNames[count - 1 - index] ?? ['Unknown break round', 'UBR'];
    return {
      name: isFirst ? name : `${category.name} ${name}`,
      abbreviation: isFirst ? abbreviation : `${category.name.slice(0, 1)}${abbreviation}`,
      stage: 'E',
      drawType: 'E',
      isSilent: true,
      feedbackWeight: 0.5,
      category: category.slug,
      weight: 1,
    };
  });
}

const mostRounds = 20;
const mostBreaking = 512;

/** What a tournament starts with that has no files yet: its rounds and one break for all, as somebody says them in two numbers. */
export function plannedSet({ preliminary, breakSize, teamsInDebate }: Numbers): TournamentSet {
  if (!isWhole(preliminary, 1, mostRounds)) throw new WrongInput(`A tournament has 1 to ${mostRounds} preliminary rounds.`);
  const categories = breakSize === 0 ? [] : [openBreak(breakSize, teamsInDebate)];
  return {
    institutions: [],
    categories,
    teams: [],
    adjudicators: [],
    venues: [],
    motions: [],
    rounds: plannedRounds({ preliminary, categories, teamsInDebate }),
    conflicts: { adjudicatorTeam: [], adjudicatorInstitution: [], adjudicatorAdjudicator: [], teamInstitution: [] },
  };
}

interface Numbers {
  readonly preliminary: number;
  /** 0: nobody breaks. */
  readonly breakSize: number;
  readonly teamsInDebate: number;
}

function openBreak(breakSize: number, teamsInDebate: number): SetCategory {
  if (!isWhole(breakSize, 2, mostBreaking)) throw new WrongInput(`2 to ${mostBreaking} teams can break; 0 for none.`);
  if (teamsInDebate === 4 && !fitsRoomsOfFour(breakSize))
    throw new WrongInput(`${breakSize} teams cannot break in rooms of four.`, 'Choose 4, 8, 16 … or 6, 12, 24 …');
  return { name: 'Open', slug: 'open', seq: 1, breakSize, isGeneral: true, priority: 0, rule: 'standard' };
}

const isWhole = (value: number, min: number, max: number): boolean => Number.isInteger(value) && value >= min && value <= max;
