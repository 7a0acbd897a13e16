import { ColumnChoice } from './column-choice.ts';
import { openRows } from './open-rows.ts';
import { plain } from './plain.ts';
import { SortedRows } from './sorted-rows.ts';

/** What the page tells this island. */
interface TableToolsProps {
  /** The event, under which the browser remembers the team. */
  readonly event: string;
}

/** Every table of the page can be searched and sorted, its columns chosen and its rows opened; the chosen team's rows are marked. What somebody chose is remembered. */
export function mount(element: HTMLElement, { event }: TableToolsProps): () => void {
  const kits = new Map<HTMLTableElement, TableKit>();
  const refresh = (): void => {
    for (const table of element.querySelectorAll('table')) {
      const kit = kits.get(table) ?? new TableKit(table, kits.size);
      kits.set(table, kit);
      kit.refresh();
    }
    markTeam(element, event);
    changes.takeRecords(); // what was just changed is no news
  };
  const changes = new MutationObserver(refresh);
  changes.observe(element, { childList: true, subtree: true, characterData: true });
  const typed = (): void => refresh();
  element.addEventListener('input', typed);
  const closeRows = openRows(element);
  refresh();
  return () => {
    changes.disconnect();
    element.removeEventListener('input', typed);
    closeRows();
    for (const kit of kits.values()) kit.end();
  };
}

/** What fits a screen needs no tools. */
const fewestRows = 9;

/** The tools of one table. */
class TableKit {
  readonly #table: HTMLTableElement;
  readonly #tools: HTMLElement | null;
  readonly #columns: ColumnChoice;
  readonly #order: SortedRows;

  constructor(table: HTMLTableElement, index: number) {
    const memory = `rostra-table:${location.pathname}:${index}`;
    this.#table = table;
    this.#tools = table.closest('section')?.querySelector<HTMLElement>('[data-tools]') ?? null;
    this.#columns = new ColumnChoice(table, this.#tools?.querySelector('.columns > div') ?? null, memory);
    this.#order = new SortedRows(table, memory);
  }

  refresh(): void {
    if (this.#tools) this.#tools.hidden = (this.#table.tBodies[0]?.rows.length ?? 0) < fewestRows;
    this.#order.refresh();
    this.#columns.refresh();
    this.#search();
  }

  end(): void {
    this.#order.end();
    this.#columns.end();
  }

  #search(): void {
    const input = this.#tools?.querySelector<HTMLInputElement>('input[type=search]');
    const words = plain(input?.value ?? '')
      .split(/\s+/)
      .filter((word) => word !== '');
    const rows = [...(this.#table.tBodies[0]?.rows ?? [])].filter((row) => !row.classList.contains('more-row'));
    for (const row of rows) row.hidden = !isFound(row, words);
    const shown = rows.filter((row) => !row.hidden).length;
    const found = this.#tools?.querySelector('[role=status]');
    if (found) found.textContent = words.length === 0 ? '' : `${shown} of ${rows.length}`;
  }
}

function isFound(row: HTMLTableRowElement, words: readonly string[]): boolean {
  const text = words.length === 0 ? '' : plain(row.textContent);
  return words.every((word) => text.includes(word));
}

function markTeam(element: HTMLElement, event: string): void {
  const team = /^#team-(\d+)$/.exec(location.hash)?.[1] ?? localStorage.getItem(`rostra-tab-team:${event}`);
  for (const row of element.querySelectorAll<HTMLElement>('tr[id], tr[data-team]'))
    row.classList.toggle('mine', team !== null && (row.id === `team-${team}` || row.dataset['team'] === team));
}
