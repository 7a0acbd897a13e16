import { dragByPointer } from './board-pointer.ts';
import { createTeamHand, places } from './draw-hand.ts';
import type { TeamHand } from './draw-hand.ts';

interface DrawBoardProps {
  /** Null while nobody may move teams. */
  readonly putUrl: string | null;
  readonly undoUrl: string | null;
  readonly csrf: string;
}

/** Teams of a draw are moved by mouse, finger and keys; each move is saved at once and the page, which is live, shows it. */
export function mount(root: HTMLElement, { putUrl, undoUrl, csrf }: DrawBoardProps): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  if (putUrl === null || undoUrl === null) return () => ended.abort();
  const say = (words: string): void => {
    const place = root.querySelector('[data-say]');
    if (place) place.textContent = words;
  };
  const send = (url: string, fields: Record<string, string>): void => {
    say('Saving…');
    post(url, csrf, fields).then(say, () => {}); // the page was left
  };
  const hand = createTeamHand(root, { say, put: (team, to) => send(putUrl, { team, to }) });
  const { pick, over, drop } = hand;
  signal.addEventListener('abort', dragByPointer(root, { chips: '[data-team]', pick, over, drop }));
  root.addEventListener('click', ({ target }) => target instanceof Element && pressIn(target, hand), { signal });
  root.addEventListener('keydown', (event) => pressByKey(event, hand), { signal });
  const onPageKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') drop(null);
    if (event.key === 'z' && isPlain(event)) send(undoUrl, {});
  };
  document.addEventListener('keydown', onPageKey, { signal });
  return () => ended.abort();
}

function pressIn(target: Element, hand: TeamHand): void {
  const place = target.closest('a, button, summary, input, select, label') ? null : target.closest<HTMLElement>(places);
  if (place) hand.press(place);
}

function pressByKey(event: KeyboardEvent, hand: TeamHand): void {
  const { target, key } = event;
  if ((key !== 'Enter' && key !== ' ') || !(target instanceof HTMLElement) || !target.matches(places)) return;
  event.preventDefault();
  hand.press(target);
}

const isPlain = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !(target instanceof Element && target.matches('input, select, textarea'));

/** Sends it and gives what to say about it. */
async function post(url: string, csrf: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ ...fields, _csrf: csrf });
  const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } });
  if (answer.ok) return 'Saved.';
  const { error }: { readonly error?: { readonly message: string } } = await answer.json();
  return `Nothing was changed: ${error?.message ?? 'no connection.'}`;
}
