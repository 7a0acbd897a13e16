import type { Random } from '#kit/math/random.ts';
import type { Arrival, Think } from './plan-file.ts';

/** When somebody means to begin: milliseconds after the level's start. */
export interface Pass {
  /** From 0. */
  readonly person: number;
  readonly atMs: number;
}

export interface Crowd {
  readonly people: number;
  /** Of those who are expected; a stream of strangers grows with it. */
  readonly share: number;
  readonly warmUpMs: number;
  readonly holdMs: number;
}

/**
 * Every beginning of a level, in order, decided before it starts (REH-06): a slow app makes nobody come later. Null for a closed crowd,
 * in which each begins again when they are through.
 */
export function passes(arrival: Arrival, crowd: Crowd, random: Random): Pass[] | null {
  switch (arrival.mode) {
    case 'closed':
      return null;
    case 'every':
      return paced(crowd, arrival.seconds * 1_000, random);
    case 'open':
      return strangers(crowd, arrival.perSecond * crowd.share, random);
    case 'at once':
      return spread(crowd, { fromMs: crowd.warmUpMs, overMs: 0, share: 1 }, random);
    case 'over':
      return spread(crowd, { fromMs: crowd.warmUpMs, overMs: arrival.seconds * 1_000, share: 1 }, random);
    case 'marks':
      return arrival.marks
        .flatMap(({ at, within, share }) => spread(crowd, { fromMs: crowd.warmUpMs + at * 1_000, overMs: within * 1_000, share }, random))
        .toSorted(byTime);
    default:
      return arrival satisfies never;
  }
}

const byTime = (a: Pass, b: Pass): number => a.atMs - b.atMs;

/** Everybody once in each period, at a moment of the period that is theirs. */
function paced({ people, warmUpMs, holdMs }: Crowd, everyMs: number, random: Random): Pass[] {
  const order = random.shuffle(Array.from({ length: people }, (_, person) => person));
  const all = order.flatMap((person, at) => {
    const phase = ((at + random.next()) * everyMs) / people;
    const times = Math.max(0, Math.ceil((warmUpMs + holdMs - phase) / everyMs));
    return Array.from({ length: times }, (_, time) => ({ person, atMs: phase + time * everyMs }));
  });
  return all.toSorted(byTime);
}

/** Independent of each other: gaps are exponential. */
function strangers({ people, warmUpMs, holdMs }: Crowd, perSecond: number, random: Random): Pass[] {
  const all: Pass[] = [];
  for (let atMs = gapMs(perSecond, random); atMs < warmUpMs + holdMs; atMs += gapMs(perSecond, random))
    all.push({ person: all.length % people, atMs });
  return all;
}

const gapMs = (perSecond: number, random: Random): number => (-Math.log(1 - random.next()) * 1_000) / perSecond;

function spread(
  { people }: Crowd,
  { fromMs, overMs, share }: { readonly fromMs: number; readonly overMs: number; readonly share: number },
  random: Random,
): Pass[] {
  const order = random.shuffle(Array.from({ length: people }, (_, person) => person)).slice(0, Math.round(people * share));
  return order.map((person) => ({ person, atMs: fromMs + random.next() * overMs })).toSorted(byTime);
}

/** The 95 % point of the standard normal distribution. */
const z95 = 1.645;

/** Milliseconds that somebody looks at a page: log-normal by its median and its 95 %, never over four times that 95 %. */
export function thinkMs({ median, p95 }: Think, random: Random): number {
  if (median === 0) return 0;
  const sigma = Math.log(Math.max(p95, median) / median) / z95;
  return Math.min(4 * p95, median * Math.exp(sigma * normal(random))) * 1_000;
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
