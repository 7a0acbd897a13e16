import { elapsedText } from '../../../rules/monitor.ts';

const tickMs = 1_000;

/** What the server said last about an element, and when that was. */
interface Said {
  readonly elapsed: string;
  readonly atMs: number;
}

/** Counts times on, second by second, from what the server said last: elements with `data-elapsed-ms`. Without the script they stand still. */
export function mount(element: HTMLElement): () => void {
  const said = new WeakMap<HTMLElement, Said>();
  const countOn = (): void => {
    for (const clock of element.querySelectorAll<HTMLElement>('[data-elapsed-ms]')) {
      const elapsed = clock.dataset['elapsedMs'] ?? '';
      const known = said.get(clock);
      const last = known?.elapsed === elapsed ? known : { elapsed, atMs: performance.now() };
      said.set(clock, last);
      clock.textContent = elapsedText(Number(elapsed) + performance.now() - last.atMs);
    }
  };
  countOn();
  const timer = setInterval(countOn, tickMs);
  return () => clearInterval(timer);
}
