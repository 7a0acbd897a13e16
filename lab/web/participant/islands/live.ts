import { connectionTo, type PageConnection } from './page-connection.ts';
import { pageTools, publish, runScript } from './page-tools.ts';

interface LiveProps {
  readonly url: string;
  /** Where the author's script is; null when there is none. */
  readonly script: string | null;
  /** What the page's `client` gave. */
  readonly vars: object;
  /** In the page's language. */
  readonly words: { readonly connected: string; readonly lost: string };
}

type Hearers = Record<'state' | 'news' | 'chunk' | 'reject', Set<(value: unknown, more?: unknown) => void>>;

/** A live page: its script sends messages and shows the state. */
export function mount(_element: HTMLElement, { url, script, vars, words }: LiveProps): () => void {
  const connection = connectionTo(url);
  const hearers: Hearers = { state: new Set(), news: new Set(), chunk: new Set(), reject: new Set() };
  let state: { readonly newest: unknown } | null = null;
  connection.onFrame((frame) => {
    if ('state' in frame) {
      state = { newest: frame['state'] };
      tell(hearers.state, frame['state']);
    }
    if ('news' in frame) tell(hearers.news, frame['news']);
    if ('chunk' in frame) tell(hearers.chunk, frame['chunk'], frame['task']);
    if (frame.ack !== undefined) answered(hearers, frame.error ?? null);
  });
  connection.onMood((isConnected) => sayMood(isConnected, words));
  const page = { ...pageTools(vars), ...liveTools({ connection, hearers, newest: () => state }) };
  publish(page, { ...page, send: (type: string, data: unknown) => connection.message(type, data) });
  if (script !== null) void runScript(script, page);
  document.addEventListener('keydown', keepEnter);
  return () => document.removeEventListener('keydown', keepEnter);
}

interface Tools {
  readonly connection: PageConnection;
  readonly hearers: Hearers;
  readonly newest: () => { readonly newest: unknown } | null;
}

/** What `LiveScript` of game/live-page.ts has beside. */
function liveTools({ connection, hearers, newest }: Tools) {
  return {
    send: new Proxy({}, { get: (_, type) => (data: unknown) => connection.message(String(type), data ?? {}) }),
    onState: (show: (state: unknown) => void): void => {
      hearers.state.add(show);
      const known = newest();
      if (known) show(known.newest);
    },
    onNews: (hear: (news: unknown) => void): void => void hearers.news.add(hear),
    onStream: (hear: (chunk: unknown, task: unknown) => void): void => void hearers.chunk.add(hear),
    onReject: (hear: (reason: unknown) => void): void => void hearers.reject.add(hear),
  };
}

function tell(hearers: ReadonlySet<(value: unknown, more?: unknown) => void>, value: unknown, more?: unknown): void {
  for (const hear of hearers) hear(value, more);
}

/** Unless the author's script says it in another way, the page does. */
function answered({ reject }: Hearers, reason: string | null): void {
  if (reason !== null && reject.size > 0) return tell(reject, reason);
  const line = document.querySelector<HTMLElement>('[data-live-reject]');
  if (!line) return;
  line.hidden = reason === null;
  if (reason !== null) (line.querySelector('b') ?? line).textContent = reason;
}

function sayMood(isConnected: boolean, words: LiveProps['words']): void {
  const line = document.querySelector<HTMLElement>('[data-live-state]');
  const text = line?.querySelector('span');
  line?.toggleAttribute('data-stale', !isConnected);
  if (text) text.textContent = isConnected ? words.connected : words.lost;
}

/** Enter in a field does not send the page. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.form?.matches('.lab-content'))
    event.preventDefault();
}
