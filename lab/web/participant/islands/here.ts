import { openStream } from '#kit/islands/event-stream.ts';
import { remindNow } from './remind.ts';

interface HereProps {
  /** The event stream that says `moved`; while it is open, the participant is here. */
  readonly url: string;
}

const askEveryMs = 10_000;

/**
 * Says that somebody is here, and goes on when the organiser moves them. In a frame, where many pages share the few connections of a
 * browser, it asks now and then instead of listening.
 */
export function mount(_element: HTMLElement, { url }: HereProps): () => void {
  remindNow();
  const leaveTabs = followOtherTabs(url);
  const stop = globalThis.parent === globalThis.self ? listen(url) : askAgainAndAgain(url);
  return () => {
    stop();
    leaveTabs();
  };
}

function listen(url: string): () => void {
  const stream = openStream(url);
  stream.on('moved', goOn);
  return () => stream.close();
}

/** Other tabs of this participant say on which page they are; who is behind goes on. `url` ends in the participant and the page. */
function followOtherTabs(url: string): () => void {
  const [code = '', page = '0'] = url.split('/').slice(-2);
  const tabs = new BroadcastChannel(`lab/${code}`);
  tabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number' && data > Number(page)) goOn();
  });
  tabs.postMessage(Number(page)); // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel has no target
  return () => tabs.close();
}

function askAgainAndAgain(url: string): () => void {
  const ask = async (): Promise<void> => {
    const answer = await fetch(url).catch(() => null);
    const { moved } = answer?.ok ? await answer.json() : { moved: false };
    if (moved === true) goOn();
  };
  const timer = setInterval(() => void ask(), askEveryMs);
  void ask();
  return () => clearInterval(timer);
}

/** The page's address leads to where the participant is now. */
function goOn(): void {
  location.replace(location.pathname);
}
