/** A place on the screen. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}

export interface Ghost {
  /** Lifts a copy of the chip, which follows the pointer until it is put down. */
  readonly lift: (chip: HTMLElement) => void;
  readonly isUp: () => boolean;
  readonly moveTo: (place: ScreenPlace) => void;
  /** What lies below. */
  readonly below: () => Element | null;
  readonly putDown: () => void;
}

const edgePx = 56;

/** The copy of a chip under the pointer, drawn once a frame; near an edge the page scrolls on. */
export function createGhost(root: HTMLElement, over: (element: Element | null) => void): Ghost {
  let copy: HTMLElement | null = null;
  let at: ScreenPlace = { x: 0, y: 0 };
  let frame = 0;
  const below = (): Element | null => document.elementFromPoint(at.x, at.y);
  const draw = (): void => {
    if (copy === null) return;
    copy.style.transform = `translate(${at.x + 8}px, ${at.y + 8}px)`;
    scrollAtEdge(root, at);
    over(below());
    frame = requestAnimationFrame(draw);
  };
  return {
    lift: (chip) => {
      copy = document.createElement('div');
      copy.className = 'r-ghost';
      copy.append(...[...chip.children].map((child) => child.cloneNode(true)));
      document.body.append(copy);
      draw();
    },
    isUp: () => copy !== null,
    moveTo: (place) => void (at = place),
    below,
    putDown: () => {
      cancelAnimationFrame(frame);
      copy?.remove();
      copy = null;
    },
  };
}

function scrollAtEdge(root: HTMLElement, { x, y }: ScreenPlace): void {
  const step = (place: number, length: number): number => (place < edgePx ? -12 : place > length - edgePx ? 12 : 0);
  const [across, down] = [step(x, innerWidth), step(y, innerHeight)];
  if (down !== 0) scrollBy(0, down);
  if (across !== 0) root.querySelector('.r-scroll')?.scrollBy(across, 0);
}
