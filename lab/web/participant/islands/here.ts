import { openStream } from '#kit/islands/event-stream.ts';
import { attemptOf } from '#kit/islands/resend.ts';
import { remindNow } from './remind.ts';

interface HereProps {
  /** The event stream that says `moved`; while it is open, the participant is here. */
  readonly url: string;
}

const askEveryMs = 10_000;
/** Everybody hears of it at once; they come to look spread over this time. */
const spreadMs = 300;
const againMs = 2_000;

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
  stream.on('moved', () => void goOn());
  return () => stream.close();
}

/** Other tabs of this participant say on which page they are; who is behind goes on. `url` ends in the participant and the page. */
function followOtherTabs(url: string): () => void {
  const [code = '', page = '0'] = url.split('/').slice(-2);
  const tabs = new BroadcastChannel(`lab/${code}`);
  tabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number' && data > Number(page)) void goOn();
  });
  tabs.postMessage(Number(page)); // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel has no target
  return () => tabs.close();
}

function askAgainAndAgain(url: string): () => void {
  const ask = async (): Promise<void> => {
    const answer = await fetch(url).catch(() => null);
    const { moved } = answer?.ok ? await answer.json() : { moved: false };
    if (moved === true) void goOn();
  };
  const timer = setInterval(() => void ask(), askEveryMs);
  void ask();
  return () => clearInterval(timer);
}

/**
 * The page's address leads to where the participant is now. Who is still here keeps what they have typed, and sees what the organiser
 * says; an answer that is on its way leads on by itself.
 */
async function goOn(): Promise<void> {
  await pause(spreadMs * Math.random());
  if (document.querySelector('form.lab-content')?.ariaBusy === 'true') return;
  const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer || attemptOf(answer.status) === 'unanswered') return lookLater();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (answer.redirected || !page.querySelector('form.lab-content')) return location.replace(answer.url);
  document.querySelector('.r-notice')?.remove();
  document.querySelector('main')?.prepend(page.querySelector('.r-notice') ?? '');
}

function lookLater(): void {
  setTimeout(() => void goOn(), againMs);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
