import { readPart, rowsOfPart } from '../../../rules/allocation/board-parts.ts';
import { showMarks } from './board-marks.ts';
import { plain } from './board-shelf.ts';

export interface BoardTools {
  /** Hides what the page brought and is not asked for. */
  readonly filter: () => void;
  readonly end: () => void;
}

/** Which debates are shown, which stays in the address, and what stands on chips. */
export function boardTools(root: HTMLElement): BoardTools {
  const tools = root.querySelector<HTMLElement>('[data-board-tools]');
  if (tools === null) return { filter: () => {}, end: () => {} };
  tools.hidden = false;
  readAddress(tools);
  const marks = showMarks(root, tools);
  const filter = (): void => {
    filterRows(root, tools);
    marks.count();
  };
  const change = (): void => {
    writeAddress(tools);
    filter();
  };
  tools.addEventListener('input', change);
  return {
    filter,
    end: () => {
      tools.removeEventListener('input', change);
      marks.end();
    },
  };
}

/** What the address keeps, so that it can be given to somebody else. */
const addressed = [
  ['only-part', 'part'],
  ['part-by', 'by'],
  ['only-round', 'only'],
] as const;

const controlOf = (tools: Element, name: string): HTMLInputElement | HTMLSelectElement | null => tools.querySelector(`[name="${name}"]`);
const valueOf = (tools: Element, name: string): string => controlOf(tools, name)?.value ?? '';

function readAddress(tools: Element): void {
  const asked = new URLSearchParams(location.search);
  for (const [name, key] of addressed) {
    const [control, wanted] = [controlOf(tools, name), asked.get(key)];
    if (control !== null && wanted !== null) control.value = wanted;
  }
}

function writeAddress(tools: Element): void {
  const url = new URL(location.href);
  const isWhole = valueOf(tools, 'only-part') === '';
  for (const [name, key] of addressed) {
    const value = valueOf(tools, name);
    if (value === '' || (key === 'by' && isWhole)) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  history.replaceState(null, '', url);
}

function filterRows(root: Element, tools: Element): void {
  const rows = [...root.querySelectorAll<HTMLTableRowElement>('[data-board] tbody tr')];
  const facts = rows.map((row) => row.querySelector<HTMLElement>('[data-debate]')?.dataset ?? {});
  const part = partOf(tools, facts);
  const words = plain(valueOf(tools, 'find-debate'));
  const round = valueOf(tools, 'only-round');
  for (const [index, row] of rows.entries()) {
    const isAsked = part.has(index) && (round === '' || facts[index]?.['round'] === round);
    row.hidden = !isAsked || !plain(row.textContent).includes(words);
  }
  const shown = rows.filter((row) => !row.hidden).length;
  const say = tools.querySelector('[data-tools-say]');
  if (say !== null) say.textContent = shown === rows.length ? '' : `: ${shown} of ${rows.length} debates`;
}

function partOf(tools: Element, facts: readonly DOMStringMap[]): ReadonlySet<number> {
  const wish = readPart(valueOf(tools, 'only-part'), valueOf(tools, 'part-by'));
  if (wish === null) return new Set(facts.keys());
  const figures = facts.map(({ bracket, importance }) => ({ bracket: Number(bracket), importance: Number(importance) }));
  return rowsOfPart(figures, wish);
}
