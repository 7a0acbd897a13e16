import { parse, type HTMLElement } from 'node-html-parser';
import type { ShownPage } from '../page/reply.ts';

/** A page as a bot reads it. */
export interface ReadPage {
  /** Its markup with the spaces collapsed. */
  readonly html: string;
  /** What can be filled in or pressed, by name. */
  readonly names: ReadonlySet<string>;
  readonly hasButton: boolean;
}

/** A page that was shown, as far as the game made it. */
export function readPage({ content, next, timer }: Pick<ShownPage, 'content' | 'next' | 'timer'>): ReadPage {
  const page = readMarkup(`${timer?.toString() ?? ''}${content.toString()}`);
  return { ...page, hasButton: page.hasButton || next !== null };
}

/** A whole page, or a part of one. */
export function readMarkup(markup: string): ReadPage {
  const html = markup.replaceAll(/\s+/g, ' ').trim();
  const controls = parse(html).querySelectorAll('input, select, textarea, button');
  return {
    html,
    names: new Set(controls.flatMap((control) => control.getAttribute('name') ?? [])),
    hasButton: controls.some(isSubmit),
  };
}

function isSubmit(control: HTMLElement): boolean {
  const type = control.getAttribute('type');
  return control.tagName === 'BUTTON' ? (type ?? 'submit') === 'submit' : type === 'submit';
}
