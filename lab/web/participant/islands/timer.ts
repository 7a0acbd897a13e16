import { timeLeftText } from '../../../rules/timeout.ts';

interface TimerProps {
  /** When the page was written; a wrong clock in the browser does no harm. */
  readonly leftMs: number;
  readonly wholeMs: number;
  /** Seconds before the end; null: always shown, never a warning. */
  readonly showBelow: number | null;
  readonly warnAt: number | null;
}

/** Counts down; when the time is up it sends the page with whatever is in it. */
export function mount(element: HTMLElement, { leftMs, wholeMs, showBelow, warnAt }: TimerProps): () => void {
  const endMs = performance.now() + leftMs;
  const text = element.querySelector('b') ?? element;
  const bar = element.querySelector<HTMLElement>('.r-progress i');
  let isSent = false;
  const tick = (): void => {
    const left = endMs - performance.now();
    const words = timeLeftText(left);
    if (text.textContent !== words) text.textContent = words;
    element.hidden = showBelow !== null && left > 1000 * showBelow;
    element.classList.toggle('late', warnAt !== null && left <= 1000 * warnAt);
    if (bar) bar.style.width = `${(100 * Math.max(0, left)) / wholeMs}%`;
    if (left > 0 || isSent) return;
    isSent = true;
    sendPage();
  };
  const timer = setInterval(tick, 200);
  tick();
  return () => clearInterval(timer);
}

function sendPage(): void {
  const form = document.querySelector<HTMLFormElement>('form.lab-content');
  if (!form) return;
  const mark = document.createElement('input');
  mark.type = 'hidden';
  mark.name = 'timeout_happened';
  mark.value = '1';
  form.append(mark);
  form.requestSubmit();
}
