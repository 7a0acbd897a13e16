import { pageTools, publish, runScript } from './page-tools.ts';

interface ScriptProps {
  /** Where the author's script is; null when the page has none of its own. */
  readonly script: string | null;
  /** What the page's `client` gave. */
  readonly vars: object;
}

/** Runs the author's script of a page once the page is there, and gives others what they work with. */
export function mount(_element: HTMLElement, { script, vars }: ScriptProps): () => void {
  const tools = pageTools(vars);
  publish(tools);
  if (script !== null) void runScript(script, tools);
  return () => {};
}
