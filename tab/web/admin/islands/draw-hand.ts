/** Where a team can be put down. */
export const places = '[data-to]';

/** The team in hand. */
export interface TeamHand {
  readonly isHolding: () => boolean;
  readonly pick: (chip: HTMLElement) => void;
  readonly over: (on: Element | null) => void;
  /** Puts it down there, or back where nothing lies below. */
  readonly drop: (on: Element | null) => void;
  readonly press: (on: HTMLElement) => void;
}

interface HandOptions {
  readonly say: (words: string) => void;
  /** `team` and `to` as the form of the page has them. */
  readonly put: (team: string, to: string) => void;
}

/** Takes teams of the page in hand and puts them down. */
export function createTeamHand(root: HTMLElement, { say, put }: HandOptions): TeamHand {
  let held: { readonly team: string; readonly name: string } | null = null;
  const mark = (under: Element | null): void => {
    for (const marked of root.querySelectorAll('.in-hand, .under')) marked.classList.remove('in-hand', 'under');
    if (held === null) return;
    root.querySelector(`[data-team="${held.team}"]`)?.classList.add('in-hand');
    under?.classList.add('under');
  };
  const pick = (chip: HTMLElement): void => {
    held = { team: chip.dataset['team'] ?? '', name: chip.dataset['name'] ?? '' };
    mark(null);
    say(`${held.name} in hand. Choose who it changes places with, or Escape.`);
  };
  const drop = (on: Element | null): void => {
    const team = held;
    const place = on?.closest<HTMLElement>(places);
    held = null;
    mark(null);
    if (team === null) return;
    if (!place || place.dataset['team'] === team.team) say(`${team.name} is back.`);
    else put(team.team, place.dataset['to'] ?? 'none');
  };
  return {
    isHolding: () => held !== null,
    pick,
    over: (on) => mark(on?.closest(places) ?? null),
    drop,
    press: (on) => {
      if (held !== null) drop(on);
      else if (on.dataset['team'] !== undefined) pick(on);
      else say('First pick a team.');
    },
  };
}
