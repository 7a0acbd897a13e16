import type { Choice, FieldSpec } from '../game/fields.ts';

/** From 0 to below 1. */
export type Chance = () => number;

/** A value that this field takes, drawn by chance; null when only the game can know one. */
export function randomValue(spec: FieldSpec, chance: Chance): string | number | boolean | null {
  if (spec.mustBeTrue) return true;
  if (spec.choices?.length) return pick(spec.choices, chance);
  return draws[spec.kind](spec, chance);
}

function pick(choices: readonly Choice[], chance: Chance): Choice['value'] | null {
  return choices[Math.floor(chance() * choices.length)]?.value ?? null;
}

const draws: Record<FieldSpec['kind'], (spec: FieldSpec, chance: Chance) => string | number | boolean | null> = {
  int: (spec, chance) => number(spec, chance, 0),
  float: (spec, chance) => number(spec, chance, 2),
  decimal: (spec, chance) => number(spec, chance, spec.places),
  money: (spec, chance) => number(spec, chance, 0),
  bool: (_, chance) => chance() < 0.5,
  text: (spec, chance) => `answer ${Math.floor(chance() * 1_000)}`.slice(0, spec.maxLength),
  choice: () => null,
  json: () => null,
};

/** Up to 100 above the lower bound where there is no upper one. */
function number({ min, max, step }: FieldSpec, chance: Chance, places: number): number {
  const least = min ?? 0;
  const most = max ?? least + 100;
  const each = step ?? 10 ** -places;
  const steps = Math.max(0, Math.floor((most - least) / each + 1e-9));
  return Number((least + Math.floor(chance() * (steps + 1)) * each).toFixed(Math.max(places, 6)));
}
