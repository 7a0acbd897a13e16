import type { DebateId } from '../../../rules/ids.ts';
import { debatesOn } from './board-screen.ts';
import { part } from './board-words.ts';

export interface OthersMarks {
  /** Looks at the page that has just come: a debate with a version nobody here made was changed by somebody else. */
  readonly look: (isOwnPending: boolean) => void;
  /** A version that this board made. */
  readonly own: (debateId: DebateId, version: number) => void;
  readonly end: () => void;
}

const shownForMs = 6_000;

/** How a debate was last seen: a new version with the same people in the same seats is about its room. */
interface Known {
  readonly version: number;
  readonly seats: string;
}

function seatsIn(row: Element): string {
  const places = [...row.querySelectorAll<HTMLElement>('[data-place]')];
  return places
    .map((place) => [
      place.dataset['place'],
      ...[...place.querySelectorAll<HTMLElement>('[data-judge]')].map((one) => one.dataset['judge']),
    ])
    .join(' ');
}

/** Who moved somebody last, as the page says. */
function moverOn(root: Element): string {
  return root.querySelector<HTMLElement>('[data-mover]')?.dataset['mover'] || 'somebody else';
}

/** Marks for some seconds the debates that somebody else has changed. */
export function markOthers(root: HTMLElement): OthersMarks {
  const known = new Map<DebateId, Known>();
  const marked = new Map<DebateId, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const { id, version, row } of debatesOn(root)) known.set(id, { version, seats: seatsIn(row) });

  const paint = (): void => {
    const now = Date.now();
    for (const { id, row } of debatesOn(root)) {
      const isMarked = (marked.get(id) ?? 0) > now;
      row.classList.toggle('other', isMarked);
      const tag = row.querySelector('.r-who');
      if (isMarked && !tag) row.lastElementChild?.append(part('span', 'r-who', `changed by ${moverOn(root)}`));
      if (!isMarked) tag?.remove();
    }
  };
  return {
    look: (isOwnPending) => {
      for (const { id, version, row } of debatesOn(root)) {
        const before = known.get(id);
        if (isOwnPending && before !== undefined) continue; // whose it is will be known with the answer
        const seats = seatsIn(row);
        known.set(id, { version, seats });
        if (before !== undefined && version > before.version && seats !== before.seats) marked.set(id, Date.now() + shownForMs);
      }
      paint();
      clearTimeout(timer);
      if (marked.size > 0) timer = setTimeout(paint, shownForMs);
    },
    own: (debateId, version) => void known.set(debateId, { version, seats: known.get(debateId)?.seats ?? '' }),
    end: () => clearTimeout(timer),
  };
}
