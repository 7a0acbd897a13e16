import { post } from './post-form.ts';

interface UndoKeyProps {
  readonly undoUrl: string;
  readonly csrf: string;
}

const shownForMs = 8_000;
/** What a page that is not live says once it has come anew. */
const toldNext = 'rostra-tab-undo-told';

/** Z takes back what whoever looks did last to the round, Shift-Z does it again; a board that has moves of its own to take back goes first. */
export function mount(root: HTMLElement, { undoUrl, csrf }: UndoKeyProps): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string): void => {
    const toast = document.createElement('div');
    toast.className = 'r-toast';
    toast.textContent = words;
    root.querySelector('[data-undo-say]')?.replaceChildren(toast);
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), shownForMs);
  };
  const press = async (turn: 'again' | 'back'): Promise<void> => {
    const done = await post(undoUrl, csrf, { turn, by: 'key' });
    const words = done.ok ? (done.words ?? 'Taken back.') : done.message;
    if (!done.ok || document.querySelector('[data-island="live-region"]') !== null) return say(words);
    sessionStorage.setItem(toldNext, words);
    location.reload();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || event.key.toLowerCase() !== 'z' || !isPlain(event)) return;
    event.preventDefault();
    press(event.shiftKey ? 'again' : 'back').catch(() => {}); // the page was left
  };
  addEventListener('keydown', onKey, { signal: ended.signal });
  const told = sessionStorage.getItem(toldNext);
  sessionStorage.removeItem(toldNext);
  if (told !== null) say(told);
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}

const isPlain = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !(target instanceof Element && target.matches('input:not([type=checkbox]), select, textarea'));
