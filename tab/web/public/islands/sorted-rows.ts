interface Order {
  readonly column: number;
  readonly isAscending: boolean;
}

/** Rows in the order of the column whose head is pressed; a third press gives the table its own order back. Remembered. */
export class SortedRows {
  readonly #table: HTMLTableElement;
  readonly #memory: string;
  readonly #press = (event: Event): void => this.#pressed(event);
  #order: Order | null;
  /** The table's own order, to go back to. */
  #own = new WeakMap<HTMLTableRowElement, number>();

  constructor(table: HTMLTableElement, memory: string) {
    this.#table = table;
    this.#memory = `${memory}:order`;
    this.#order = read(this.#memory);
    table.tHead?.addEventListener('click', this.#press);
  }

  end(): void {
    this.#table.tHead?.removeEventListener('click', this.#press);
  }

  /** Also after the table has changed: rows that came stand where the server put them. */
  refresh(): void {
    this.#heads().forEach((head, column) => {
      if (!head.querySelector('button')) {
        const button = document.createElement('button');
        button.type = 'button';
        button.append(...head.childNodes);
        head.append(button);
      }
      if (this.#order?.column === column) head.setAttribute('aria-sort', this.#order.isAscending ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    this.#sort();
  }

  #heads(): HTMLTableCellElement[] {
    return [...(this.#table.tHead?.rows[0]?.cells ?? [])];
  }

  #pressed(event: Event): void {
    const head = event.target instanceof Element ? event.target.closest('th') : null;
    if (head === null) return;
    const column = head.cellIndex;
    const isNumeric = head.classList.contains('n');
    const isFirst = this.#order?.column !== column;
    const wasFirst = this.#order?.isAscending === !isNumeric;
    this.#order = isFirst ? { column, isAscending: !isNumeric } : wasFirst ? { column, isAscending: isNumeric } : null;
    if (this.#order) localStorage.setItem(this.#memory, JSON.stringify(this.#order));
    else localStorage.removeItem(this.#memory);
    this.refresh();
  }

  #sort(): void {
    const body = this.#table.tBodies[0];
    if (!body) return;
    const rows = [...body.rows].filter((row) => !row.classList.contains('more-row'));
    rows.forEach((row, index) => {
      if (!this.#own.has(row)) this.#own.set(row, index);
    });
    const order = this.#order;
    const own = (row: HTMLTableRowElement): number => this.#own.get(row) ?? 0;
    const sorted = rows.toSorted((a, b) => (order ? compare(a, b, order) : 0) || own(a) - own(b));
    if (sorted.every((row, index) => row === rows[index])) return;
    for (const row of body.querySelectorAll('.more-row')) row.remove();
    body.append(...sorted);
  }
}

function read(memory: string): Order | null {
  const saved: unknown = JSON.parse(localStorage.getItem(memory) ?? 'null');
  if (typeof saved !== 'object' || saved === null || !('column' in saved) || !('isAscending' in saved)) return null;
  return typeof saved.column === 'number' ? { column: saved.column, isAscending: saved.isAscending === true } : null;
}

/** Numbers as numbers, words as words; what is missing stands last either way. */
function compare(a: HTMLTableRowElement, b: HTMLTableRowElement, { column, isAscending }: Order): number {
  const [one, other] = [textIn(a, column), textIn(b, column)];
  if (one === '' || other === '') return Number(one === '') - Number(other === '');
  const difference = Number.parseFloat(one) - Number.parseFloat(other);
  const both = Number.isNaN(difference) ? one.localeCompare(other, undefined, { numeric: true }) : difference;
  return isAscending ? both : -both;
}

function textIn(row: HTMLTableRowElement, column: number): string {
  const text = row.cells[column]?.textContent.trim() ?? '';
  return text === '–' ? '' : text;
}
