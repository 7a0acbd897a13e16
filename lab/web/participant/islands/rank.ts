interface RankProps {
  /** `{what}: up` */
  readonly up: string;
  readonly down: string;
}

/**
 * Things are put into an order by buttons, which keys and thumbs can press. Nothing has a place until the first press, because an order that
 * is there already draws answers to it. Without the script people choose a place for each.
 */
export function mount(element: HTMLElement, words: RankProps): () => void {
  let unmount = order(element, words);
  const observer = new MutationObserver(() => {
    if (element.querySelector('[data-by]')) return;
    unmount(); // the page was written anew in place
    unmount = order(element, words);
  });
  observer.observe(element, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    unmount();
  };
}

function order(element: HTMLElement, words: RankProps): () => void {
  const list = element.querySelector('ol');
  const said = element.querySelector('[data-said]');
  if (!list) return () => {};
  const items = (): HTMLElement[] => [...list.querySelectorAll('li')];
  const selectIn = (item: Element): HTMLSelectElement | null => item.querySelector('select');
  const nameOf = (item: Element): string => item.querySelector('label')?.textContent ?? '';
  const placed = items()
    .map((item) => ({ item, place: Number(selectIn(item)?.value) }))
    .toSorted((a, b) => a.place - b.place);
  if (placed.every(({ place }) => place > 0)) list.append(...placed.map(({ item }) => item));

  const number = (): void => {
    for (const [at, item] of items().entries()) {
      const select = selectIn(item);
      if (!select) continue;
      select.value = String(at + 1);
      select.dispatchEvent(new Event('input', { bubbles: true }));
    }
    element.toggleAttribute('data-touched', true);
  };
  const press = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-by]') : null;
    const item = button?.closest('li');
    if (!button || !item) return;
    if (button.dataset['by'] === '-1') item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    number();
    button.focus();
    if (said) said.textContent = `${nameOf(item)}: ${items().indexOf(item) + 1}`;
  };
  const made = items().map((item) => withButtons(item, { select: selectIn(item), what: nameOf(item), words }));
  element.toggleAttribute(
    'data-touched',
    placed.every(({ place }) => place > 0),
  );
  list.addEventListener('click', press);
  return () => {
    list.removeEventListener('click', press);
    for (const buttons of made) buttons.remove();
  };
}

interface RankItem {
  readonly select: HTMLSelectElement | null;
  readonly what: string;
  readonly words: RankProps;
}

/** Two buttons instead of the place to choose. */
function withButtons(item: HTMLElement, { select, what, words }: RankItem): HTMLElement {
  select?.classList.add('r-sr');
  select?.setAttribute('tabindex', '-1');
  select?.setAttribute('aria-hidden', 'true');
  const buttons = document.createElement('span');
  buttons.className = 'r-ordering-buttons';
  buttons.append(buttonOf('-1', '↑', words.up)(what), buttonOf('1', '↓', words.down)(what));
  item.append(buttons);
  return buttons;
}

function buttonOf(by: string, sign: string, words: string): (what: string) => HTMLButtonElement {
  return (what) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset['by'] = by;
    button.textContent = sign;
    button.setAttribute('aria-label', words.replace('{what}', what));
    return button;
  };
}
