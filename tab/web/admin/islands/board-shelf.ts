/** The search of the shelf, which only a script can offer. */
export interface Shelf {
  /** Filters what the page brought. */
  readonly filter: () => void;
  readonly focus: () => void;
  readonly end: () => void;
}

/** Filters the free adjudicators by the words that are typed. */
export function searchShelf(root: HTMLElement): Shelf {
  const tools = root.querySelector<HTMLElement>('[data-shelf-tools]');
  const input = tools?.querySelector('input') ?? null;
  if (tools) tools.hidden = false;
  const filter = (): void => {
    const words = plain(input?.value ?? '').split(/\s+/);
    for (const item of root.querySelectorAll<HTMLElement>('[data-free] > li'))
      item.hidden = !words.every((word) => plain(item.textContent).includes(word));
  };
  input?.addEventListener('input', filter);
  return {
    filter,
    focus: () => input?.focus(),
    end: () => input?.removeEventListener('input', filter),
  };
}

/** Without accents, in small letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase();
