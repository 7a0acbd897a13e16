interface IdleProps {
  /** Where it is said that nobody answers. */
  readonly url: string;
  /** Seconds without a touch, and seconds for an answer. */
  readonly idle: number;
  readonly countdown: number;
}

const touches = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll', 'touchstart'] as const;

/** Asks whether somebody is there who has not touched the page for long; says so when no answer comes. */
export function mount(element: HTMLElement, { url, idle, countdown }: IdleProps): () => void {
  const dialog = element instanceof HTMLDialogElement ? element : null;
  const left = element.querySelector('[data-left]');
  const title = document.title;
  const ended = new AbortController();
  let touchedMs = performance.now();
  let isGone = false;
  const touch = (): void => {
    touchedMs = performance.now();
    if (!dialog?.open) return;
    dialog.close();
    document.title = title;
  };
  const look = (): void => {
    const silentMs = performance.now() - touchedMs;
    if (silentMs < 1000 * idle || isGone) return;
    const seconds = Math.max(0, Math.ceil(idle + countdown - silentMs / 1000));
    if (dialog && !dialog.open) dialog.showModal();
    if (left) left.textContent = String(seconds);
    document.title = `(${seconds}) ${title}`;
    if (seconds > 0) return;
    isGone = true;
    void fetch(url, { method: 'POST' }).finally(() => location.replace(`${location.pathname}?away=1`));
  };
  for (const event of touches) document.addEventListener(event, touch, { signal: ended.signal, passive: true });
  const timer = setInterval(look, 500);
  return () => {
    ended.abort();
    clearInterval(timer);
  };
}
