import type { DropTarget } from '../../../rules/allocation/seating.ts';
import type { DebateId } from '../../../rules/ids.ts';
import type { Grip } from './board-grip.ts';
import { firstNeeding, stepFrom } from './board-keys.ts';
import { debateIn, judgeIn, stopSelector, targetAt } from './board-screen.ts';

/** What presses lead to. */
export interface PressActs {
  readonly grip: Grip;
  readonly letGo: (target: DropTarget | null) => void;
  readonly undo: () => void;
  readonly find: () => void;
  /** Null while debates may not be weighed. */
  readonly weigh: ((debateId: DebateId, level: number) => void) | null;
  readonly say: (words: string) => void;
}

/** Clicks and keys: the first press on a chip picks it, the second puts it where it is pressed. */
export function listenForPresses(root: HTMLElement, acts: PressActs, signal: AbortSignal): void {
  const { grip, letGo } = acts;
  root.addEventListener('click', (event) => onClick(event, acts), { signal });
  root.addEventListener('keydown', (event) => onKey(root, event, acts), { signal });
  root.addEventListener('focusin', ({ target }) => target instanceof Element && grip.over(target), { signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && grip.holds() !== null && letGo(null), { signal });
  document.addEventListener('keydown', (event) => onPageKey(event, acts), { signal });
}

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;

function onClick({ target }: MouseEvent, acts: PressActs): void {
  if (!(target instanceof Element) || target.closest('a, button, summary, input, select, label')) return;
  const stop = target.closest<HTMLElement>(stopSelector);
  if (stop !== null) press(stop, acts);
  else if (acts.grip.holds() !== null) acts.letGo(targetAt(target));
}

function press(stop: HTMLElement, { grip, letGo, say }: PressActs): void {
  const [held, judge] = [grip.holds(), judgeIn(stop)];
  if (held !== null) letGo(judge === held ? null : targetAt(stop));
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
  const debateId = debateIn(stop);
  if (key.startsWith('Arrow')) stepFrom(root, stop, key).focus();
  else if (key === 'Enter' || key === ' ') pressByKey(root, stop, acts);
  else if (key === 'Delete') toTheFree(stop, acts);
  else if (/^[1-5]$/.test(key) && debateId !== null && acts.weigh !== null) acts.weigh(debateId, Number(key));
  else return false;
  return true;
}

function pressByKey(root: HTMLElement, stop: HTMLElement, acts: PressActs): void {
  press(stop, acts);
  if (acts.grip.holds() !== null && stop.closest('.r-shelf')) firstNeeding(root)?.focus();
}

function toTheFree(stop: HTMLElement, { grip, letGo }: PressActs): void {
  const judge = grip.holds() ?? judgeIn(stop);
  if (judge === null) return;
  grip.pick(judge);
  letGo({ kind: 'free' });
}

function onPageKey(event: KeyboardEvent, { undo, find }: PressActs): void {
  const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (isTyping || !isPlain(event)) return;
  if (event.key === 'z') undo();
  if (event.key !== '/') return;
  event.preventDefault();
  find();
}
