import { sheetFaults, sheetVerdict, type Scoresheet, type SheetRule } from '../../../rules/ballots/scoresheet.ts';
import { writtenCriteria, writtenScores } from '../../assistant/islands/written-scores.ts';
import { keep, renewIntent, restore } from './ballot-draft.ts';

interface LiveTeam {
  readonly name: string;
  readonly short: string;
  readonly isOpposing: boolean;
}

interface BallotLiveProps {
  readonly debate: number;
  readonly rule: SheetRule;
  readonly teams: readonly LiveTeam[];
}

/** Totals, places, the order in words and a warning when two teams are close, by the rules that the server accepts a ballot by; keeps a draft. */
export function mount(element: HTMLElement, props: BallotLiveProps): () => void {
  const form = element.closest('form');
  let wasSent = form !== null && restore(form, props.debate);
  const onInput = (): void => {
    if (form !== null) {
      if (wasSent) renewIntent(form);
      wasSent = false;
      keep(form, props.debate, false);
    }
    sayDraft(`Safe on this phone since ${new Date().toLocaleTimeString('en-GB')}.`);
    show(element, props);
  };
  const onClick = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-move]') : null;
    if (button === null) return;
    stepBy(button, Number(button.dataset['move']));
    onInput();
  };
  const onSubmit = (): void => {
    if (form !== null) keep(form, props.debate, true);
    wasSent = true;
  };
  element.addEventListener('input', onInput);
  element.addEventListener('click', onClick);
  form?.addEventListener('submit', onSubmit);
  show(element, props);
  if (wasSent) form?.requestSubmit(); // what sends it was mounted before this
  return () => {
    element.removeEventListener('input', onInput);
    element.removeEventListener('click', onClick);
    form?.removeEventListener('submit', onSubmit);
  };
}

function sayDraft(words: string): void {
  const line = document.querySelector('[data-draft-state]');
  if (line) line.textContent = words;
}

/** An empty stepper starts in the middle of its range. */
function stepBy(button: HTMLElement, direction: number): void {
  const input = button.parentElement?.querySelector('input');
  if (!input) return;
  const [min, max, by] = [input.dataset['min'], input.dataset['max'], input.dataset['step']].map(Number);
  if (min === undefined || max === undefined || by === undefined) return;
  const middle = min + Math.round((max - min) / 2 / by) * by;
  const now = numberIn(input.value);
  const next = now === null ? middle : Math.min(max, Math.max(min, now + direction * by));
  input.value = String(Math.round(next * 1000) / 1000);
}

function numberIn(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

function show(element: HTMLElement, { rule, teams }: BallotLiveProps): void {
  if (!rule.hasScores) return;
  const sheets = new Set(
    [...element.querySelectorAll<HTMLElement>('[data-total]')].map((total) => Number(total.dataset['total']?.split('-')[0])),
  );
  const read = [...sheets].map((sheet) => ({ sheet, content: sheetIn(element, sheet, rule) }));
  let missing = 0;
  for (const { sheet, content } of read) {
    const { totals, places } = sheetVerdict(content, { ...rule, winner: rule.winner === 'places' ? 'places' : 'nobody' });
    missing += content.scores.flat().filter((score) => score === null).length;
    teams.forEach((_team, side) => {
      const isComplete = content.scores[side]?.every((score) => score !== null) ?? false;
      const place = content.scores.flat().includes(null) ? null : (places?.[side] ?? null);
      showTotal(element, `${sheet}-${side}`, isComplete ? { total: totals?.[side] ?? 0, place } : null);
    });
  }
  const [only, another] = read;
  const single = only !== undefined && another === undefined && missing === 0 ? only.content : null;
  showOrder(element, single, { rule, teams });
  const headline = element.querySelector('[data-headline]');
  if (headline)
    headline.textContent = headlineOf({ missing, all: read.flatMap(({ content }) => content.scores.flat()).length }, single, rule);
}

function sheetIn(element: HTMLElement, sheet: number, rule: SheetRule): Scoresheet {
  const scores = writtenScores(element, sheet, rule);
  const criteria = writtenCriteria(element, sheet, rule);
  const winners = [...element.querySelectorAll<HTMLInputElement>(`[name="winner-${sheet}"]:checked`)].map(({ value }) => Number(value));
  return { scores, ...(criteria && { criteria }), ranks: [], winners };
}

function showTotal(element: HTMLElement, place: string, found: { readonly total: number; readonly place: number | null } | null): void {
  const total = element.querySelector(`[data-total="${place}"]`);
  const [number, rank] = [total?.querySelector('b'), total?.querySelector('.r-rank')];
  if (number) number.textContent = found === null ? '' : String(found.total);
  if (rank) rank.textContent = found?.place === null || found === null ? '' : (ordinals[found.place - 1] ?? '');
}

const ordinals = ['1st', '2nd', '3rd', '4th', '5th', '6th'];

function headlineOf(
  { missing, all }: { readonly missing: number; readonly all: number },
  sheet: Scoresheet | null,
  rule: SheetRule,
): string {
  if (missing === all) return 'Enter the scores, then send.';
  if (missing > 0) return `${missing} ${missing === 1 ? 'score is' : 'scores are'} missing.`;
  const [fault] = sheet === null ? [] : sheetFaults(sheet, { ...rule, ranks: 'none' });
  return fault === undefined
    ? `All ${all} scores are in. Check ${rule.winner === 'places' ? 'the order' : 'them'}, then send.`
    : fault.message;
}

/** Two totals this near are read back to the adjudicator. */
const closeCall = 1;

function showOrder(element: HTMLElement, sheet: Scoresheet | null, { rule, teams }: Pick<BallotLiveProps, 'rule' | 'teams'>): void {
  const totals = sheet === null ? null : sheetVerdict(sheet, { ...rule, winner: 'places' }).totals;
  const order =
    totals === null ? [] : teams.map((team, side): Placed => ({ team, total: totals[side] ?? 0 })).sort((a, b) => b.total - a.total);
  element.querySelector('[data-order]')?.replaceChildren(...order.map(({ team }, place) => orderLine(team, ordinals[place] ?? '')));
  const warning = element.querySelector<HTMLElement>('[data-close-call]');
  if (!warning) return;
  warning.textContent = closeCallIn(order);
  warning.className = warning.textContent === '' ? '' : 'r-banner late';
}

/** The first two neighbours that are near, in words; empty when there are none. */
function closeCallIn(order: readonly Placed[]): string {
  for (const [place, close] of order.entries()) {
    const above = order[place - 1];
    if (above !== undefined && above.total - close.total <= closeCall) return closeWords(above, close);
  }
  return '';
}

interface Placed {
  readonly team: LiveTeam;
  readonly total: number;
}

function closeWords(above: Placed, close: Placed): string {
  const apart = Math.round((above.total - close.total) * 1000) / 1000;
  const teams = `${above.team.name} (${above.total}) and ${close.team.name} (${close.total})`;
  return apart === 0 ? `Equal: ${teams}.` : `Just ${apart} ${apart === 1 ? 'point' : 'points'} apart: ${teams}. Right?`;
}

function orderLine({ name, short, isOpposing }: LiveTeam, place: string): HTMLElement {
  const [line, number, chip, word] = [
    document.createElement('li'),
    document.createElement('span'),
    document.createElement('span'),
    document.createElement('b'),
  ];
  number.className = 'r-muted';
  number.textContent = place;
  chip.className = `r-side${isOpposing ? ' b' : ''}`;
  chip.textContent = short;
  word.textContent = name;
  line.append(number, chip, word);
  return line;
}
