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
  const screen = new HallScreen(element, csrf);
  const press = (event: KeyboardEvent): void => keys[event.key]?.(screen);
  document.addEventListener('keydown', press);
  return () => {
    document.removeEventListener('keydown', press);
    screen.end();
  };
}

const keys: Record<string, (screen: HallScreen) => void> = {
  ' ': (screen) => screen.pauseOrGoOn(),
  ArrowRight: (screen) => screen.turn(1),
  ArrowLeft: (screen) => screen.turn(-1),
  '+': (screen) => screen.changePace(1 / 1.25),
  '-': (screen) => screen.changePace(1.25),
};

class HallScreen {
  readonly #element: HTMLElement;
  readonly #csrf: string;
  readonly #changes = new MutationObserver(() => this.#show());
  readonly #clock: ReturnType<typeof setInterval>;
  #page = 0;
  #pace = 1;
  #isPaused = false;
  #draw: Element | null = null;
  #publishAtMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, csrf: string) {
    this.#element = element;
    this.#csrf = csrf;
    const attributeFilter = ['hidden', 'data-publish-in', 'data-state'];
    this.#changes.observe(element, { childList: true, subtree: true, attributeFilter });
    this.#clock = setInterval(() => tick(element, this.#publishAtMs), 200);
    this.#show();
  }

  turn(by: number): void {
    const table = this.#table();
    const pages = table?.tBodies.length ?? 0;
    if (table === null || pages === 0) return;
    if (this.#page + by >= pages) void tellShown(table, this.#csrf);
    this.#page = (this.#page + by + pages) % pages;
    this.#show();
    this.#wait();
  }

  pauseOrGoOn(): void {
    this.#isPaused = !this.#isPaused;
    this.#wait();
  }

  changePace(by: number): void {
    this.#pace = Math.min(4, Math.max(0.25, this.#pace * by));
  }

  end(): void {
    this.#changes.disconnect();
    clearInterval(this.#clock);
    clearTimeout(this.#timer);
  }

  #table(): HTMLTableElement | null {
    return this.#element.querySelector('table');
  }

  /** Also when the draw has come, gone or changed. */
  #show(): void {
    const table = this.#table();
    if (table !== this.#draw) {
      this.#draw = table;
      this.#page = 0;
      this.#wait();
    }
    const left = Number(table?.dataset['publishIn'] || Number.NaN);
    this.#publishAtMs = Number.isNaN(left) ? null : (this.#publishAtMs ?? Date.now() + left);
    this.#page = showPage(table, this.#page);
    this.#changes.takeRecords(); // what was just hidden is no news
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#isPaused) this.#timer = setTimeout(() => this.turn(1), pageMs * this.#pace);
  }
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
  if (bar)
    bar.style.cssText = `width:${100 / Math.max(1, bodies.length)}%;margin-inline-start:${(100 * page) / Math.max(1, bodies.length)}%`;
  return page;
}

/** Once; when it did not arrive, again after the next round through all pages. */
async function tellShown(table: HTMLTableElement, csrf: string): Promise<void> {
  const url = table.dataset['shownUrl'] ?? '';
  if (url === '') return;
  table.dataset['shownUrl'] = '';
  const answer = await fetch(url, { method: 'POST', headers: { 'x-csrf-token': csrf } }).catch(() => null);
  if (!answer?.ok) table.dataset['shownUrl'] = url;
}

function tick(element: HTMLElement, publishAtMs: number | null): void {
  const clock = document.querySelector<HTMLElement>('[data-clock]');
  if (clock)
    clock.textContent = new Date().toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: clock.dataset['clock'] ?? 'UTC',
    });
  const count = element.querySelector<HTMLElement>('.count');
  if (!count) return;
  const seconds = publishAtMs === null ? 0 : Math.ceil((publishAtMs - Date.now()) / 1000);
  count.hidden = !(seconds >= 1 && seconds <= countFrom);
  if (!count.hidden) count.textContent = String(seconds);
}
