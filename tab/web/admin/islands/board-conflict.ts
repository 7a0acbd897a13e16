import type { DebateId } from '../../../rules/ids.ts';
import { debatesOn, zoneOf } from './board-screen.ts';
import { clockTime, part } from './board-words.ts';

interface Conflict {
  /** What was wanted: "Rita Ash from the free to B204 chair". */
  readonly wanted: string;
  readonly message: string;
  readonly debates: readonly DebateId[];
  readonly again: () => void;
}

/** Shows both sides of a refused move, what was wanted and how it is now, and lets whoever moved decide. */
export function showConflict(root: HTMLElement, { wanted, message, debates, again }: Conflict): void {
  const place = root.querySelector<HTMLElement>('[data-conflict]');
  if (place === null) return;
  const close = (): void => place.replaceChildren();
  const title = part('h2', '', message);
  title.tabIndex = -1;
  const mine = card('You wanted', part('p', '', wanted), button('Do it all the same', again, close));
  const theirs = card(`How it is since ${clockTime()}`, ...debates.map((id) => panelLine(root, id)), button('Leave it so', close));
  const box = part('section', 'r-banner late r-conflict', title, part('div', 'r-two', mine, theirs));
  box.setAttribute('role', 'alert');
  place.replaceChildren(box);
  title.focus();
}

function card(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return part('div', 'r-card', part('h3', '', title), ...content);
}

function button(label: string, ...acts: readonly (() => void)[]): HTMLElement {
  const made = part('button', 'btn btn-outline', label);
  made.setAttribute('type', 'button');
  for (const act of acts) made.addEventListener('click', act);
  return made;
}

function panelLine(root: HTMLElement, debateId: DebateId): HTMLElement {
  const names = (place: 'C' | 'P' | 'T'): string =>
    [...(zoneOf(root, { debateId, place })?.querySelectorAll<HTMLElement>('[data-judge]') ?? [])]
      .map((chip) => chip.dataset['name'] ?? '')
      .join(', ');
  const room = debatesOn(root).find(({ id }) => id === debateId)?.name ?? '';
  const parts = [`chair ${names('C') || 'nobody'}`, names('P') && `panel ${names('P')}`, names('T') && `trainee ${names('T')}`];
  return part('p', '', part('b', '', room), `: ${parts.filter((words) => words !== '').join('; ')}`);
}
