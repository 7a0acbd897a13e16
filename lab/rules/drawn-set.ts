import { unreachable } from '#kit/errors/invariant.ts';
import type { FieldSet } from '../game/field-set.ts';
import type { Scalar } from '../game/fields.ts';
import type { Chance } from './random-value.ts';

/** Answers to the fields of a set that hold together, drawn by chance; questions of comprehension are answered rightly. */
export function drawnSet(set: FieldSet, chance: Chance): Readonly<Record<string, Scalar>> {
  const { names } = set;
  const count = (below: number): number => Math.floor(chance() * below);
  switch (set.kind) {
    case 'comprehension':
      return set.right;
    case 'rank':
      return valuesOf(
        names.map((_, at) => names.length - at).toSorted(() => chance() - 0.5),
        names,
      );
    case 'allocate': {
      const cuts = [0, ...names.slice(1).map(() => count(set.total + 1)), set.total].toSorted((a, b) => a - b);
      return valuesOf(
        names.map((_, at) => (cuts[at + 1] ?? 0) - (cuts[at] ?? 0)),
        names,
      );
    }
    case 'priceList': {
      const from = count(names.length + 1);
      return valuesOf(
        names.map((_, at) => (at < from ? 'left' : 'right')),
        names,
      );
    }
    default:
      return unreachable(set);
  }
}

function valuesOf(values: readonly Scalar[], names: readonly string[]): Record<string, Scalar> {
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0]));
}
