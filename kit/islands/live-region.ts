import { morphChildren, parse } from './morph.ts';

/** Where the changes come from. */
interface LiveRegionProps {
  /** An event stream (SSE). `refresh` fetches this page again; any other event names a region and carries its new markup as a JSON string. */
  readonly url: string;
}

const staleAfterMs = 5_000; // a short drop is nobody's business
const longestWaitMs = 30_000;

/**
 * Keeps the page's `[data-live=name]` elements up to date from one event stream, in place. `[data-live-state]` says "Live", or how old the
 * page is once the connection is lost; the regions then fade (`data-stale` on the island's element).
 */
export function mount(element: HTMLElement, { url }: LiveRegionProps): () => void {
  let source = new EventSource(url);
  let failures = 0;
  let lastHeardMs = Date.now();
  let isHeard = true;
  let again: ReturnType<typeof setTimeout> | undefined;
  const refresh = inTurn(() => refreshRegions(element));

  const hear = (): void => {
    failures = 0;
    isHeard = true;
    lastHeardMs = Date.now();
    sayAge(element, null);
  };
  const listen = (): void => {
    source.addEventListener('open', hear);
    source.addEventListener('error', () => {
      isHeard = false;
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      failures += 1;
      again = setTimeout(reopen, Math.min(longestWaitMs, 1000 * 2 ** failures));
    });
    source.addEventListener('refresh', () => {
      hear();
      void refresh();
    });
    for (const name of regionNames(element)) {
      source.addEventListener(name, (event) => {
        hear();
        show(element, name, JSON.parse(event.data));
      });
    }
  };
  const reopen = (): void => {
    source = new EventSource(url);
    listen();
  };
  listen();
  const clock = setInterval(() => {
    if (!isHeard && Date.now() - lastHeardMs > staleAfterMs) sayAge(element, Date.now() - lastHeardMs);
  }, 1000);
  return () => {
    source.close();
    clearInterval(clock);
    clearTimeout(again);
  };
}

function regionsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[data-live]')];
}

function regionNames(element: HTMLElement): Set<string> {
  return new Set(regionsOf(element).map((region) => region.dataset['live'] ?? ''));
}

function show(element: HTMLElement, name: string, markup: unknown): void {
  if (typeof markup !== 'string') return;
  for (const region of regionsOf(element)) if (region.dataset['live'] === name) morphChildren(region, parse(markup));
}

async function refreshRegions(element: HTMLElement): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const region of regionsOf(element)) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(region.dataset['live'] ?? '')}"]`);
    if (fresh) morphChildren(region, fresh);
  }
}

/** One at a time; what is asked for meanwhile runs once afterwards. */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  let isWanted = false;
  return async function run(): Promise<void> {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work().catch(() => {}); // the stream says when the connection is lost
    }
    isRunning = false;
  };
}

function sayAge(element: HTMLElement, ageMs: number | null): void {
  const isStale = ageMs !== null;
  element.toggleAttribute('data-stale', isStale);
  const words = isStale ? `Not live, ${Math.round(ageMs / 1000)} s old` : 'Live';
  for (const state of document.querySelectorAll<HTMLElement>('[data-live-state]')) {
    state.toggleAttribute('data-stale', isStale);
    const word = state.querySelector('span') ?? state;
    if (word.textContent !== words) word.textContent = words;
  }
}
