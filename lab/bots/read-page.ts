import { parse, type HTMLElement } from 'node-html-parser';
import type { ShownPage } from '../page/reply.ts';

/** A page as a bot reads it. */
export interface ReadPage {
  /** Its markup with the spaces collapsed. */
  readonly html: string;
  /** What can be filled in or pressed, by name. */
  readonly names: ReadonlySet<string>;
  readonly hasButton: boolean;
  /** What is wrong with the markup, whoever uses it. */
  readonly problems: readonly string[];
  /** Names of the page's own controls. */
  readonly asked: ReadonlySet<string>;
}

/** A page that was shown, as far as the game made it. */
export function readPage({ content, next, timer }: Pick<ShownPage, 'content' | 'next' | 'timer'>): ReadPage {
  const page = readMarkup(`${timer?.toString() ?? ''}${content.toString()}`);
  return { ...page, hasButton: page.hasButton || next !== null };
}

/** A whole page, or a part of one. */
export function readMarkup(markup: string): ReadPage {
  const html = markup.replaceAll(/\s+/g, ' ').trim();
  const page = parse(html);
  const controls = page.querySelectorAll('input, select, textarea, button');
  const own = page.querySelector('#page-form') ?? page;
  return {
    html,
    names: new Set(controls.flatMap((control) => control.getAttribute('name') ?? [])),
    hasButton: controls.some(isSubmit),
    problems: [...twiceUsedIds(page), ...controls.flatMap((control) => unlabeled(control, page))],
    asked: new Set(own.querySelectorAll('input, select, textarea').flatMap((control) => control.getAttribute('name') ?? [])),
  };
}

function twiceUsedIds(page: HTMLElement): string[] {
  const ids = page.querySelectorAll('[id]').map(({ id }) => id);
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...twice].map((id) => `two elements have the id ${id}`);
}

const needNoLabel = new Set(['hidden', 'submit', 'button', 'reset', 'image']);

/** A control that a screen reader has no name for. */
function unlabeled(control: HTMLElement, page: HTMLElement): string[] {
  if (control.tagName === 'BUTTON' || needNoLabel.has(control.getAttribute('type') ?? '')) return [];
  const isNamed = ['aria-label', 'aria-labelledby', 'title'].some((name) => control.getAttribute(name));
  const isLabeled =
    isNamed || control.closest('label') !== null || (control.id !== '' && page.querySelector(`label[for="${control.id}"]`) !== null);
  return isLabeled ? [] : [`${control.getAttribute('name') ?? control.id ?? control.tagName.toLowerCase()} has no label`];
}

function isSubmit(control: HTMLElement): boolean {
  const type = control.getAttribute('type');
  return control.tagName === 'BUTTON' ? (type ?? 'submit') === 'submit' : type === 'submit';
}
