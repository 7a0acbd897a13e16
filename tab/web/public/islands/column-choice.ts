/** Which columns of a table are shown; the first two always are. Remembered. */
export class ColumnChoice {
  readonly #table: HTMLTableElement;
  readonly #box: Element | null;
  readonly #memory: string;
  readonly #change = (event: Event): void => this.#changed(event);
  #hidden: ReadonlySet<string>;

  constructor(table: HTMLTableElement, box: Element | null, memory: string) {
    this.#table = table;
    this.#box = box;
    this.#memory = `${memory}:hidden`;
    this.#hidden = new Set((localStorage.getItem(this.#memory) ?? '').split('\n').filter((name) => name !== ''));
    box?.addEventListener('change', this.#change);
  }

  end(): void {
    this.#box?.removeEventListener('change', this.#change);
  }

  refresh(): void {
    const names = [...(this.#table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent.trim());
    this.#offer(names.slice(2));
    for (const row of this.#table.rows)
      if (!row.classList.contains('more-row'))
        [...row.cells].forEach((cell, index) => (cell.hidden = index >= 2 && this.#hidden.has(names[index] ?? '')));
  }

  #offer(names: readonly string[]): void {
    const chooser = this.#box?.closest('details');
    if (!this.#box || !chooser) return;
    chooser.hidden = names.length < 2;
    const offered = [...this.#box.querySelectorAll('input')].map((input) => input.value);
    if (offered.join('\n') === names.join('\n')) return;
    this.#box.replaceChildren(...names.map((name) => choice(name, !this.#hidden.has(name))));
  }

  #changed(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const hidden = new Set(this.#hidden);
    if (event.target.checked) hidden.delete(event.target.value);
    else hidden.add(event.target.value);
    this.#hidden = hidden;
    localStorage.setItem(this.#memory, [...hidden].join('\n'));
    this.refresh();
  }
}

function choice(name: string, isShown: boolean): HTMLElement {
  const [label, input] = [document.createElement('label'), document.createElement('input')];
  input.type = 'checkbox';
  input.value = name;
  input.checked = isShown;
  label.append(input, name);
  return label;
}
