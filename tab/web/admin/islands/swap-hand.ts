/** Where something can be put down. */
export const places = '[data-to]';

/** What is in hand. */
export interface Hand {
  readonly isHolding: () => boolean;
  readonly pick: (chip: HTMLElement) => void;
  readonly over: (on: Element | null) => void;
  /** Puts it down there, or back where nothing lies below. */
  readonly drop: (on: Element | null) => void;
  readonly press: (on: HTMLElement) => void;
}

interface HandOptions {
  readonly say: (words: string) => void;
  /** What is taken in hand: `team`. */
  readonly noun: string;
  /** The thing and its new place as the form of the page has them. */
  readonly put: (thing: string, to: string) => void;
}

/** Takes things of the page in hand and puts them down. */
export function createHand(root: HTMLElement, { noun, say, put }: HandOptions): Hand {
  let held: { readonly key: string; readonly name: string } | null = null;
  const mark = (under: Element | null): void => {
    for (const marked of root.querySelectorAll('.in-hand, .under')) marked.classList.remove('in-hand', 'under');
    if (held === null) return;
    root.querySelector(`[data-pick="${held.key}"]`)?.classList.add('in-hand');
    under?.classList.add('under');
  };
  const pick = (chip: HTMLElement): void => {
    held = { key: chip.dataset['pick'] ?? '', name: chip.dataset['name'] ?? '' };
    mark(null);
    say(`${held.name} in hand. Choose who it changes places with, or Escape.`);
  };
  const drop = (on: Element | null): void => {
    const thing = held;
    const place = on?.closest<HTMLElement>(places);
    held = null;
    mark(null);
    if (thing === null) return;
    if (!place || place.dataset['pick'] === thing.key) say(`${thing.name} is back.`);
    else put(thing.key, place.dataset['to'] ?? 'none');
  };
  return {
    isHolding: () => held !== null,
    pick,
    over: (on) => mark(on?.closest(places) ?? null),
    drop,
    press: (on) => {
      if (held !== null) drop(on);
      else if (on.dataset['pick'] !== undefined) pick(on);
      else say(`First pick a ${noun}.`);
    },
  };
}
