/** A place on the screen. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}

export interface Ghost {
  /** Lifts a copy of the chip, which follows the pointer until it is put down. */
  readonly lift: (chip: HTMLElement) => void;
  readonly isUp: () => boolean;
  /** `on` is what the pointer says lies there; null where it cannot know, as a finger's never does. */
  readonly moveTo: (place: ScreenPlace, on: Element | null) => void;
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
  // Asking the page what lies at a point takes a large board a third of a frame, and the pointer's own event has asked already.
  let known: Element | null = null;
  const below = (): Element | null => (known?.isConnected ? known : (known = document.elementFromPoint(at.x, at.y)));
  const draw = (): void => {
    if (copy === null) return;
    copy.style.transform = `translate(${at.x + 8}px, ${at.y + 8}px)`;
    if (scrollAtEdge(root, at)) known = null;
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
    moveTo: (place, on) => void ([at, known] = [place, on]),
    below,
    putDown: () => {
      cancelAnimationFrame(frame);
      copy?.remove();
      copy = null;
    },
  };
}

/** True when something else may lie under the pointer now. */
function scrollAtEdge(root: HTMLElement, { x, y }: ScreenPlace): boolean {
  const step = (place: number, length: number): number => (place < edgePx ? -12 : place > length - edgePx ? 12 : 0);
  const [across, down] = [step(x, innerWidth), step(y, innerHeight)];
  if (down !== 0) scrollBy(0, down);
  if (across !== 0) root.querySelector('.r-scroll')?.scrollBy(across, 0);
  return down !== 0 || across !== 0;
}
