import { createHash } from 'node:crypto';
import type { PageDefinition, PlayableGame } from '../game/definition.ts';

/** A page's script as the browser loads it. */
export interface PageScript {
  /** Changes with the text. */
  readonly url: string;
  /** A module whose default export makes the function out of `html`. */
  readonly text: string;
}

const known = new WeakMap<PageDefinition, PageScript>();

/** Null when the page has no script. The function is sent as it is written, so nothing from outside of it is there. */
export function pageScript({ game }: PlayableGame, page: PageDefinition): PageScript | null {
  if (page.script === null) return null;
  const made = known.get(page) ?? makeScript(game.slug, page.name, page.script.toString());
  known.set(page, made);
  return made;
}

function makeScript(slug: string, page: string, source: string): PageScript {
  const isMethod = /^(?:async\s+)?(?!async\b|function\b)[\w$]+\s*\(/.test(source) && !/^[\w$]+\s*=>/.test(source);
  const text = `export default (html) => (${isMethod ? `{ ${source.replace(/^(async\s+)?[\w$]+/, '$1script')} }` : `{ script: ${source} }`}).script;\n`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { url: `/scripts/${encodeURIComponent(slug)}/${page}-${hash}.js`, text };
}
