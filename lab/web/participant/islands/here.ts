import { openStream } from '#kit/islands/event-stream.ts';

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
  if (globalThis.parent !== globalThis.self) return askAgainAndAgain(url);
  const stream = openStream(url);
  stream.on('moved', goOn);
  return () => stream.close();
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
