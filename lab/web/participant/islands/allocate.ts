interface AllocateProps {
  readonly total: number;
  /** `Left: {n}` */
  readonly left: string;
}

/** Says how much of a total is left to be given out. Without the script the server says when the sum is another one. */
export function mount(element: HTMLElement, { total, left }: AllocateProps): () => void {
  const show = (): void => {
    const amounts = [...element.querySelectorAll('input')].map(({ value }) => Number(value.replace(',', '.')) || 0);
    const rest = Math.round((total - amounts.reduce((sum, amount) => sum + amount, 0)) * 1e6) / 1e6;
    const said = element.querySelector('[data-left]');
    if (said) said.textContent = left.replace('{n}', String(rest));
    element.toggleAttribute('data-done', rest === 0);
  };
  show();
  element.addEventListener('input', show);
  return () => element.removeEventListener('input', show);
}
