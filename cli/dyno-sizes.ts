import { UsageFault } from './parse.ts';

/** Memory of Heroku's dyno sizes in MB, old names and new (devcenter.heroku.com/articles/dyno-sizes). */
const sizes: Readonly<Record<string, number>> = {
  free: 512,
  eco: 512,
  hobby: 512,
  basic: 512,
  'standard-1x': 512,
  'standard-2x': 1024,
  'performance-m': 2560,
  'performance-l': 14_336,
  'performance-l-ram': 30_720,
  'performance-xl': 63_488,
  'performance-2xl': 129_024,
};

/** `Standard-1X`; a size that nobody has a name for is its memory. */
export function sizeName(mb: number): string {
  const [name] = Object.entries(sizes).find(([each, size]) => each.startsWith('standard') && size === mb) ?? [];
  return name === undefined ? `${mb} MB` : `Standard-${name.slice('standard-'.length).toUpperCase()}`;
}

/** Throws a UsageFault that quotes a name that is none. */
export function sizeMb(name: string): number {
  const mb = sizes[name.toLowerCase()];
  if (mb === undefined) throw new UsageFault(`There is no dyno size "${name}".`, `There are ${Object.keys(sizes).join(', ')}.`);
  return mb;
}
