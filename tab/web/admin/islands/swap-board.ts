import { dragByPointer } from './board-pointer.ts';
import { post } from './post-form.ts';
import { createHand, places } from './swap-hand.ts';
import type { Hand } from './swap-hand.ts';

interface SwapBoardProps {
  /** `team` or `room`: what is moved, and the name of its field. */
  readonly noun: string;
  /** The act that Z takes back and Shift-Z does again. */
  readonly of: string;
  /** Null while nobody may move anything. */
  readonly putUrl: string | null;
  readonly undoUrl: string | null;
  readonly csrf: string;
}

/** Things of a page change places by mouse, finger and keys; each move is saved at once and the page, which is live, shows it. */
export function mount(root: HTMLElement, { noun, of, putUrl, undoUrl, csrf }: SwapBoardProps): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  if (putUrl === null || undoUrl === null) return () => ended.abort();
  const say = (words: string): void => {
    const place = root.querySelector('[data-say]');
    if (place) place.textContent = words;
  };
  const send = (url: string, fields: Record<string, string>): void => {
    say('Saving…');
    const told = post(url, csrf, fields).then((done) => (done.ok ? (done.words ?? 'Saved.') : `Nothing was changed: ${done.message}`));
    told.then(say, () => {}); // the page was left
  };
  // Once something was moved on this page its moves are what Z is about; before that, whatever was done last.
  let hasMoved = false;
  const put = (thing: string, to: string): void => {
    hasMoved = true;
    send(putUrl, { [noun]: thing, to });
  };
  const hand = createHand(root, { noun, say, put });
  const { pick, over, drop } = hand;
  signal.addEventListener('abort', dragByPointer(root, { chips: '[data-pick]', pick, over, drop }));
  root.addEventListener('click', ({ target }) => target instanceof Element && pressIn(target, hand), { signal });
  root.addEventListener('keydown', (event) => pressByKey(event, hand), { signal });
  const onPageKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') drop(null);
    if (event.key.toLowerCase() !== 'z' || !isPlain(event) || !hasMoved) return;
    event.preventDefault();
    send(undoUrl, { of, turn: event.shiftKey ? 'again' : 'back' });
  };
  document.addEventListener('keydown', onPageKey, { signal });
  return () => ended.abort();
}

function pressIn(target: Element, hand: Hand): void {
  const place = target.closest('a, button, summary, input, select, label') ? null : target.closest<HTMLElement>(places);
  if (place) hand.press(place);
}

function pressByKey(event: KeyboardEvent, hand: Hand): void {
  const { target, key } = event;
  if ((key !== 'Enter' && key !== ' ') || !(target instanceof HTMLElement) || !target.matches(places)) return;
  event.preventDefault();
  hand.press(target);
}

const isPlain = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !(target instanceof Element && target.matches('input, select, textarea'));
