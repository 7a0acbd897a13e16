import { WrongInput } from '../errors.ts';
import { formatPresetNames, formatPresets } from '../rules/presets/formats.ts';
import { threeBreaks } from '../tournaments/demo.ts';
import type { MadeUp } from '../tournaments/made-up-set.ts';

/** People, rooms and breaks that fit so many teams; a fault when the format cannot be played by them. */
export function sizeFor(wish: { readonly format: string; readonly teams: number; readonly rounds: number }): MadeUp {
  const { teams, rounds } = wish;
  const format = formatPresetNames.find((one) => one === wish.format);
  if (format === undefined) throw new WrongInput(`There is no format "${wish.format}"; there are ${formatPresetNames.join(', ')}.`);
  const settings: Readonly<Record<string, unknown>> = formatPresets[format].settings;
  const inRoom = Number(settings['debate_rules.teams_in_debate'] ?? 2);
  if (teams < inRoom * 2 || teams > 400 || teams % inRoom !== 0)
    throw new WrongInput(
      `${teams} teams cannot be put into rooms of ${inRoom}.`,
      `Take a multiple of ${inRoom} from ${inRoom * 2} to 400.`,
    );
  const debates = teams / inRoom;
  return {
    format,
    teams,
    rounds,
    adjudicators: Math.min(debates * 4, 400),
    rooms: debates + Math.ceil(debates / 10),
    breaks: teams >= 200 && inRoom === 4 ? threeBreaks : [{ name: 'Open', size: breakSizeOf(teams, inRoom), eligibleOfTen: 10 }],
  };
}

/** About a third of the teams, in a number that elimination takes. */
function breakSizeOf(teams: number, inRoom: number): number {
  let size = inRoom;
  while (size * 2 <= Math.max(teams / 3, inRoom)) size *= 2;
  return size;
}
