import { openStream } from '#kit/islands/event-stream.ts';

interface WaitingRoomProps {
  /** The event stream that says `opened`; while it is open, somebody is here. */
  readonly url: string;
  /** What is sent to go in. */
  readonly formId: string;
  /** In the page's language. */
  readonly words: { readonly connected: string; readonly lost: string };
}

/** Everybody is called at once; they come in spread over this time. */
const spreadMs = 300;

/** Goes in when a session comes. */
export function mount(_element: HTMLElement, { url, formId, words }: WaitingRoomProps): () => void {
  const stream = openStream(url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  stream.on('opened', () => {
    timer ??= setTimeout(() => goIn(formId), Math.random() * spreadMs);
  });
  stream.onAge((ageMs) => say(ageMs === null ? words.connected : words.lost, ageMs !== null));
  return () => {
    stream.close();
    clearTimeout(timer);
  };
}

function goIn(formId: string): void {
  const form = document.getElementById(formId);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

function say(words: string, isStale: boolean): void {
  const line = document.querySelector<HTMLElement>('[data-room-state]');
  const text = line?.querySelector('span');
  line?.toggleAttribute('data-stale', isStale);
  if (text && text.textContent !== words) text.textContent = words;
}
