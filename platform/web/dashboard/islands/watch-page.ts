/** Left and right, ten steps at once with Shift. */
export function onArrows(element: HTMLElement, move: (step: number) => void): () => void {
  const listen = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(event.shiftKey ? step * 10 : step);
  };
  element.addEventListener('keydown', listen);
  return () => element.removeEventListener('keydown', listen);
}

/** Light or dark, by the button in the bar or by the system. */
export function onTheme(change: () => void): () => void {
  const button = new MutationObserver(change);
  button.observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', change);
  return () => {
    button.disconnect();
    system.removeEventListener('change', change);
  };
}
