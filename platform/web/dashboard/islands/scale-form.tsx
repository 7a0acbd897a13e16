import { render } from 'preact';
import { scalePreview, type ScaleWish } from './scale-preview.ts';

type ScaleFormProps = Omit<ScaleWish, 'from' | 'to'>;

const most = 100;

/** Makes − and + a wish that is explained first and done by its own button; without this script they take effect at once. */
export function mount(form: HTMLElement, props: ScaleFormProps): () => void {
  const input = form.querySelector('input[name=quantity]');
  const place = form.querySelector('[data-preview]');
  if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement) || !place) return () => {};

  const card = form.closest<HTMLElement>('[data-wanted]');
  const was = form.querySelector<HTMLInputElement>('input[name=was]');
  const seen = input.getAttribute('value') ?? '';
  const present = (): number => Number(card?.dataset['wanted'] ?? seen);
  const show = (): void => {
    const [from, to] = [present(), Number(input.value)];
    const isWish = Number.isInteger(to) && to >= 0 && to <= most && to !== from;
    form.toggleAttribute('data-keep', isWish); // a live update must not take the wish away
    const isChanged = isWish && was !== null && Number(was.value) !== from; // somebody else, while this person thinks
    render(isWish ? <Preview {...props} from={from} to={to} isChanged={isChanged} onCancel={cancel} /> : null, place);
  };
  const agree = (): void => {
    if (was) was.value = String(present());
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
  form.addEventListener('submit', agree); // what is pressed now was decided beside the present number
  const others = new MutationObserver(show);
  if (card) others.observe(card, { attributes: true, attributeFilter: ['data-wanted'] });
  return () => {
    render(null, place);
    form.removeEventListener('click', step);
    form.removeEventListener('input', show);
    form.removeEventListener('keydown', escape);
    form.removeEventListener('submit', agree);
    others.disconnect();
  };
}

interface PreviewProps extends ScaleWish {
  readonly isChanged: boolean;
  readonly onCancel: () => void;
}

function Preview({ onCancel, isChanged, ...wish }: PreviewProps) {
  const { sentences, button, isTight } = scalePreview(wish);
  return (
    <>
      {isChanged && <p class="r-late">Somebody else has just set it to {wish.from}. Your wish counts from there.</p>}
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
