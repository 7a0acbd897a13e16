import { parse, type HTMLElement } from 'node-html-parser';
import type { ShownPage } from '../page/reply.ts';

/** A page as a bot reads it. */
export interface ReadPage {
  readonly html: string;
  /** What can be filled in or pressed, by name. */
  readonly names: ReadonlySet<string>;
  readonly hasButton: boolean;
}

/** The page with its spaces collapsed, and what it lets people do. */
export function readPage({ content, next, timer }: Pick<ShownPage, 'content' | 'next' | 'timer'>): ReadPage {
  const markup = `${timer?.toString() ?? ''}${content.toString()}`;
  const html = markup.replaceAll(/\s+/g, ' ').trim();
  const controls = parse(html).querySelectorAll('input, select, textarea, button');
  return {
    html,
    names: new Set(controls.flatMap((control) => control.getAttribute('name') ?? [])),
    hasButton: next !== null || controls.some(isSubmit),
  };
}

function isSubmit(control: HTMLElement): boolean {
  const type = control.getAttribute('type');
  return control.tagName === 'BUTTON' ? (type ?? 'submit') === 'submit' : type === 'submit';
}
