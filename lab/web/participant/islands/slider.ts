interface SliderProps {
  /** Said while nothing is chosen. */
  readonly untouched: string;
  /** With {n} for the value; null: the value alone. */
  readonly label: string | null;
  /** Words at some values. */
  readonly ticks: Readonly<Record<string, string>>;
}

/**
 * A number between near bounds as a slider. It stands nowhere until it is touched, because where it stands at first draws answers to it.
 * Without the script people type the number.
 */
export function mount(element: HTMLElement, props: Partial<SliderProps>): () => void {
  const words = { untouched: 'no answer yet', label: null, ticks: {}, ...props };
  let unmount = slide(element, words);
  const observer = new MutationObserver(() => {
    if (element.querySelector('input[type=range]')) return;
    unmount(); // the page was written anew in place
    unmount = slide(element, words);
  });
  observer.observe(element, { childList: true });
  return () => {
    observer.disconnect();
    unmount();
  };
}

function slide(element: HTMLElement, { untouched, label, ticks }: SliderProps): () => void {
  const input = element.querySelector('input');
  if (!input) return () => {};
  const { min = '0', max = '100', step = '1' } = input.dataset;
  const slider = document.createElement('input');
  slider.type = 'range';
  Object.assign(slider, { min, max, step });
  slider.setAttribute('aria-label', input.labels?.[0]?.textContent ?? input.name);
  const said = document.createElement('output');
  const show = (): void => {
    const isTouched = input.value !== '';
    element.toggleAttribute('data-untouched', !isTouched);
    slider.value = isTouched ? input.value : String((Number(min) + Number(max)) / 2);
    const value = label?.replace('{n}', input.value) ?? input.value;
    slider.setAttribute('aria-valuetext', isTouched ? [value, ticks[input.value]].filter(Boolean).join(', ') : untouched);
    said.textContent = isTouched ? value : '–';
  };
  const choose = (): void => {
    input.value = slider.value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    show();
  };
  slider.addEventListener('input', choose);
  slider.addEventListener('pointerdown', () => requestAnimationFrame(choose)); // a press in the middle is an answer too
  input.hidden = true;
  show();
  element.append(slider, said);
  return () => {
    slider.remove();
    said.remove();
    input.hidden = false;
  };
}
