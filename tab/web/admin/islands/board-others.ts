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

/** Who moved somebody last, as the page says. */
function moverOn(root: Element): string {
  return root.querySelector<HTMLElement>('[data-mover]')?.dataset['mover'] || 'somebody else';
}

/** Marks for some seconds the debates that somebody else has changed. */
export function markOthers(root: HTMLElement): OthersMarks {
  const known = new Map<DebateId, number>();
  const marked = new Map<DebateId, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const { id, version } of debatesOn(root)) known.set(id, version);

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
      for (const { id, version } of debatesOn(root)) {
        const before = known.get(id);
        if (isOwnPending && before !== undefined) continue; // whose it is will be known with the answer
        known.set(id, version);
        if (before !== undefined && version > before) marked.set(id, Date.now() + shownForMs);
      }
      paint();
      clearTimeout(timer);
      if (marked.size > 0) timer = setTimeout(paint, shownForMs);
    },
    own: (debateId, version) => void known.set(debateId, version),
    end: () => clearTimeout(timer),
  };
}
