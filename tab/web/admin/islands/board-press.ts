import type { DropTarget } from '../../../rules/allocation/seating.ts';
import { readId } from '../../../rules/ids.ts';
import type { DebateId, PersonId } from '../../../rules/ids.ts';
import type { Grip } from './board-grip.ts';
import { firstNeeding, stepFrom } from './board-keys.ts';
import type { PanelHand, PanelTarget } from './board-panel-hand.ts';
import { debateIn, gripIn, judgeIn, stopSelector, targetAt } from './board-screen.ts';

/** What presses lead to. */
export interface PressActs {
  readonly grip: Grip;
  readonly letGo: (target: DropTarget | null) => void;
  readonly panels: PanelHand;
  readonly letPanelGo: (target: PanelTarget) => void;
  /** False when there is no move to take back; likewise the next. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  readonly find: () => void;
  /** Null while debates may not be weighed. */
  readonly weigh: ((debateId: DebateId, level: number) => void) | null;
  /** Null while nobody may be pinned. */
  readonly pin: ((judge: PersonId) => void) | null;
  readonly say: (words: string) => void;
}

/** Clicks and keys: the first press on a chip picks it, the second puts it where it is pressed. */
export function listenForPresses(root: HTMLElement, acts: PressActs, signal: AbortSignal): void {
  const { grip, letGo, panels, letPanelGo } = acts;
  root.addEventListener('click', (event) => onClick(event, acts), { signal });
  root.addEventListener('keydown', (event) => onKey(root, event, acts), { signal });
  root.addEventListener('focusin', ({ target }) => target instanceof Element && (grip.over(target), panels.over(target)), { signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && grip.holds() !== null && letGo(null), { signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && panels.holds() !== null && letPanelGo(null), { signal });
  document.addEventListener('keydown', (event) => onPageKey(event, acts), { signal });
}

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;

function onClick({ target }: MouseEvent, acts: PressActs): void {
  if (!(target instanceof Element)) return;
  const pinned = readId<PersonId>(target.closest<HTMLElement>('[data-pin]')?.dataset['pin']);
  if (pinned !== null) acts.pin?.(pinned);
  if (target.closest('a, button, summary, input, select, label')) return;
  const stop = target.closest<HTMLElement>(stopSelector);
  if (stop !== null) press(stop, acts);
  else if (acts.panels.holds() !== null) acts.letPanelGo(panelTargetAt(target));
  else if (acts.grip.holds() !== null) acts.letGo(targetAt(target));
}

/** Where letting a whole panel go over this would put it. */
export function panelTargetAt(element: Element | null): PanelTarget {
  if (element === null) return null;
  return debateIn(element) ?? (element.closest('.r-shelf') === null ? null : 'free');
}

function press(stop: HTMLElement, { grip, letGo, panels, letPanelGo, say }: PressActs): void {
  const [held, judge, panel] = [grip.holds(), judgeIn(stop), gripIn(stop)];
  if (panels.holds() !== null) letPanelGo(panelTargetAt(stop));
  else if (held !== null) letGo(judge === held ? null : targetAt(stop));
  else if (panel !== null) panels.pick(panel);
  else if (judge !== null) grip.pick(judge);
  else say('First pick an adjudicator.');
}

function onKey(root: HTMLElement, event: KeyboardEvent, acts: PressActs): void {
  const stop = event.target instanceof HTMLElement && event.target.matches(stopSelector) ? event.target : null;
  if (stop === null || !isPlain(event) || !act(root, stop, { key: event.key, acts })) return;
  event.preventDefault();
}

/** Does what the key means on this chip or slot; false when it means nothing. */
function act(root: HTMLElement, stop: HTMLElement, { key, acts }: { readonly key: string; readonly acts: PressActs }): boolean {
  if (key.startsWith('Arrow')) stepFrom(root, stop, key).focus();
  else if (key === 'Enter' || key === ' ') pressByKey(root, stop, acts);
  else if (key === 'Delete') toTheFree(stop, acts);
  else if (key === 'p') return pinHere(stop, acts);
  else return /^[1-5]$/.test(key) && weighHere(stop, acts, Number(key));
  return true;
}

function pinHere(stop: HTMLElement, { grip, pin }: PressActs): boolean {
  const judge = grip.holds() ?? judgeIn(stop);
  if (judge === null || pin === null) return false;
  pin(judge);
  return true;
}

function weighHere(stop: HTMLElement, { weigh }: PressActs, level: number): boolean {
  const debateId = debateIn(stop);
  if (debateId === null || weigh === null) return false;
  weigh(debateId, level);
  return true;
}

function pressByKey(root: HTMLElement, stop: HTMLElement, acts: PressActs): void {
  press(stop, acts);
  if (acts.grip.holds() !== null && stop.closest('.r-shelf')) firstNeeding(root)?.focus();
}

function toTheFree(stop: HTMLElement, { grip, letGo, panels, letPanelGo }: PressActs): void {
  const panel = panels.holds() ?? gripIn(stop);
  const judge = grip.holds() ?? judgeIn(stop);
  if (judge !== null) {
    grip.pick(judge);
    letGo({ kind: 'free' });
  } else if (panel !== null) {
    panels.pick(panel);
    letPanelGo('free');
  }
}

function onPageKey(event: KeyboardEvent, { undo, redo, find }: PressActs): void {
  const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (isTyping || !isPlain(event)) return;
  const isDone = (event.key === 'z' && undo()) || (event.key === 'Z' && redo()) || event.key === '/';
  if (isDone) event.preventDefault();
  if (event.key === '/') find();
}
