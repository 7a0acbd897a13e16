import type { SeatView } from './monitor.ts';

/** By what a list of participants can be sorted. */
export const sortKeys = ['number', 'label', 'progress', 'waiting', 'treatment', 'since'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What is shown of a list of participants, and in which order. */
export interface ListWish {
  readonly sort: SortKey;
  readonly isDescending: boolean;
  /** Only those of this status; null: all. */
  readonly status: string | null;
}

/** The seats that are wanted. Who is equal stays in the order of the numbers. */
export function listed(seats: readonly SeatView[], { sort, isDescending, status }: ListWish): SeatView[] {
  const order = isDescending ? -1 : 1;
  return seats
    .filter((seat) => status === null || seat.status === status)
    .sort((a, b) => order * compare[sort](a, b) || a.number - b.number);
}

const compare: Readonly<Record<SortKey, (a: SeatView, b: SeatView) => number>> = {
  number: (a, b) => a.number - b.number,
  label: (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
  progress: (a, b) => a.place - b.place,
  waiting: (a, b) => Number(b.state === 'wait') - Number(a.state === 'wait') || a.words.localeCompare(b.words, 'en'),
  treatment: (a, b) => (a.treatment ?? '').localeCompare(b.treatment ?? '', 'en', { numeric: true }),
  since: (a, b) => (b.sinceMs ?? -1) - (a.sinceMs ?? -1),
};

/** Every status there is, in the order of the alphabet; the blank one is none. */
export function statusesOf(seats: readonly SeatView[]): string[] {
  return [...new Set(seats.map((seat) => seat.status))].filter((status) => status !== '').sort();
}
