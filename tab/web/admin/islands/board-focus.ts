import { stopSelector } from './board-screen.ts';

export interface BoardFocus {
  /** After the page was changed under the focus: the one stop in the tab order, and the focus where it was. */
  readonly restore: () => void;
  /** To the stop of this key once it is there. */
  readonly go: (key: string | undefined) => void;
  readonly end: () => void;
}

/** Of all chips and slots one stands in the tab order, the one that last had the focus; arrows lead to the others. */
export function keepFocus(root: HTMLElement): BoardFocus {
  let current = '';
  let hasFocus = false;
  const stopNow = (): HTMLElement | null =>
    root.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"]`) ?? root.querySelector<HTMLElement>(stopSelector);
  const restore = (): void => {
    const stop = stopNow();
    if (stop === null) return;
    for (const other of root.querySelectorAll<HTMLElement>('[tabindex="0"]:is([data-judge], [data-slot], [data-grip])'))
      if (other !== stop) other.tabIndex = -1;
    stop.tabIndex = 0;
    if (hasFocus && document.activeElement === document.body && stop.dataset['key'] === current) stop.focus({ preventScroll: true });
  };
  const onFocus = (event: FocusEvent): void => {
    const stop = event.target instanceof HTMLElement && event.target.matches(stopSelector) ? event.target : null;
    hasFocus = stop !== null;
    if (stop === null) return;
    current = stop.dataset['key'] ?? '';
    restore();
  };
  const onLeave = (event: FocusEvent): void => {
    if (event.relatedTarget !== null) hasFocus = false; // null: what had it was taken off the page
  };
  const onPress = (event: Event): void => {
    if (event.target instanceof Node && !root.contains(event.target)) hasFocus = false;
  };
  root.addEventListener('focusin', onFocus);
  root.addEventListener('focusout', onLeave);
  document.addEventListener('pointerdown', onPress);
  return {
    restore,
    go: (key) => {
      current = key ?? current;
      hasFocus = true;
      stopNow()?.focus();
    },
    end: () => {
      root.removeEventListener('focusin', onFocus);
      root.removeEventListener('focusout', onLeave);
      document.removeEventListener('pointerdown', onPress);
    },
  };
}
