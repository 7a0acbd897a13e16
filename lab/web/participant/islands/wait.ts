import { openStream } from '#kit/islands/event-stream.ts';
import { morphChildren } from '#kit/islands/morph.ts';
import { attemptOf } from '#kit/islands/resend.ts';
import { timeLeftText } from '../../../rules/timeout.ts';
import { remindKey } from './remind.ts';

interface WaitProps {
  /** The event stream that says `released`. */
  readonly url: string;
  readonly waitedMs: number;
  /** A sound and a blinking title when it goes on. */
  readonly remind: boolean;
  /** In the page's language. */
  readonly words: { readonly connected: string; readonly lost: string };
}

const lookAgainMs = 15_000;
/** Everybody is released at once; they come to look spread over this time. */
const spreadMs = 300;

/** Goes on when the server says so; looks again by itself every 15 s or so, should that word have been lost. */
export function mount(element: HTMLElement, { url, waitedMs, remind, words }: WaitProps): () => void {
  const startMs = performance.now() - waitedMs;
  const ended = new AbortController();
  const stream = openStream(url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lookSoon = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look({ element, words }, ended.signal).finally(() => ended.signal.aborted || lookSoon(jittered())), ms);
  };
  const clock = setInterval(() => {
    const waited = element.querySelector('[data-waited]');
    if (waited) waited.textContent = timeLeftText(performance.now() - startMs);
  }, 1000);
  const onVisibility = (): void => {
    if (!document.hidden) lookSoon(0);
  };
  stream.on('released', (data) => {
    if (remind) sessionStorage.setItem(remindKey, '1'); // the next page does it
    const path = pathIn(data);
    if (path === null) return lookSoon(Math.random() * spreadMs);
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(path), Math.random() * spreadMs);
  });
  const leave = element.querySelector<HTMLElement>('[data-leave-in]');
  const leaveTimer = leave ? setTimeout(() => lookSoon(0), Number(leave.dataset['leaveIn']) + 100) : undefined; // then there is a button
  document.addEventListener('visibilitychange', onVisibility);
  lookSoon(jittered());
  return () => {
    ended.abort();
    stream.close();
    clearTimeout(timer);
    clearTimeout(leaveTimer);
    clearInterval(clock);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

/** Where it goes on, when the server says that. */
function pathIn(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'path' in data && typeof data.path === 'string' ? data.path : null;
}

const jittered = (): number => lookAgainMs * (0.75 + Math.random() / 2);

async function look({ element, words }: Pick<WaitProps, 'words'> & { readonly element: HTMLElement }, signal: AbortSignal): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, signal }).catch(() => null);
  if (signal.aborted) return;
  const isLost = !answer || attemptOf(answer.status) === 'unanswered';
  say(isLost ? words.lost : words.connected, isLost);
  if (isLost) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-page=wait]');
  if (answer.redirected || !fresh) return location.replace(answer.url);
  morphChildren(element, fresh);
}

/** Leaves the line alone while all is well. */
function say(words: string, isStale: boolean): void {
  const line = document.querySelector<HTMLElement>('[data-wait-state]');
  const text = line?.querySelector('span');
  if (!line || !text || (!isStale && !line.hasAttribute('data-stale'))) return;
  line.toggleAttribute('data-stale', isStale);
  text.textContent = words;
}
