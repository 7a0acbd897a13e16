/** What a dyno size gives: one table, in the words people know from Heroku (platform specification, CON-05). */
export interface DynoSize {
  /** `standard-1x` */
  readonly name: string;
  /** Beyond it R14 is told, beyond twice as much the dyno is ended (SUP-41). */
  readonly memoryMb: number;
}

const size = (name: string, memoryMb: number): DynoSize => ({ name, memoryMb });

export const dynoSizes: readonly DynoSize[] = [
  size('free', 512),
  size('eco', 512),
  size('basic', 512),
  size('hobby', 512),
  size('standard-1x', 512),
  size('standard-2x', 1024),
  size('performance-m', 2560),
  size('performance-l', 14_336),
  size('performance-l-ram', 30_720),
  size('performance-xl', 63_488),
  size('performance-2xl', 129_024),
];

/** Of a process type that nobody has given another size. */
export const defaultSize = size('standard-1x', 512);

const leastMb = 64;
const mostMb = 1_048_576;

/** The size of this name, in any case; `custom:128` is as large as it says, in MB. Null when there is none. */
export function findSize(name: string): DynoSize | null {
  const wanted = name.toLowerCase();
  const custom = Number(/^custom:(\d{1,7})$/.exec(wanted)?.[1]);
  if (custom >= leastMb && custom <= mostMb) return size(`custom:${custom}`, custom);
  return dynoSizes.find((each) => each.name === wanted) ?? null;
}

/** `Standard-1X`, as Heroku writes it. */
export function sizeTitle(name: string): string {
  return name
    .split('-')
    .map((part) => (/^\d?(x|xl)$/.test(part) ? part.toUpperCase() : part.slice(0, 1).toUpperCase() + part.slice(1)))
    .join('-');
}
