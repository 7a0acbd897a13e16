import { plain } from './plain.ts';

/** What the page tells this island. */
interface DrawFinderProps {
  /** The event, under which the browser remembers the team. */
  readonly event: string;
}

/** Finds a room by team, room or judge, and keeps the chosen team's debate on top of the page, also when the draw changes. */
export function mount(element: HTMLElement, { event }: DrawFinderProps): () => void {
  const tools = element.querySelector<HTMLElement>('[data-tools]');
  const input = element.querySelector<HTMLInputElement>('input[type=search]');
  const found = element.querySelector<HTMLElement>('[data-found]');
  const card = element.querySelector<HTMLElement>('[data-card]');
  const region = element.querySelector<HTMLElement>('[data-live=draw]');
  if (!tools || !input || !found || !card || !region) return () => {};
  const memory = `rostra-tab-team:${event}`;
  let team = /^#team-(\d+)$/.exec(location.hash)?.[1] ?? localStorage.getItem(memory);

  const refresh = (): void => {
    const rows = rowsOf(region);
    tools.hidden = rows.length === 0;
    const shown = filterRows(rows, input.value);
    found.textContent = input.value.trim() === '' ? '' : `${shown} of ${rows.length} rooms`;
    showCard({ card, region, team, choose });
    changes.takeRecords(); // what was just changed is no news
  };
  const choose = (chosen: string): void => {
    team = chosen === '' ? null : chosen;
    if (team === null) localStorage.removeItem(memory);
    else localStorage.setItem(memory, team);
    refresh();
  };
  const changes = new MutationObserver(refresh);
  changes.observe(region, { childList: true, subtree: true, characterData: true, attributeFilter: ['hidden', 'class'] });
  input.addEventListener('input', refresh);
  refresh();
  return () => {
    changes.disconnect();
    input.removeEventListener('input', refresh);
  };
}

function rowsOf(region: HTMLElement): HTMLElement[] {
  return [...region.querySelectorAll<HTMLElement>('.r-draw > li')];
}

/** Hides the rooms in which not all the words stand; how many are left. */
function filterRows(rows: readonly HTMLElement[], wanted: string): number {
  const words = plain(wanted)
    .split(/\s+/)
    .filter((word) => word !== '');
  let shown = 0;
  for (const row of rows) {
    const text = plain(row.textContent);
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  return shown;
}

interface Card {
  readonly card: HTMLElement;
  readonly region: HTMLElement;
  readonly team: string | null;
  readonly choose: (team: string) => void;
}

function showCard({ card, region, team, choose }: Card): void {
  for (const old of region.querySelectorAll('.mine')) old.classList.remove('mine');
  const seat = team === null ? null : region.querySelector<HTMLElement>(`[data-team="${CSS.escape(team)}"]`);
  const row = seat?.closest('li');
  row?.classList.add('mine');
  card.hidden = rowsOf(region).length === 0;
  card.replaceChildren(cardHead(region, { team: seat ? team : null, choose }), ...(seat && row ? cardBody(seat, row) : []));
}

function cardHead(region: HTMLElement, { team, choose }: Pick<Card, 'team' | 'choose'>): HTMLElement {
  const seats = [...region.querySelectorAll<HTMLElement>('[data-team]')].map((seat) => ({
    id: seat.dataset['team'] ?? '',
    name: nameIn(seat),
  }));
  const select = document.createElement('select');
  select.setAttribute('aria-label', 'Your team');
  select.append(
    new Option('Choose team', ''),
    ...seats
      .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
      .map(({ id, name }) => new Option(name, id, false, id === team)),
  );
  select.addEventListener('change', () => choose(select.value));
  return part('div', 'me-head', part('span', '', 'Your debate'), select);
}

function cardBody(seat: HTMLElement, row: HTMLElement): HTMLElement[] {
  const chip = seat.querySelector('abbr');
  const side = part('span', '', copyOf(chip), document.createElement('br'), part('b', '', chip?.title ?? ''));
  const others = [...row.querySelectorAll<HTMLElement>('[data-team]')].filter((other) => other !== seat).map((other) => copyOf(other));
  const panel = [...row.querySelectorAll('[data-judges]')].map((line) => part('div', '', line.textContent));
  const starts = row.closest('ul')?.dataset['starts'];
  return [
    part('div', 'r-where', part('span', 'r-room-big', row.querySelector('.r-room')?.textContent ?? ''), side),
    ...(starts ? [part('p', '', part('b', '', starts))] : []),
    part('p', 'r-vs', ...others),
    ...(panel.length > 0 ? [part('div', 'r-muted', ...panel)] : []),
  ];
}

function nameIn(seat: HTMLElement): string {
  return seat.querySelector('span')?.textContent ?? '';
}

function copyOf(node: Element | null): Node {
  const copy = node?.cloneNode(true) ?? document.createTextNode('');
  if (copy instanceof HTMLElement) copy.removeAttribute('data-team');
  return copy;
}

function part(name: string, className: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}
