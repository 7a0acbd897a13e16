/** Single keys press what carries them (`data-key`), but never while somebody types into a field that is not empty. */
export function mount(element: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const wanted = element.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (wanted === null) return;
    event.preventDefault();
    wanted.click();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'search' || target.value !== '';
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
