import type { DropTarget, PanelSeat, SeatChange, Seating } from '../../../rules/allocation/seating.ts';
import type { PanelPlace } from '../../../rules/debate.ts';
import { readId } from '../../../rules/ids.ts';
import type { DebateId, PersonId } from '../../../rules/ids.ts';

/** What can be picked, or where somebody can be let go: chips and empty slots. */
export const stopSelector = '[data-judge], [data-slot], [data-grip]';

/** Who sits where, as the page shows it. */
export function seatingOn(root: Element): Seating {
  const seats = [...root.querySelectorAll<HTMLElement>('[data-board] [data-judge]')].flatMap((chip): [PersonId, PanelSeat][] => {
    const [id, seat] = [judgeIn(chip), seatAt(chip)];
    return id === null || seat === null ? [] : [[id, seat]];
  });
  return new Map(seats);
}

/** The adjudicator of the chip that this is or stands in. */
export function judgeIn(element: Element): PersonId | null {
  return readId<PersonId>(element.closest<HTMLElement>('[data-judge]')?.dataset['judge']);
}

function seatAt(element: Element): PanelSeat | null {
  const zone = element.closest('td')?.querySelector<HTMLElement>(':scope > [data-place]');
  const place = placeNamed(zone?.dataset['place']);
  const debateId = debateIn(element);
  return place === null || debateId === null ? null : { debateId, place };
}

function placeNamed(name: string | undefined): PanelPlace | null {
  return name === 'C' || name === 'P' || name === 'T' ? name : null;
}

/** The debate of the row that this stands in. */
export function debateIn(element: Element): DebateId | null {
  return readId<DebateId>(element.closest('tr')?.querySelector<HTMLElement>('[data-debate]')?.dataset['debate']);
}

/** Where letting somebody go over this would put them. */
export function targetAt(element: Element | null): DropTarget | null {
  if (element === null) return null;
  const adjudicatorId = judgeIn(element);
  if (adjudicatorId !== null) return { kind: 'adjudicator', adjudicatorId };
  const seat = seatAt(element);
  if (seat !== null) return { kind: 'seat', seat };
  return element.closest('.r-shelf') === null ? null : { kind: 'free' };
}

/** The debate whose whole panel this takes in hand; null for anything else. */
export function gripIn(element: Element): DebateId | null {
  return readId<DebateId>(element.closest<HTMLElement>('[data-grip]')?.dataset['grip']);
}

/** What a row says of its debate. */
export interface DebateMark {
  readonly id: DebateId;
  readonly name: string;
  readonly version: number;
  readonly importance: number;
  readonly row: HTMLElement;
}

/** Every debate in the order of the page. */
export function debatesOn(root: Element): DebateMark[] {
  return [...root.querySelectorAll<HTMLElement>('[data-debate]')].flatMap((mark) => {
    const [id, row] = [readId<DebateId>(mark.dataset['debate']), mark.closest('tr')];
    if (id === null || row === null) return [];
    const { name = '', version, importance } = mark.dataset;
    return [{ id, name, version: Number(version), importance: Number(importance), row }];
  });
}

/** What people call the debate's room. */
export function roomOf(root: Element, id: DebateId): string {
  return root.querySelector<HTMLElement>(`[data-debate="${id}"]`)?.dataset['name'] ?? '';
}

/** The debate's row now knows this version. */
export function showVersion(root: Element, debateId: DebateId, version: number): void {
  const mark = root.querySelector<HTMLElement>(`[data-debate="${debateId}"]`);
  if (mark && Number(mark.dataset['version']) < version) mark.dataset['version'] = String(version);
}

/** Somebody's chip. */
export function chipOf(root: Element, id: PersonId): HTMLElement | null {
  return root.querySelector(`[data-judge="${id}"]`);
}

/** Somebody's name. */
export function nameOf(root: Element, id: PersonId): string {
  return chipOf(root, id)?.dataset['name'] ?? 'Somebody';
}

/** Puts the chips where the changes say, until the server's own page comes. */
export function showChanges(root: Element, changes: readonly SeatChange[]): void {
  const moves = changes.map(({ adjudicatorId, to }) => ({ chip: chipOf(root, adjudicatorId), to }));
  for (const { chip } of moves) (chip?.closest('li') ?? chip)?.remove();
  for (const { chip, to } of moves) if (chip !== null) putChip(root, chip, to);
}

function putChip(root: Element, chip: HTMLElement, to: PanelSeat | null): void {
  if (to === null) root.querySelector('[data-free]')?.prepend(listItem(chip));
  else zoneOf(root, to)?.querySelector('[data-slot]')?.before(chip);
}

function listItem(chip: HTMLElement): HTMLElement {
  const item = document.createElement('li');
  item.dataset['key'] = `free-${chip.dataset['judge']}`;
  item.append(chip);
  return item;
}

/** The cell's part that holds a kind of seats. */
export function zoneOf(root: Element, { debateId, place }: PanelSeat): HTMLElement | null {
  const row = root.querySelector(`[data-debate="${debateId}"]`)?.closest('tr');
  return row?.querySelector(`[data-place="${place}"]`) ?? null;
}
