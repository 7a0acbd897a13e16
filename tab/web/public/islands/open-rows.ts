/** A tap on a row opens all it says, one line a column; another tap closes it. Gives how to take that back. */
export function openRows(element: HTMLElement): () => void {
  const press = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input, label')) return;
    const row = event.target.closest('tr');
    if (row !== null && row.closest('tbody') !== null && !row.classList.contains('more-row')) openOrClose(row);
  };
  element.addEventListener('click', press);
  return () => element.removeEventListener('click', press);
}

function openOrClose(row: HTMLTableRowElement): void {
  const next = row.nextElementSibling;
  if (next?.classList.contains('more-row')) return next.remove();
  const heads = [...(row.closest('table')?.tHead?.rows[0]?.cells ?? [])];
  if (heads.length < 4) return; // all of it is in sight
  const list = document.createElement('dl');
  heads.forEach((head, index) => {
    const [name, value] = [document.createElement('dt'), document.createElement('dd')];
    name.textContent = head.textContent;
    value.textContent = row.cells[index]?.textContent ?? '';
    list.append(name, value);
  });
  const [more, cell] = [document.createElement('tr'), document.createElement('td')];
  more.className = 'more-row';
  cell.colSpan = heads.length;
  cell.append(list);
  more.append(cell);
  row.after(more);
}
