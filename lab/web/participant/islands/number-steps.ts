/** Buttons for one less and one more beside a whole number with bounds, so that a thumb needs no keyboard. */
export function mount(element: HTMLElement): () => void {
  const input = element.querySelector('input');
  const { min, max, step = '' } = input?.dataset ?? {};
  if (!input || step === '' || min === undefined || max === undefined) return () => {};
  const change = (by: number): void => {
    const value = Number(input.value === '' ? (by > 0 ? Number(min) - by : Number(max) - by) : input.value);
    input.value = String(Math.min(Number(max), Math.max(Number(min), (Number.isFinite(value) ? value : Number(min)) + by)));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const box = document.createElement('div');
  box.className = 'r-number';
  const less = button('−', 'One less', () => change(-Number(step)));
  const more = button('+', 'One more', () => change(Number(step)));
  input.replaceWith(box);
  box.append(less, input, more);
  return () => box.replaceWith(input);
}

function button(sign: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = sign;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', press);
  return made;
}
