const minuteMs = 60_000;

/** Says how long it is until a debate starts, by the clock of this phone, and turns silent an hour after. */
export function mount(element: HTMLElement, { at }: { readonly at: number }): () => void {
  const show = (): void => {
    const minutes = Math.ceil((at - Date.now()) / minuteMs);
    element.textContent = wordsFor(minutes);
  };
  show();
  const timer = setInterval(show, 5000);
  return () => clearInterval(timer);
}

/** `in 12 min`, `in 1 h 05 min`, `now`; nothing long before and long after. */
function wordsFor(minutes: number): string {
  if (minutes > 12 * 60 || minutes < -60) return '';
  if (minutes <= 0) return 'now';
  if (minutes < 60) return `in ${minutes} min`;
  return `in ${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
