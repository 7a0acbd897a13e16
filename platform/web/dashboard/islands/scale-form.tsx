import { render } from 'preact';
import { scalePreview, type ScaleWish } from './scale-preview.ts';

type ScaleFormProps = Omit<ScaleWish, 'from' | 'to'>;

const most = 100;

/** Makes − and + a wish that is explained first and done by its own button; without this script they take effect at once. */
export function mount(form: HTMLElement, props: ScaleFormProps): () => void {
  const input = form.querySelector('input[name=quantity]');
  const place = form.querySelector('[data-preview]');
  if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement) || !place) return () => {};

  const present = (): number => Number(input.getAttribute('value'));
  const show = (): void => {
    const [from, to] = [present(), Number(input.value)];
    const isWish = Number.isInteger(to) && to >= 0 && to <= most && to !== from;
    form.toggleAttribute('data-keep', isWish); // a live update must not take the wish away
    render(isWish ? <Preview {...props} from={from} to={to} onCancel={cancel} /> : null, place);
  };
  const cancel = (): void => {
    input.value = String(present());
    show();
  };
  const step = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('button[name=step]') : null;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    input.value = String(Math.min(most, Math.max(0, Number(input.value) + Number(button.value))));
    show();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') cancel();
  };

  for (const less of form.querySelectorAll<HTMLButtonElement>('button[name=step]')) less.disabled = false;
  form.addEventListener('click', step);
  form.addEventListener('input', show);
  form.addEventListener('keydown', escape);
  return () => {
    render(null, place);
    form.removeEventListener('click', step);
    form.removeEventListener('input', show);
    form.removeEventListener('keydown', escape);
  };
}

function Preview({ onCancel, ...wish }: ScaleWish & { readonly onCancel: () => void }) {
  const { sentences, button, isTight } = scalePreview(wish);
  return (
    <>
      <p class="r-change">
        <b>{wish.from} now</b> <span aria-hidden="true">→</span>
        <span class="r-sr">, then</span> <b class="to">{wish.to}</b>
      </p>
      <ul class={isTight ? 'r-price late' : 'r-price'}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div class="r-buttons">
        <button class="btn btn-primary">{button}</button>
        <button class="btn" type="button" onClick={onCancel}>
          Cancel
        </button>
        <span class="r-muted r-small">Can be undone.</span>
      </div>
    </>
  );
}
