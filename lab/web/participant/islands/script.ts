import { html, type Html } from '#kit/html/html.ts';
import { morphChildren, parse } from '#kit/islands/morph.ts';

interface ScriptProps {
  /** Where the author's script is. */
  readonly script: string;
  /** What the page's `client` gave. */
  readonly vars: object;
}

/** Runs the author's script of a page once the page is there. */
export function mount(_element: HTMLElement, { script, vars }: ScriptProps): () => void {
  void run(script, vars);
  return () => {};
}

async function run(script: string, vars: object): Promise<void> {
  const made: { default: (markup: typeof html) => (tools: object) => void } = await import(script);
  made.default(html)({ el, vars, html, fill, submit });
}

function el(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id ${id}.`);
  return found;
}

function fill(id: string, markup: Html): void {
  morphChildren(el(id), parse(markup.toString()));
}

function submit(): void {
  document.querySelector<HTMLFormElement>('form.lab-content')?.requestSubmit();
}
