import { openStream } from './event-stream.ts';
import { morphChildren, parse } from './morph.ts';

/** Where the changes come from. */
interface LiveRegionProps {
  /**
   * An event stream (SSE). `refresh` fetches this page again, `{version}` until it is of that one: its island's URL says `version=` too. Any
   * other event names a region and carries its new markup as a JSON string.
   */
  readonly url: string;
}

/**
 * Keeps the page's `[data-live=name]` elements up to date from one event stream, in place. `[data-live-state]` says "Live", or how old the
 * page is once the connection is lost; the regions then fade (`data-stale` on the island's element).
 */
export function mount(element: HTMLElement, { url }: LiveRegionProps): () => void {
  const stream = openStream(url);
  let told = 0;
  const refresh = inTurn(async () => {
    for (let turn = 0; turn < mostTurns && (await refreshRegions(element)) < told; turn += 1) await pause(againMs);
  });
  stream.on('refresh', (news) => {
    told = Math.max(told, versionIn(news));
    void refresh();
  });
  for (const name of new Set(regionsOf(element).map(nameOf))) stream.on(name, (markup) => show(element, name, markup));
  stream.onAge((ageMs) => {
    sayAge(element, ageMs);
    if (ageMs === null) void refresh(); // what was missed meanwhile
  });
  return () => stream.close();
}

/** The news may come before a cache on the way has heard of them. */
const againMs = 300;
const mostTurns = 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

function versionIn(news: unknown): number {
  return typeof news === 'object' && news !== null && 'version' in news && typeof news.version === 'number' ? news.version : 0;
}

const nameOf = (region: HTMLElement): string => region.dataset['live'] ?? '';

function regionsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[data-live]')];
}

function show(element: HTMLElement, name: string, markup: unknown): void {
  if (typeof markup !== 'string') return;
  for (const region of regionsOf(element)) if (nameOf(region) === name) morphChildren(region, parse(markup));
}

/** Answers the version of the page that is shown now; without one it is as new as any. */
async function refreshRegions(element: HTMLElement): Promise<number> {
  // The browser's own copy may be served stale for seconds; what has just changed is asked for anew.
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' });
  if (!answer.ok && answer.status !== 403) return Infinity; // what is closed has a page too
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const pairs = regionsOf(element).map((region) => ({ region, fresh: page.querySelector(`[data-live="${CSS.escape(nameOf(region))}"]`) }));
  if (pairs.length > 0 && pairs.every(({ fresh }) => fresh === null)) {
    location.reload(); // another page stands here now
    return Infinity;
  }
  for (const { region, fresh } of pairs) if (fresh) morphChildren(region, fresh);
  for (const part of partsOutside()) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(nameOf(part))}"]`);
    if (fresh) morphChildren(part, fresh);
  }
  return versionOf(page);
}

function versionOf(page: Document): number {
  const props = page.querySelector<HTMLElement>('[data-island="live-region"]')?.dataset['props'] ?? '';
  const version = /[?&]version=(\d+)/.exec(props)?.[1];
  return version === undefined ? Infinity : Number(version);
}

/** What stands around a live page, such as its menu. */
function partsOutside(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-live]')].filter((part) => part.closest('[data-island="live-region"]') === null);
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
