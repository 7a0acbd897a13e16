/** What the page tells this island. */
interface ProjectorProps {
  readonly csrf: string;
}

const pageMs = 8_000;
const countFrom = 3;

/**
 * Shows the draw page by page and says where it is; says so once when the hall has seen every room, and counts the last three seconds before the
 * phones get it. Space stops it, arrows turn pages, + and − change its pace.
 */
export function mount(element: HTMLElement, { csrf }: ProjectorProps): () => void {
  let page = 0;
  let pace = 1;
  let isPaused = false;
  let draw: Element | null = null;
  let publishAtMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const table = (): HTMLTableElement | null => element.querySelector('table');
  const show = (): void => {
    const now = table();
    if (now !== draw) {
      draw = now;
      page = 0;
      wait();
    }
    const left = Number(now?.dataset['publishIn'] || Number.NaN);
    publishAtMs = Number.isNaN(left) ? null : (publishAtMs ?? Date.now() + left);
    page = showPage(now, page);
    changes.takeRecords(); // what was just hidden is no news
  };
  const turn = (by: number): void => {
    const pages = table()?.tBodies.length ?? 0;
    if (pages === 0) return;
    if (page + by >= pages) tellShown(table(), csrf);
    page = (page + by + pages) % pages;
    show();
    wait();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (!isPaused) timer = setTimeout(() => turn(1), pageMs * pace);
  };
  const keys: Record<string, () => void> = {
    ' ': () => {
      isPaused = !isPaused;
      wait();
    },
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    '+': () => (pace = Math.max(0.25, pace / 1.25)),
    '-': () => (pace = Math.min(4, pace * 1.25)),
  };
  const press = (event: KeyboardEvent): void => keys[event.key]?.();
  const changes = new MutationObserver(show);
  changes.observe(element, { childList: true, subtree: true, attributeFilter: ['hidden', 'data-publish-in', 'data-state'] });
  const clock = setInterval(() => tick(element, publishAtMs), 200);
  document.addEventListener('keydown', press);
  show();
  return () => {
    changes.disconnect();
    clearInterval(clock);
    clearTimeout(timer);
    document.removeEventListener('keydown', press);
  };
}

/** Gives the page that is shown: the wanted one, or the last when the draw has become shorter. */
function showPage(table: HTMLTableElement | null, wanted: number): number {
  const bodies = [...(table?.tBodies ?? [])];
  const page = Math.min(wanted, Math.max(0, bodies.length - 1));
  for (const [index, body] of bodies.entries()) body.hidden = index !== page;
  const before = bodies.slice(0, page).reduce((sum, body) => sum + body.rows.length, 0);
  const rooms = bodies.reduce((sum, body) => sum + body.rows.length, 0);
  const place = document.querySelector('[data-place]');
  if (place) place.textContent = rooms === 0 ? '' : `rooms ${before + 1} to ${before + (bodies[page]?.rows.length ?? 0)} of ${rooms}`;
  const bar = document.querySelector<HTMLElement>('.pg u');
  if (bar) bar.style.cssText = `width:${100 / Math.max(1, bodies.length)}%;margin-inline-start:${(100 * page) / Math.max(1, bodies.length)}%`;
  return page;
}

/** Once: the answer takes the address off the page. */
function tellShown(table: HTMLTableElement | null, csrf: string): void {
  const url = table?.dataset['shownUrl'] ?? '';
  if (table === null || url === '') return;
  table.dataset['shownUrl'] = '';
  fetch(url, { method: 'POST', headers: { 'x-csrf-token': csrf } }).then(
    (answer) => {
      if (!answer.ok) table.dataset['shownUrl'] = url; // again after the next round through all pages
    },
    () => (table.dataset['shownUrl'] = url),
  );
}

function tick(element: HTMLElement, publishAtMs: number | null): void {
  const clock = document.querySelector<HTMLElement>('[data-clock]');
  if (clock)
    clock.textContent = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: clock.dataset['clock'] ?? 'UTC' });
  const count = element.querySelector<HTMLElement>('.count');
  if (!count) return;
  const seconds = publishAtMs === null ? 0 : Math.ceil((publishAtMs - Date.now()) / 1000);
  count.hidden = !(seconds >= 1 && seconds <= countFrom);
  if (!count.hidden) count.textContent = String(seconds);
}
