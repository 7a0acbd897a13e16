/** How long to hold. */
interface HoldButtonProps {
  readonly ms?: number;
}

const againWithinMs = 3_000;

/**
 * A submit button for what is public or cannot be undone: it works only when held for a second, or on Enter (or a screen reader's press) twice
 * within 3 s. Let go early and nothing happens. Meanwhile a live update leaves its form as the person saw it. Without the script it is a plain
 * submit button.
 */
export function mount(element: HTMLElement, { ms = 1000 }: HoldButtonProps): () => void {
  let startedMs = 0;
  let frame = 0;
  let armedUntilMs = 0;
  let isAllowed = false;

  const form = keeperOf(element.closest('form'));
  const fill = (share: number): void => element.style.setProperty('--held', String(share));
  const release = (): void => {
    cancelAnimationFrame(frame);
    startedMs = 0;
    fill(0);
  };
  const submit = (): void => {
    release();
    isAllowed = true;
    element.click();
    isAllowed = false;
  };
  const step = (now: number): void => {
    const share = Math.min(1, (now - startedMs) / ms);
    fill(share);
    if (share === 1) submit();
    else frame = requestAnimationFrame(step);
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    form.keep(ms + againWithinMs);
    startedMs = performance.now();
    frame = requestAnimationFrame(step);
  };
  const click = (event: MouseEvent): void => {
    const isPointer = event.detail !== 0;
    if (isAllowed || (!isPointer && Date.now() < armedUntilMs)) return;
    event.preventDefault();
    if (isPointer) return; // only holding counts
    armedUntilMs = Date.now() + againWithinMs;
    form.keep(againWithinMs);
    say(element, 'Press again to confirm.');
  };

  element.addEventListener('pointerdown', press);
  element.addEventListener('click', click);
  for (const name of ['pointerup', 'pointerleave', 'pointercancel']) element.addEventListener(name, release);
  return () => {
    release();
    form.letGo();
    element.removeEventListener('pointerdown', press);
    element.removeEventListener('click', click);
    for (const name of ['pointerup', 'pointerleave', 'pointercancel']) element.removeEventListener(name, release);
  };
}

/** A live update leaves alone what is kept. */
function keeperOf(form: HTMLFormElement | null): { keep(ms: number): void; letGo(): void } {
  const isKeptAnyway = form?.hasAttribute('data-keep') !== false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const letGo = (): void => {
    clearTimeout(timer);
    if (!isKeptAnyway) form?.removeAttribute('data-keep');
  };
  const keep = (ms: number): void => {
    letGo();
    form?.toggleAttribute('data-keep', true);
    timer = setTimeout(letGo, ms);
  };
  return { keep, letGo };
}

function say(element: HTMLElement, words: string): void {
  const beside = element.nextElementSibling;
  const line = beside instanceof HTMLElement && beside.matches('[role=status]') ? beside : document.createElement('span');
  line.setAttribute('role', 'status');
  line.className = 'r-muted r-small';
  if (!line.isConnected) element.after(line);
  line.textContent = words;
}
