import { sheetTotals, type SheetRule } from '../../../rules/ballots/scoresheet.ts';
import { problemOf } from './typed-score.ts';
import { writtenScores } from './written-scores.ts';

interface BallotEntryProps {
  readonly rule: SheetRule;
  readonly sheets: number;
}

/** A ballot typed by keyboard alone: Enter goes to the next field and at last to the button; a score that cannot be keeps its field; totals and places follow. */
export function mount(element: HTMLElement, props: BallotEntryProps): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || !isEntry(event.target)) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) element.closest('form')?.requestSubmit();
    else goOn(element, event.target);
  };
  const onInput = (): void => showTotals(element, props);
  const onLeave = (event: FocusEvent): void => {
    if (event.target instanceof HTMLInputElement && isScore(event.target)) judge(event.target);
  };
  element.addEventListener('keydown', onKey);
  element.addEventListener('input', onInput);
  element.addEventListener('focusout', onLeave);
  showTotals(element, props);
  if (document.activeElement === document.body) firstEmpty(element)?.focus();
  return () => {
    element.removeEventListener('keydown', onKey);
    element.removeEventListener('input', onInput);
    element.removeEventListener('focusout', onLeave);
  };
}

type Entry = HTMLInputElement | HTMLSelectElement;

const isScore = (control: HTMLInputElement): boolean => control.dataset['score'] !== undefined;

function isEntry(target: EventTarget | null): target is Entry {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

function entriesOf(element: HTMLElement): Entry[] {
  return [...element.querySelectorAll<Entry>('[data-score], [data-entry]')];
}

function firstEmpty(element: HTMLElement): Entry | undefined {
  const entries = entriesOf(element);
  return entries.find(({ value }) => value === '') ?? entries[0];
}

/** To the next field on the paper; the last leads to the button. */
function goOn(element: HTMLElement, from: Entry): void {
  if (from instanceof HTMLInputElement && isScore(from) && !judge(from)) return from.select();
  const all = [...element.querySelectorAll<Entry>('input, select')];
  const entries = entriesOf(element);
  const next = entries.find((entry) => all.indexOf(entry) > all.indexOf(from));
  if (next === undefined) element.closest('form')?.querySelector<HTMLButtonElement>('button[data-first]')?.focus();
  else if (next instanceof HTMLInputElement && next.type === 'text') next.select();
  else next.focus();
}

/** Says what is wrong with a score beside it; true when nothing is. An empty field is only missing yet. */
function judge(input: HTMLInputElement): boolean {
  const [min, max, step] = [input.dataset['min'], input.dataset['max'], input.dataset['step']].map(Number);
  const problem = problemOf(input.value, { min: min ?? 0, max: max ?? 0, step: step ?? 1 });
  input.toggleAttribute('aria-invalid', problem !== '');
  if (problem !== '') input.setAttribute('aria-invalid', 'true');
  input.classList.toggle('is-invalid', problem !== '');
  const id = `${input.name}-said`;
  const line = document.getElementById(id) ?? lineAfter(input, id);
  line.textContent = problem;
  return problem === '';
}

function lineAfter(input: HTMLInputElement, id: string): HTMLElement {
  const line = document.createElement('span');
  line.id = id;
  line.className = 'r-error';
  line.setAttribute('role', 'status');
  input.setAttribute('aria-describedby', id);
  input.after(line);
  return line;
}

function showTotals(element: HTMLElement, { rule, sheets }: BallotEntryProps): void {
  if (!rule.hasScores) return;
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    const scores = writtenScores(element, sheet, rule);
    const totals = sheetTotals({ scores, ranks: [], winners: [] }, rule);
    const isFull = !scores.flat().includes(null);
    totals.forEach((total, side) => {
      const place = 1 + totals.filter((other) => other > total).length;
      const words = total === 0 ? '' : isFull ? `${total} · ${ordinals[place - 1] ?? place}` : String(total);
      const line = element.querySelector(`[data-total="${sheet}-${side}"]`);
      if (line && line.textContent !== words) line.textContent = words;
    });
  }
}

const ordinals = ['1st', '2nd', '3rd', '4th', '5th', '6th'];
