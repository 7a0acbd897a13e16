/** The buttons for one less and one more beside a whole number with bounds: a thumb needs no keyboard. */
export function mount(element: HTMLElement): () => void {
  const press = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-by]') : null;
    const input = element.querySelector('input');
    if (!button || !input) return;
    const { min = '0', max = '0', step = '1' } = input.dataset;
    const [first, last] = [Number(min), Number(max)];
    const by = Number(button.dataset['by']) * Number(step);
    const value = input.value.trim() === '' || Number.isNaN(Number(input.value)) ? (by > 0 ? first - by : last - by) : Number(input.value);
    input.value = String(Math.min(last, Math.max(first, value + by)));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  element.addEventListener('click', press);
  return () => element.removeEventListener('click', press);
}
