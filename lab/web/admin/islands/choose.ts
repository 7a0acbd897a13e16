/** A box that ticks all others of its form, and says how many are ticked. Without the script each is ticked by itself. */
export function mount(element: HTMLElement): () => void {
  const all = element.querySelector<HTMLInputElement>('input[data-all]');
  const said = element.querySelector('[data-count]');
  const form = element.closest('form');
  const boxes = (): HTMLInputElement[] =>
    [...(form?.elements ?? [])].filter(
      (box): box is HTMLInputElement => box instanceof HTMLInputElement && box.name === 'participant' && box.type === 'checkbox',
    );
  const count = (): void => {
    const ticked = boxes().filter((box) => box.checked).length;
    if (said) said.textContent = ticked === 0 ? '' : `${ticked} chosen`;
    if (!all) return;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  const tick = (): void => {
    for (const box of boxes()) box.checked = all?.checked ?? false;
    count();
  };
  element.hidden = false;
  all?.addEventListener('change', tick);
  document.addEventListener('change', count);
  count();
  return () => {
    all?.removeEventListener('change', tick);
    document.removeEventListener('change', count);
  };
}
