import { stopSelector } from './board-screen.ts';

/** The chip or slot that an arrow leads to from this one; the same where there is no further. */
export function stepFrom(root: HTMLElement, from: HTMLElement, key: string): HTMLElement {
  return from.closest('.r-shelf') ? stepOnShelf(root, from, key) : stepOnBoard(root, from, key);
}

function stepOnBoard(root: HTMLElement, from: HTMLElement, key: string): HTMLElement {
  const row = from.closest('tr');
  if (row === null) return from;
  const stops = stopsIn(row);
  const at = stops.indexOf(from);
  if (key === 'ArrowLeft') return stops[at - 1] ?? from;
  if (key === 'ArrowRight') return stops[at + 1] ?? stopsIn(root.querySelector('.r-shelf'))[0] ?? from;
  const next = shownFrom(row, key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling');
  return next === null ? from : sameColumn(next, from);
}

/** The next row that is not filtered away. */
function shownFrom(row: Element, way: 'nextElementSibling' | 'previousElementSibling'): Element | null {
  let next = row[way];
  while (next instanceof HTMLElement && next.hidden) next = next[way];
  return next;
}

/** The stop in the other row that stands in the same kind of seat, as far along as this one. */
function sameColumn(row: Element, from: HTMLElement): HTMLElement {
  if (from.matches('[data-grip]')) return row.querySelector<HTMLElement>('[data-grip]') ?? from;
  const zone = from.closest<HTMLElement>('[data-place]');
  const along = zone === null ? 0 : stopsIn(zone).indexOf(from);
  const others = stopsIn(row.querySelector(`[data-place="${zone?.dataset['place'] ?? 'C'}"]`));
  return others[along] ?? others.at(-1) ?? from;
}

function stepOnShelf(root: HTMLElement, from: HTMLElement, key: string): HTMLElement {
  if (key === 'ArrowLeft') return firstNeeding(root) ?? from;
  const stops = stopsIn(root.querySelector('.r-shelf'));
  return stops[stops.indexOf(from) + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0)] ?? from;
}

/** The first empty chair, else the first seat. */
export function firstNeeding(root: HTMLElement): HTMLElement | null {
  const stops = stopsIn(root.querySelector('[data-board]'));
  return stops.find((stop) => stop.matches('[data-slot].need')) ?? stops.find((stop) => !stop.matches('[data-grip]')) ?? null;
}

function stopsIn(part: Element | null): HTMLElement[] {
  return [...(part?.querySelectorAll<HTMLElement>(stopSelector) ?? [])].filter((stop) => stop.checkVisibility());
}
