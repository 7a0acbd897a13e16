import { createGhost } from './board-ghost.ts';

/** What the pointer does with a chip. */
export interface PointerDrag {
  /** Of what can be taken in hand. */
  readonly chips: string;
  readonly pick: (chip: HTMLElement) => void;
  readonly over: (element: Element | null) => void;
  readonly drop: (element: Element | null) => void;
}

interface Press {
  readonly chip: HTMLElement;
  readonly x: number;
  readonly y: number;
  readonly isTouch: boolean;
}

const mouseSlopPx = 4;
const touchSlopPx = 10;
const holdMs = 250;

/**
 * Drags chips by mouse, pen and finger. A mouse drags at once; a finger must rest on the chip for a quarter of a second, so that the page can
 * still be scrolled. What is let go outside the board goes back. A press without a drag stays a click.
 */
export function dragByPointer(root: HTMLElement, { chips, pick, over, drop }: PointerDrag): () => void {
  const ghost = createGhost(root, over);
  let held: Press | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(timer);
    ghost.putDown();
    held = null;
  };
  const start = (): void => {
    if (held === null) return;
    pick(held.chip);
    ghost.lift(held.chip);
  };
  const press = (event: PointerEvent): void => {
    held = pressOf(event, chips);
    ghost.moveTo(event, onto(event));
    if (held?.isTouch) timer = setTimeout(start, holdMs);
  };
  const move = (event: PointerEvent): void => {
    if (held === null || !event.isPrimary) return;
    ghost.moveTo({ x: event.clientX, y: event.clientY }, onto(event));
    if (ghost.isUp() || Math.hypot(event.clientX - held.x, event.clientY - held.y) < (held.isTouch ? touchSlopPx : mouseSlopPx)) return;
    if (held.isTouch) end();
    else start();
  };
  const finish = (isDropped: boolean): void => {
    const [isDragging, below] = [ghost.isUp(), ghost.below()];
    end();
    if (!isDragging) return;
    if (isDropped) swallowClick();
    drop(isDropped ? below : null);
  };
  const heard = new AbortController();
  const { signal } = heard;
  root.addEventListener('pointerdown', press, { signal });
  addEventListener('pointermove', move, { signal });
  addEventListener('pointerup', () => finish(true), { signal });
  addEventListener('pointercancel', () => finish(false), { signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), { signal });
  root.addEventListener('touchmove', (event) => ghost.isUp() && event.preventDefault(), { signal, passive: false });
  root.addEventListener('contextmenu', (event) => held !== null && event.preventDefault(), { signal });
  return () => {
    end();
    heard.abort();
  };
}

/** A finger's events all say the chip that they began on. */
function onto({ target, pointerType }: PointerEvent): Element | null {
  return pointerType !== 'touch' && target instanceof Element ? target : null;
}

function pressOf(event: PointerEvent, chips: string): Press | null {
  const chip = event.target instanceof Element ? event.target.closest<HTMLElement>(chips) : null;
  if (event.button !== 0 || !event.isPrimary || chip === null) return null;
  return { chip, x: event.clientX, y: event.clientY, isTouch: event.pointerType === 'touch' };
}

/** The click that follows letting go is no click on what lies below. */
function swallowClick(): void {
  const swallow = (event: Event): void => event.stopPropagation();
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
}
