import { html, type Html } from '#kit/html/html.ts';
import { morphChildren, parse } from '#kit/islands/morph.ts';

/** What the scripts of all pages work with: `PageTools` of game/page.ts. */
export function pageTools(vars: object) {
  return { el, vars, inputs, html, fill, submit };
}

type Tools = ReturnType<typeof pageTools>;

/** Also under the names that scripts from other files know: `lab`, `js_vars`, `forminputs`. */
export function publish(tools: Tools, more: object = {}): void {
  Object.assign(globalThis, { lab: { ...tools, ...more }, js_vars: tools.vars, forminputs: inputs });
}

/** Runs the author's script of a page. */
export async function runScript(script: string, tools: object): Promise<void> {
  const made: { default: (markup: typeof html) => (tools: object) => void } = await import(script);
  made.default(html)(tools);
}

function el(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id ${id}.`);
  return found;
}

const pageForm = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>('form.lab-content');

/** The controls of the page by their names; of radios the set, whose `value` is the one that was chosen. */
const inputs: Readonly<Record<string, unknown>> = new Proxy(
  {},
  {
    get: (_, name) => {
      const found = pageForm()?.elements.namedItem(String(name));
      if (!found) throw new Error(`The page has no input with the name ${String(name)}.`);
      return found;
    },
  },
);

function fill(id: string, markup: Html): void {
  morphChildren(el(id), parse(markup.toString()));
}

function submit(): void {
  pageForm()?.requestSubmit();
}
